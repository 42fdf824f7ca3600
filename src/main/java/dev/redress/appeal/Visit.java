package dev.redress.appeal;

import dev.redress.access.Actor;
import dev.redress.decision.Decision;
import dev.redress.decision.Links;

/// A person at a good link.
///
/// @param open whether the details may be shown: no question was asked, or it was answered
public record Visit(Decision decision, Links.Opened.Good link, boolean open) {

    public Actor.Appellant by() {
        return new Actor.Appellant(decision.id());
    }
}
