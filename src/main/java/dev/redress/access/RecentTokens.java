package dev.redress.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.redress.platform.Ids;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;

/// The bearer tokens that were verified a moment ago, and whose they are: to check a signature costs more than most of
/// what is asked. Five seconds, as for the keys of agents, and never past the token's own end.
@Singleton
class RecentTokens {

    private static final Duration FRESH = Duration.ofSeconds(5);

    /// Some 5 KB each.
    private static final int KEPT = 2_000;

    private record Known(SecurityIdentity identity, long ends) {}

    private final Cache<String, Known> known =
            Caffeine.newBuilder().maximumSize(KEPT).expireAfterWrite(FRESH).build();

    Optional<SecurityIdentity> of(String token) {
        Known found = known.getIfPresent(hashed(token));
        return found == null || found.ends() <= System.currentTimeMillis()
                ? Optional.empty()
                : Optional.of(found.identity());
    }

    /// Without its attributes: among them is the request that brought it.
    void keep(String token, SecurityIdentity verified) {
        if (verified.getPrincipal() instanceof JsonWebToken claims && claims.getExpirationTime() > 0) {
            SecurityIdentity identity = QuarkusSecurityIdentity.builder()
                    .setPrincipal(claims)
                    .addRoles(verified.getRoles())
                    .addCredentials(verified.getCredentials())
                    .build();
            known.put(hashed(token), new Known(identity, claims.getExpirationTime() * 1_000));
        }
    }

    private static String hashed(String token) {
        return Base64.getEncoder().encodeToString(Ids.sha256().digest(token.getBytes(StandardCharsets.UTF_8)));
    }
}
