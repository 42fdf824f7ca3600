package dev.redress.review.desk;

import dev.redress.access.Actor;
import dev.redress.review.Hardship;
import dev.redress.review.roster.Roster;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/// Reads who else works here.
@ApplicationScoped
class Arounds {

    private final Roster roster;

    Arounds(Roster roster) {
        this.roster = roster;
    }

    Around of(Actor.Reviewer me, Instant now) {
        roster.meet(me, now);
        return new Around(
                now,
                me.lead(),
                roster.people().stream()
                        .filter(one -> !one.id().equals(me.id()))
                        .map(one -> new Option(one.id(), one.lead() ? one.id() + " (lead)" : one.id()))
                        .toList(),
                roster.teams().stream()
                        .map(team -> new Option(team.id(), team.name()))
                        .toList(),
                Option.of(Hardship.values()));
    }
}
