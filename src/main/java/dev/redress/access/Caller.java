package dev.redress.access;

import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;

/// Whom a token names. Only {@link Callers} makes one, so that nobody else reads tokens.
///
/// @param name  by which Redress knows them; of an agent that acts for a person, the agent's
/// @param chain who acts for the person: this agent first, then whoever handed on to it; empty for whoever acts alone
record Caller(String name, List<String> chain, JsonWebToken token) implements JsonWebToken {

    @Override
    public String getName() {
        return name;
    }

    @Override
    public Set<String> getClaimNames() {
        return token.getClaimNames();
    }

    @Override
    public <T> T getClaim(String claim) {
        return token.getClaim(claim);
    }
}
