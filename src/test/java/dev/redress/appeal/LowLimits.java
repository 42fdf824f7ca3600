package dev.redress.appeal;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/// Limits that a test can reach, and callers' addresses as a proxy tells them.
public final class LowLimits implements QuarkusTestProfile {

    static final int ADDRESS = 40;
    static final int WRONG_LINKS = 5;
    static final int SENDING = 10;

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "redress.limit.address", ADDRESS + "/PT20M",
                "redress.limit.wrong-links", WRONG_LINKS + "/PT10M",
                "redress.limit.sending", SENDING + "/PT1H",
                "quarkus.http.proxy.proxy-address-forwarding", "true");
    }
}
