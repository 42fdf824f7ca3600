package dev.redress.review;

import dev.redress.access.Actor;
import dev.redress.appeal.Appeals;
import dev.redress.journal.Act;
import dev.redress.journal.Entry;
import dev.redress.journal.Journal;
import dev.redress.platform.Refusal;
import dev.redress.review.ruling.Admissions;
import dev.redress.review.ruling.Approval;
import dev.redress.review.ruling.Approvals;
import dev.redress.review.ruling.Looks;
import dev.redress.review.ruling.Proposal;
import dev.redress.review.ruling.Proposals;
import dev.redress.review.ruling.RecordRequest;
import dev.redress.review.ruling.RecordRequests;
import dev.redress.review.ruling.Seen;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/// Puts together what stands before the ruling of a case.
@ApplicationScoped
class Courses {

    private final Cases cases;
    private final Proposals proposals;
    private final Approvals approvals;
    private final Admissions admissions;
    private final RecordRequests records;
    private final Looks looks;
    private final Changes changes;
    private final Obstacles obstacles;
    private final Appeals appeals;
    private final Journal journal;

    Courses(
            Cases cases,
            Proposals proposals,
            Approvals approvals,
            Admissions admissions,
            RecordRequests records,
            Looks looks,
            Changes changes,
            Obstacles obstacles,
            Appeals appeals,
            Journal journal) {
        this.cases = cases;
        this.proposals = proposals;
        this.approvals = approvals;
        this.admissions = admissions;
        this.records = records;
        this.looks = looks;
        this.changes = changes;
        this.obstacles = obstacles;
        this.appeals = appeals;
        this.journal = journal;
    }

    Course of(Case item, Actor.Reviewer to, boolean revealed, Instant now) {
        Proposal proposal =
                item.proposed() == null ? null : proposals.of(item.id()).orElse(null);
        Seen seen = looks.of(item.id(), to.id()).orElse(null);
        return new Course(
                proposal == null
                        ? null
                        : new Course.Waiting(
                                proposal.waitsFor(),
                                proposal.isOf(to),
                                proposal.sentAt(),
                                proposal.dueAt(),
                                secondsLeft(proposal, now),
                                revealed ? proposal.said() : null),
                proposal == null && item.isOpen() ? returned(item, revealed) : null,
                proposal != null
                        && proposal.waitsFor() == Proposal.Wait.APPROVAL
                        && mayApprove(item, proposal, to, now),
                needsAdmission(item),
                admissions.of(item.id()).orElse(null),
                records(item, now),
                seen,
                seen == null ? List.of() : changes.sinceLookOf(item, to, now));
    }

    private static Long secondsLeft(Proposal proposal, Instant now) {
        return proposal.dueAt() == null
                ? null
                : Math.max(1, Duration.between(now, proposal.dueAt()).toSeconds() + 1);
    }

    /// What was asked of the operator, oldest first. A case that repeats another has what came of its requests, too.
    List<RecordRequest> records(Case item, Instant now) {
        List<RecordRequest> own = records.of(item.id(), now);
        if (item.repeats() == null) {
            return own;
        }
        Case first = cases.findById(item.repeats());
        Duration later = Duration.between(first.openedAt(), item.openedAt());
        return Stream.concat(
                        records.of(first.id(), first.closedAt()).stream()
                                .filter(one -> one.lapsed() || one.answer() != null)
                                .map(one -> one.repeated(item.id(), later)),
                        own.stream())
                .toList();
    }

    /// Whether the appeal of an open case came late and nobody has said yet that it is taken.
    boolean needsAdmission(Case item) {
        return item.isOpen()
                && item.appealId() != null
                && appeals.findById(item.appealId()).late()
                && admissions.of(item.id()).isEmpty();
    }

    private boolean mayApprove(Case item, Proposal proposal, Actor.Reviewer to, Instant now) {
        if (proposal.isOf(to)) {
            return false;
        }
        try {
            obstacles.require(item.id(), to, now);
            return true;
        } catch (Refusal notIndependent) {
            return false;
        }
    }

    /// Told until the next ruling is sent.
    private Course.Returned returned(Case item, boolean revealed) {
        Entry last = journal.of(item.decisionId()).stream()
                .filter(entry -> entry.detail().contains(item.id().toString()))
                .filter(entry -> switch (entry.act()) {
                    case RULING_SENT, RULING_PROPOSED, RULING_UNDONE, RULING_RETURNED, RULING_REFUSED -> true;
                    default -> false; // about no ruling that was sent
                })
                .reduce((first, second) -> second)
                .orElse(null);
        if (last == null || (last.act() != Act.RULING_RETURNED && last.act() != Act.RULING_REFUSED)) {
            return null;
        }
        String reasons = revealed && last.act() == Act.RULING_REFUSED
                ? approvals.latest(item.id()).map(Approval::reasons).orElse(null)
                : null;
        return new Course.Returned(reasons, last.at());
    }
}
