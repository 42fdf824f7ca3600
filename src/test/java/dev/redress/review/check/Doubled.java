package dev.redress.review.check;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/// Every blind ruling is repeated by somebody else.
public class Doubled implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("redress.double-review", "1");
    }
}
