package dev.redress.decision;

import dev.redress.access.Door;
import jakarta.inject.Singleton;

/// One decision, or many.
@Singleton
class DecisionsDoor implements Door {

    @Override
    public boolean isAt(String path) {
        return path.equals("/api/v1/decisions") || path.equals("/api/v1/decisions/batch");
    }

    @Override
    public long longest(String path) {
        return path.endsWith("/batch") ? DecisionsResource.BATCH_LIMIT : Incoming.LIMIT;
    }
}
