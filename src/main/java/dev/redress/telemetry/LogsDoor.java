package dev.redress.telemetry;

import dev.redress.access.Door;
import jakarta.inject.Singleton;

/// Decision logs of OPA.
@Singleton
class LogsDoor implements Door {

    @Override
    public boolean isAt(String path) {
        return path.equals("/logs") || path.startsWith("/logs/");
    }

    @Override
    public long longest(String path) {
        return Body.LARGEST;
    }
}
