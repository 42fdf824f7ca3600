package dev.redress.access;

import dev.redress.platform.Texts;
import io.quarkus.oidc.runtime.OidcJwtCallerPrincipal;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import jakarta.json.JsonString;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The actor of this request, read from its credential.
@Named("acting")
@RequestScoped
public class Acting {

    /// Actors in one token, and characters in the name of one.
    private static final int MOST = 16;

    private static final int LONGEST = 200;

    private final SecurityIdentity identity;

    Acting(SecurityIdentity identity) {
        this.identity = identity;
    }

    public Actor.Agent agent() {
        if (!identity.hasRole(Role.AGENT)) {
            throw new ForbiddenException();
        }
        List<String> chain = chain(identity);
        return chain.isEmpty()
                ? new Actor.Agent(identity.getPrincipal().getName())
                : new Actor.Agent(chain.getFirst(), identity.getPrincipal().getName(), chain);
    }

    /// An agent that may write under its own name: one that comes with a person's token, and no `act` that says who
    /// acts, is refused.
    public Actor.Agent recording() {
        Actor.Agent agent = agent();
        if (!agent.isDelegated() && identity.getRoles().stream().anyMatch(Role.OF_PEOPLE::contains)) {
            throw new ForbiddenException();
        }
        return agent;
    }

    /// A person at the desk. An agent's credential can never review, whatever other roles it carries.
    public Actor.Reviewer reviewer() {
        if (identity.hasRole(Role.AGENT) || !(identity.hasRole(Role.REVIEWER) || identity.hasRole(Role.LEAD))) {
            throw new ForbiddenException();
        }
        return new Actor.Reviewer(name(), identity.hasRole(Role.LEAD));
    }

    public Actor.Operator operator() {
        return new Actor.Operator(name());
    }

    public boolean is(String role) {
        return identity.hasRole(role);
    }

    public boolean isAnonymous() {
        return identity.isAnonymous();
    }

    /// Who acts: of an agent that acts for a person, the agent.
    public String name() {
        return name(identity);
    }

    static String name(SecurityIdentity identity) {
        List<String> chain = identity.hasRole(Role.AGENT) ? chain(identity) : List.of();
        return chain.isEmpty() ? identity.getPrincipal().getName() : chain.getFirst();
    }

    /// An actor that is not named, or not in a way that can be kept, cannot act.
    private static String subject(Map<?, ?> actor) {
        String name = switch (actor.get("sub")) {
            case JsonString text -> text.getString();
            case String text -> text;
            case null, default -> "";
        };
        if (name.isBlank() || name.length() > LONGEST || !Texts.isClean(name)) {
            throw new ForbiddenException();
        }
        return name;
    }

    /// RFC 8693 section 4.1: the outermost `act` is who acts now, those nested in it acted before.
    private static List<String> chain(SecurityIdentity identity) {
        List<String> chain = new ArrayList<>();
        if (identity.getPrincipal() instanceof OidcJwtCallerPrincipal token) {
            Object act = token.getClaim("act");
            while (act instanceof Map<?, ?> actor) {
                chain.add(subject(actor));
                if (chain.size() > MOST) {
                    throw new ForbiddenException();
                }
                act = actor.get("act");
            }
        }
        return chain;
    }
}
