package dev.redress.remedy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redress.appeal.RemedyProgress.State;
import dev.redress.appeal.Rulings;
import dev.redress.decision.Decisions;
import dev.redress.platform.Outgoing;
import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Looks into systems of record, as often as there are waits between tries of a delivery, and lets what it sees decide.
@Singleton
class Prober {

    private static final int AT_ONCE = 16;
    /// So many looks may be under way: slow systems of record must not hold up the others.
    private static final int MOST = 256;

    private static final Duration LEASE = Duration.ofMinutes(1);

    /// One look to take: where, and what must be there. `state` tells whether the remedy has moved on meanwhile.
    private record Look(
            UUID remedy,
            State state,
            int number,
            String probe,
            Optional<String> address,
            String credential,
            List<Probe.Expectation> expect,
            JsonNode known) {}

    private final Standings standings;
    private final Remedies remedies;
    private final Probes probes;
    private final ProbeResults results;
    private final Decisions decisions;
    private final Rulings rulings;
    private final Outgoing outgoing;
    private final Clock clock;
    private final List<Duration> waits;
    private final Semaphore room = new Semaphore(MOST);

    Prober(
            Standings standings,
            Remedies remedies,
            Probes probes,
            ProbeResults results,
            Decisions decisions,
            Rulings rulings,
            Outgoing outgoing,
            Clock clock,
            @ConfigProperty(name = "redress.webhooks.waits") List<Duration> waits) {
        this.standings = standings;
        this.remedies = remedies;
        this.probes = probes;
        this.results = results;
        this.decisions = decisions;
        this.rulings = rulings;
        this.outgoing = outgoing;
        this.clock = clock;
        this.waits = waits;
    }

    @Scheduled(every = "1s", delayed = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        try {
            Instant now = clock.instant();
            int most = Math.min(AT_ONCE, room.availablePermits());
            for (Look look : QuarkusTransaction.requiringNew().call(() -> take(now, most))) {
                room.acquireUninterruptibly(); // there is room: nobody else takes of it
                Thread.ofVirtual().name("probe-", 0).start(() -> look(look));
            }
        } catch (RuntimeException e) { // the database is away: the next second tries again
            Log.warnf("the remedies to look at could not be read: %s", e.getMessage());
        }
    }

    /// Each is put off by a lease, so that a look that a crash cuts short is taken again.
    private List<Look> take(Instant now, int most) {
        List<Look> looks = new ArrayList<>();
        for (Standing standing : standings.toProbe(now, most)) {
            standing.probes++;
            standing.probeAt = now.plus(LEASE);
            try {
                look(remedies.findById(standing.remedyId()), standing, now).ifPresent(looks::add);
            } catch (RuntimeException e) { // one that cannot be asked for holds up no other
                Log.errorf(e, "remedy %s cannot be looked at", standing.remedyId());
            }
        }
        return looks;
    }

    private Optional<Look> look(Remedy remedy, Standing standing, Instant now) {
        Optional<Probe> probe = probes.of(remedy);
        if (probe.isEmpty()) { // it was removed
            remedies.see(standing, new Seen.NoAnswer("there is no probe"), null, now);
        }
        return probe.map(one -> {
            JsonNode known =
                    Orders.known(remedy, decisions.findById(remedy.decisionId()), rulings.findById(remedy.rulingId()));
            return new Look(
                    remedy.id(),
                    standing.state(),
                    standing.probes,
                    one.name(),
                    Template.address(one.url(), known),
                    one.credential,
                    one.expect(),
                    known);
        });
    }

    private void look(Look look) {
        try {
            Seen seen = seenOrNot(look);
            Instant now = clock.instant();
            QuarkusTransaction.requiringNew().run(() -> {
                Standing standing = remedies.lock(look.remedy());
                results.persist(ProbeResult.of(look.remedy(), look.probe(), seen, now));
                if (standing.state() == look.state() && standing.probes == look.number()) {
                    Instant next = look.number() > waits.size() ? null : now.plus(waits.get(look.number() - 1));
                    remedies.see(standing, seen, next, now);
                }
            });
        } catch (RuntimeException e) { // the lease ends, and it is looked at again
            Log.errorf(e, "remedy %s could not be looked at", look.remedy());
        } finally {
            room.release();
        }
    }

    /// An answer that breaks us is none, and counted like one: else it would be asked for without end.
    private Seen seenOrNot(Look look) {
        try {
            return seen(look);
        } catch (RuntimeException e) {
            Log.warnf(e, "what was seen of remedy %s cannot be read", look.remedy());
            return new Seen.NoAnswer("the answer cannot be read");
        }
    }

    private Seen seen(Look look) {
        if (look.address().isEmpty()) {
            return new Seen.NoAnswer("the order says nothing for a place of the address");
        }
        URI uri;
        try {
            uri = URI.create(look.address().get());
        } catch (IllegalArgumentException e) {
            return new Seen.NoAnswer("the address is none");
        }
        Map<String, String> headers = look.credential() == null
                ? Map.of("Accept", "application/json")
                : Map.of("Accept", "application/json", "Authorization", look.credential());
        return Seen.in(outgoing.send("GET", uri, headers, new byte[0]), look.expect(), look.known());
    }
}
