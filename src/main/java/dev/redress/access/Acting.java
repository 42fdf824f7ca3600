package dev.redress.access;

import io.quarkus.oidc.runtime.OidcJwtCallerPrincipal;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The actor of this request, read from its credential.
@RequestScoped
public class Acting {

    private final SecurityIdentity identity;

    Acting(SecurityIdentity identity) {
        this.identity = identity;
    }

    public Actor.Agent agent() {
        if (!identity.hasRole(Role.AGENT)) {
            throw new ForbiddenException();
        }
        return new Actor.Agent(name(), chain());
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

    public String name() {
        return identity.getPrincipal().getName();
    }

    /// RFC 8693 section 4.1: the outermost `act` is who acts now, those nested in it acted before.
    private List<String> chain() {
        List<String> chain = new ArrayList<>();
        if (identity.getPrincipal() instanceof OidcJwtCallerPrincipal token) {
            Object act = token.getClaim("act");
            while (act instanceof Map<?, ?> actor && chain.size() < 16) {
                chain.add(String.valueOf(actor.get("sub")).replace("\"", ""));
                act = actor.get("act");
            }
        }
        return chain;
    }
}
