package dev.redress.access;

import dev.redress.platform.Refusal;
import io.quarkus.oidc.runtime.OidcAuthenticationMechanism;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.util.Optional;
import java.util.Set;

/// Knows an agent by `Authorization: Bearer rdk_…`; every other credential goes to OIDC, and then to {@link Callers}.
@Alternative
@Priority(1)
@ApplicationScoped
class AgentKeyMechanism implements HttpAuthenticationMechanism {

    private static final String BEARER = "Bearer ";

    private final AgentKeys keys;
    private final RecentTokens tokens;
    private final Callers callers;
    private final OidcAuthenticationMechanism oidc;

    AgentKeyMechanism(AgentKeys keys, RecentTokens tokens, Callers callers, OidcAuthenticationMechanism oidc) {
        this.keys = keys;
        this.tokens = tokens;
        this.callers = callers;
        this.oidc = oidc;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager providers) {
        String credential = bearer(context);
        if (credential == null) {
            return told(verified(context, providers, false), context);
        }
        if (!credential.startsWith(AgentKeys.PREFIX)) {
            return told(
                    tokens.of(credential)
                            .map(recent -> Uni.createFrom().item(recent))
                            .orElseGet(() -> verified(context, providers, true)
                                    .onItem()
                                    .ifNotNull()
                                    .invoke(caller -> tokens.keep(credential, caller))),
                    context);
        }
        Optional<String> recent = keys.recentAgentOf(credential);
        if (recent.isPresent()) {
            return Uni.createFrom().item(identity(recent.get()));
        }
        return Uni.createFrom()
                .item(() -> keys.agentOf(credential).orElseThrow(AuthenticationFailedException::new))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .map(AgentKeyMechanism::identity);
    }

    private Uni<SecurityIdentity> verified(RoutingContext context, IdentityProviderManager providers, boolean bearer) {
        return oidc.authenticate(context, providers)
                .onItem()
                .ifNotNull()
                .transformToUni(verified -> callers.of(verified, bearer));
    }

    /// What to say if the role does not do.
    private static Uni<SecurityIdentity> told(Uni<SecurityIdentity> identity, RoutingContext context) {
        return identity.onItem().ifNotNull().invoke(caller -> Refusal.note(context, Callers.whyNot(caller)));
    }

    /// The bearer token of a request; null when there is none.
    static String bearer(RoutingContext request) {
        String header = request.request().getHeader("Authorization");
        return header == null || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? null
                : header.substring(BEARER.length()).trim();
    }

    private static SecurityIdentity identity(String agent) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new QuarkusPrincipal(agent))
                .addRole(Role.AGENT)
                .build();
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return oidc.getChallenge(context);
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return oidc.getCredentialTypes();
    }

    @Override
    public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext context) {
        return oidc.getCredentialTransport(context);
    }
}
