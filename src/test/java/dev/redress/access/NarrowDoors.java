package dev.redress.access;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/// Little room at the doors.
public final class NarrowDoors implements QuarkusTestProfile {

    static final int AGENT = 100;
    static final int REQUESTS = 8;
    static final int SHARE = 6;
    static final int WORKING = 5;
    static final int TURNS = 2;

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "redress.intake.agent",
                AGENT + "/PT20M",
                "redress.intake.requests",
                String.valueOf(REQUESTS),
                "redress.intake.working",
                String.valueOf(WORKING),
                "redress.intake.megabytes",
                "2",
                "redress.agents-at-once",
                String.valueOf(TURNS),
                "quarkus.oidc.devservices.roles.robot",
                "agent");
    }
}
