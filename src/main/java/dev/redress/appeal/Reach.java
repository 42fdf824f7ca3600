package dev.redress.appeal;

import java.util.UUID;

/// Whether messages to a person arrive, for the status page. Answered by whoever sends them.
public interface Reach {

    /// Whether the latest message about a decision came back: the address we have does not work.
    boolean bounced(UUID decision);
}
