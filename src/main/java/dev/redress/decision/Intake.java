package dev.redress.decision;

import dev.redress.access.Actor;
import dev.redress.decision.calendar.Calendars;
import dev.redress.platform.Batching;
import dev.redress.platform.Bytes;
import dev.redress.platform.CommonProblem;
import dev.redress.platform.Json;
import dev.redress.platform.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/// The one core that every door into the record goes through: read, check, pack, store, and answer after the
/// commit.
@ApplicationScoped
public class Intake {

    private final DecisionTypes types;
    private final Recorder recorder;
    private final Decisions decisions;
    private final LinkConfig links;
    private final Calendars calendars;

    /// One comparison at a time: the trees of two documents of a mebibyte may take fifty.
    private final ReentrantLock comparing = new ReentrantLock();

    Intake(DecisionTypes types, Recorder recorder, Decisions decisions, LinkConfig links, Calendars calendars) {
        this.types = types;
        this.recorder = recorder;
        this.decisions = decisions;
        this.links = links;
        this.calendars = calendars;
    }

    /// What became of one of several that were handed over.
    sealed interface Submitted permits Pending, TurnedAway {}

    record TurnedAway(Refusal why) implements Submitted {}

    /// A decision that was handed over and is on its way to the disk.
    static final class Pending implements Submitted {
        private final Incoming sent;
        private final byte[] body;
        private final int from;
        private final int length;
        private final Batching<Recorder.Row, Recorder.Recorded>.Submitted submitted;

        Pending(
                Incoming sent,
                byte[] body,
                int from,
                int length,
                Batching<Recorder.Row, Recorder.Recorded>.Submitted submitted) {
            this.sent = sent;
            this.body = body;
            this.from = from;
            this.length = length;
            this.submitted = submitted;
        }

        Incoming sent() {
            return sent;
        }

        /// Told from what was sent, so that a repetition is answered like the first.
        List<HardToRead> warnings() {
            return HardToRead.in(sent);
        }

        TraceWanted.Asked asked(boolean appealable) {
            return new TraceWanted.Asked(
                    sent.get("traceId"), sent.get("type"), sent.adverse(), appealable, sent.get("jurisdiction"));
        }
    }

    /// Checks and hands over; nothing is acknowledged yet.
    Pending submit(byte[] body, int from, int length, Actor.Agent agent, Instant now) {
        Incoming sent = Incoming.read(body, from, length, agent.id(), now);
        Delegation delegation = Delegation.of(sent, agent);
        requireKnown(sent.get("supersedes"), agent.id());
        var registered = types.find(sent.get("type"));
        DecisionType rules = types.rulesFor(sent.get("type"));
        Instant received = now.truncatedTo(ChronoUnit.MICROS);
        Instant closes = rules.window()
                .endAfter(later(sent.decidedAt(), sent.notifiedAt()), calendars.of(sent.get("jurisdiction")));
        Recorder.Row row = new Recorder.Row(
                sent,
                registered.isPresent(),
                received,
                rules.appealable(),
                closes,
                later(closes, received)
                        .plus(links.grace())
                        .truncatedTo(ChronoUnit.SECONDS)
                        .plusSeconds(1),
                delegation);
        return new Pending(sent, body, from, length, recorder.submit(row));
    }

    /// As one of several: whatever is wrong with it does nothing to the others.
    Submitted submitOne(byte[] body, int from, int length, Actor.Agent agent, Instant now) {
        try {
            return submit(body, from, length, agent, now);
        } catch (RuntimeException e) {
            return new TurnedAway(Refusal.of(e, "a decision of several"));
        }
    }

    /// Waits for the commit.
    Recorder.Recorded await(Pending pending) {
        Recorder.Recorded recorded = pending.submitted.await();
        if (!recorded.isNew()) {
            requireSame(pending, recorded);
        }
        return recorded;
    }

    /// What became of one of several.
    ///
    /// @param id      null when it was refused
    /// @param refused null when it is on record
    public record Result(UUID id, boolean isNew, Refusal refused) {}

    /// Records several; one that is refused does nothing to the others. In their order.
    public List<Result> recordAll(List<byte[]> bodies, Actor.Agent agent, Instant now) {
        List<Submitted> submitted = bodies.stream()
                .map(body -> submitOne(body, 0, body.length, agent, now))
                .toList(); // all of them before the first is waited for
        return submitted.stream().map(this::result).toList();
    }

    private Result result(Submitted submitted) {
        return switch (submitted) {
            case TurnedAway(Refusal why) -> new Result(null, false, why);
            case Pending pending -> {
                try {
                    Recorder.Recorded recorded = await(pending);
                    yield new Result(recorded.id(), recorded.isNew(), null);
                } catch (RuntimeException e) {
                    yield new Result(null, false, Refusal.of(e, "a decision of several"));
                }
            }
        };
    }

    public Recorder.Recorded record(byte[] body, Actor.Agent agent, Instant now) {
        return await(submit(body, 0, body.length, agent, now));
    }

    /// The same bytes, or else equal as JSON; the slow comparison runs only for a repetition in another form.
    private void requireSame(Pending pending, Recorder.Recorded recorded) {
        if (Arrays.equals(pending.sent.digest(), recorded.digest())) {
            return;
        }
        byte[] body = Arrays.copyOfRange(pending.body, pending.from, pending.from + pending.length);
        byte[] first = Bytes.unpack(decisions.findById(recorded.id()).document);
        boolean same;
        comparing.lock();
        try {
            same = Json.same(Json.tree(first), Json.tree(body));
        } finally {
            comparing.unlock();
        }
        if (!same) {
            throw new Refusal(
                            DecisionProblem.CONTENT_DIFFERS,
                            "This external id belongs to a decision with other content, which stays as it is.")
                    .with("id", recorded.id().toString());
        }
    }

    private void requireKnown(String supersedes, String agent) {
        if (supersedes != null
                && decisions.ofAgent(UUID.fromString(supersedes), agent).isEmpty()) {
            throw CommonProblem.invalid("/supersedes", "is not a decision of this agent");
        }
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
