package dev.redress.access;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redress.Chain;
import dev.redress.bench.Issuer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;

/// An identity provider whose tokens say what a test wants, signed as real ones.
public final class OwnIssuer implements QuarkusTestProfile {

    /// Where a test finds the key: a restart may load this class anew.
    private static final String KEY = "redress.test.issuer-key";

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("quarkus.oidc.devservices.enabled", "false");
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(new TestResourceEntry(Running.class));
    }

    /// What a token of this person says.
    static ObjectNode claims(String sub, String... roles) {
        long now = Instant.now().getEpochSecond();
        ObjectNode claims = Chain.tree("{}")
                .put("iss", setting("quarkus.oidc.auth-server-url"))
                .put("aud", "redress")
                .put("sub", sub)
                .put("preferred_username", sub)
                .put("iat", now)
                .put("exp", now + 3_600);
        List.of(roles).forEach(claims.withArrayProperty("groups")::add);
        return claims;
    }

    /// The same with an agent that acts for the person (RFC 8693, section 4.1).
    static ObjectNode delegated(String agent, String sub, String... roles) {
        ObjectNode claims = claims(sub, roles);
        claims.putObject("act").put("sub", agent);
        return claims;
    }

    static String token(ObjectNode claims) {
        try {
            byte[] key = Base64.getDecoder().decode(setting(KEY));
            return Issuer.signed(
                    KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(key)), claims.toString());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String setting(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }

    /// Lives as long as the service under test.
    public static final class Running implements QuarkusTestResourceLifecycleManager {

        private Issuer issuer;

        @Override
        public Map<String, String> start() {
            try {
                issuer = new Issuer();
            } catch (IOException | GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
            return Map.of(
                    KEY,
                    Base64.getEncoder().encodeToString(issuer.key().getEncoded()),
                    "quarkus.oidc.auth-server-url",
                    issuer.url(),
                    "quarkus.oidc.client-id",
                    "redress",
                    "quarkus.oidc.credentials.secret",
                    "a-secret-of-thirty-two-characters");
        }

        @Override
        public void stop() {
            issuer.close();
        }
    }
}
