package dev.redress.access;

import java.util.List;
import java.util.UUID;

/// Who is acting. Says who, never what they may do.
public sealed interface Actor {

    /// A word for the journal.
    default String kind() {
        return getClass().getSimpleName().toUpperCase(java.util.Locale.ROOT);
    }

    String id();

    /// An agent by its own credential.
    ///
    /// @param principal the person for whom it acts, by the `sub` of its token; null when it acts for itself
    /// @param chain     who acts for that person: this agent first, then whoever handed on to it; empty without one
    record Agent(String id, String principal, List<String> chain) implements Actor {
        public Agent(String id) {
            this(id, null, List.of());
        }

        public boolean isDelegated() {
            return principal != null;
        }
    }

    /// The person at the link of one decision, or who acts for them: known by holding the link, by nothing else.
    record Appellant(UUID decision) implements Actor {
        @Override
        public String id() {
            return decision.toString();
        }
    }

    /// Somebody who rules on cases; a lead also takes second-level cases.
    record Reviewer(String id, boolean lead) implements Actor {}

    /// Somebody who runs the service or reads its records: operators, analysts, auditors.
    record Operator(String id) implements Actor {}

    /// The service itself, acting by a rule: a timer, an import, a default.
    record Machine(String id) implements Actor {}
}
