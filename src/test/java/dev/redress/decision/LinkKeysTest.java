package dev.redress.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redress.Chain;
import dev.redress.journal.Journal;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.test.TestTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class LinkKeysTest {

    private static final String FIRST = key("development-only-link-key-000001");
    private static final String SECOND = key("another-key-of-thirty-two-bytes!");

    @Inject
    Links links;

    @Inject
    EntityManager entities;

    @Inject
    Journal journal;

    @Test
    @TestTransaction
    void aLinkOutlivesTheRotationOfItsKey() {
        String token = Chain.link("keys");
        Links rotated = rotated(Map.of(1, FIRST, 2, SECOND));
        assertThat(rotated.open(token, Instant.now())).isInstanceOf(Links.Opened.Good.class);
    }

    @Test
    @TestTransaction
    void aLinkEndsWhenItsKeyIsTakenAway() {
        String token = Chain.link("keys");
        Links rotated = rotated(Map.of(2, SECOND));
        assertThat(rotated.open(token, Instant.now())).isInstanceOf(Links.Opened.Bad.class);
    }

    @Test
    @TestTransaction
    void aNewLinkIsMadeWithTheCurrentKey() {
        String old = Chain.link("keys");
        Links rotated = rotated(Map.of(1, FIRST, 2, SECOND));
        String token = rotated.verifiedToken((Links.Opened.Good) links.open(old, Instant.now()));
        assertThat(links.open(token, Instant.now())).isInstanceOf(Links.Opened.Bad.class);
        assertThat(rotated.open(token, Instant.now())).isInstanceOf(Links.Opened.Good.class);
    }

    @ParameterizedTest
    @CsvSource({"3, another-key-of-thirty-two-bytes!", "2, too-short", "2, ''"})
    void theServiceDoesNotStartWithoutAGoodKey(int current, String key) {
        assertThatThrownBy(() -> new LinkKeys(config(current, Map.of(2, key(key)))))
                .isInstanceOf(ConfigurationException.class);
    }

    private Links rotated(Map<Integer, String> keys) {
        return new Links(new LinkKeys(config(2, keys)), entities, journal, config(2, keys), "http://localhost");
    }

    private static LinkConfig config(int current, Map<Integer, String> keys) {
        return new LinkConfig() {
            @Override
            public int current() {
                return current;
            }

            @Override
            public Map<Integer, String> keys() {
                return keys;
            }

            @Override
            public Duration grace() {
                return Duration.ofDays(1);
            }

            @Override
            public Duration renewal() {
                return Duration.ofDays(90);
            }
        };
    }

    private static String key(String bytes) {
        return Base64.getEncoder().encodeToString(bytes.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }
}
