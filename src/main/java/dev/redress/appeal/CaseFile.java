package dev.redress.appeal;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// Everything on record about one matter, for the person to keep: what was decided and why, what they said and
/// sent, what was answered. Nobody at the desk is named.
///
/// @param madeAt when this copy was made
/// @param contentDigest SHA-256 of the decision as the agent sent it
public record CaseFile(
        Instant madeAt,
        UUID decisionId,
        String contentDigest,
        NoticeView notice,
        List<Objection> appeals,
        StatusView status) {

    /// What the person said in one appeal.
    public record Objection(
            String reference,
            int level,
            Instant filedAt,
            boolean late,
            List<Ground> grounds,
            String statement,
            String locale,
            List<DisputedFact> disputedFacts,
            Representative representative,
            boolean pauseRequested,
            Instant withdrawnAt) {

        static Objection of(Appeal appeal) {
            return new Objection(
                    appeal.reference(),
                    appeal.level(),
                    appeal.filedAt(),
                    appeal.late(),
                    appeal.grounds(),
                    appeal.statement(),
                    appeal.locale(),
                    appeal.disputedFacts(),
                    appeal.representative(),
                    appeal.pauseRequested(),
                    appeal.withdrawnAt());
        }
    }
}
