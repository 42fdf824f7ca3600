package dev.redress.access;

import io.quarkus.security.ForbiddenException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;

/// The actor of this request, as {@link Callers} or an agent's key says.
@Named("acting")
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
        return identity.getPrincipal() instanceof Caller caller
                        && !caller.chain().isEmpty()
                ? new Actor.Agent(caller.name(), caller.getSubject(), caller.chain())
                : new Actor.Agent(name());
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
        return identity.getPrincipal().getName();
    }
}
