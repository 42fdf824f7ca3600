package dev.redress.access;

import dev.redress.platform.CommonProblem;
import dev.redress.platform.Refusal;
import dev.redress.platform.Texts;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.json.JsonString;
import java.security.Principal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;

/// What every token passes once its signature, its issuer and its audience are found good: who is it that calls? A
/// token that says a program acts (`act`, RFC 8693) opens what agents may do and nothing of what people do, whatever
/// roles it carries; a person is who their `sub` says, under the name that Redress knows them by ({@link Identities}).
@Singleton
class Callers {

    /// Of a program that acts for a person and was refused what people do.
    private static final String PROGRAM =
            "This token says that a program acts (`act`). What people do here they do themselves.";

    /// Actors in one token, and characters in the name of one.
    private static final int MOST = 16;

    private static final int LONGEST = 200;

    /// Characters in a `sub` (OpenID Connect Core, section 2) and in a user name.
    private static final int LONGEST_NAME = 255;

    private final Identities identities;

    Callers(Identities identities) {
        this.identities = identities;
    }

    /// @param bearer whether a program sent the token; a browser comes with what it was given at its sign-in
    Uni<SecurityIdentity> of(SecurityIdentity verified, boolean bearer) {
        if (!(verified.getPrincipal() instanceof JsonWebToken token) || (bearer && isOfSignIn(token))) {
            throw new AuthenticationFailedException();
        }
        String sub =
                named(token.getClaim("sub"), LONGEST_NAME, "This token says in no known form whose it is (`sub`).");
        List<String> chain = chain(token);
        if (!chain.isEmpty()) {
            if (!verified.hasRole(Role.AGENT)) {
                throw refused(PROGRAM);
            }
            Set<String> roles = new HashSet<>(verified.getRoles());
            roles.removeAll(Role.OF_PEOPLE);
            return Uni.createFrom().item(identity(verified, new Caller(chain.getFirst(), chain, token), roles));
        }
        String name = named(
                verified.getPrincipal().getName(),
                LONGEST_NAME,
                "This token says in no known form how its holder is called.");
        if (verified.getRoles().stream().noneMatch(Role.OF_PEOPLE::contains)) {
            return Uni.createFrom().item(identity(verified, new Caller(name, List.of(), token), verified.getRoles()));
        }
        return identities
                .nameOf(sub, name)
                .map(known -> identity(verified, new Caller(known, List.of(), token), verified.getRoles()));
    }

    /// The sentence for a caller who lacks the role; null where the usual one will do.
    static String whyNot(SecurityIdentity identity) {
        return identity.getPrincipal() instanceof Caller caller
                        && !caller.chain().isEmpty()
                ? PROGRAM
                : null;
    }

    /// An ID token tells an application that somebody signed in there, and is no credential (Core, section 2); Keycloak
    /// says so in `typ`.
    private static boolean isOfSignIn(JsonWebToken token) {
        return "ID".equals(token.getClaim("typ")) || token.containsClaim("at_hash");
    }

    private static SecurityIdentity identity(SecurityIdentity verified, Principal caller, Set<String> roles) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(caller)
                .addRoles(roles)
                .addCredentials(verified.getCredentials())
                .addAttributes(verified.getAttributes())
                .build();
    }

    /// RFC 8693 section 4.1: the outermost `act` is who acts now, those nested in it acted before. An actor that is not
    /// named, or not in a way that can be kept, cannot act.
    private static List<String> chain(JsonWebToken token) {
        List<String> chain = new ArrayList<>();
        boolean more = token.getClaimNames().contains("act");
        Object act = token.getClaim("act");
        while (more) {
            String unknown = "This token says in no known form who acts (`act`, RFC 8693 section 4.1).";
            if (!(act instanceof Map<?, ?> actor) || chain.size() == MOST) {
                throw refused(unknown);
            }
            chain.add(named(actor.get("sub"), LONGEST, unknown));
            more = actor.containsKey("act");
            act = actor.get("act");
        }
        return chain;
    }

    private static String named(Object claim, int longest, String otherwise) {
        String name = switch (claim) {
            case JsonString text -> text.getString();
            case String text -> text;
            case null, default -> "";
        };
        if (name.isBlank() || name.length() > longest || !Texts.isClean(name)) {
            throw refused(otherwise);
        }
        return name;
    }

    private static Refusal refused(String sentence) {
        return new Refusal(CommonProblem.NOT_ALLOWED, sentence);
    }
}
