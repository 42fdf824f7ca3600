package dev.redress.review;

import dev.redress.appeal.Cause;
import dev.redress.appeal.Ground;
import dev.redress.appeal.Inadmissible;
import dev.redress.appeal.Ruling;
import dev.redress.appeal.Rulings;
import dev.redress.appeal.Verdict;
import dev.redress.decision.DecisionType;
import dev.redress.decision.Document;
import dev.redress.platform.CommonProblem;
import dev.redress.platform.Refusal;
import dev.redress.platform.Texts;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// What a ruling must say, whatever the door it comes through.
///
/// @param atDesk       whether the form of the desk was filled in, which asks for more than the API has to
/// @param late         whether the appeal came late and was not admitted
/// @param recordLapsed whether the operator was asked for a record in vain
record RulingCheck(
        DecisionType rules,
        Document document,
        List<Ground> grounds,
        boolean atDesk,
        boolean late,
        boolean recordLapsed,
        Instant now) {

    private static final int TEXT = 4_000;
    private static final int CLAUSE = 200; // as in a decision: only the same one is a precedent
    private static final Duration LONGEST = Duration.ofDays(3_660);

    /// The ruling with its gaps filled from the rules of the decision type.
    ///
    /// @throws Refusal 422 naming each member that is missing or cannot be accepted
    Rulings.Said checked(Rulings.Said said) {
        Refusal refusal = new Refusal(CommonProblem.INVALID, "The ruling was not recorded; see errors.");
        if (said.verdict() == null) {
            throw refusal.at("/verdict", "is missing");
        }
        text(refusal, "/reasons", said.reasons(), true);
        text(refusal, "/clause", said.clause(), false, CLAUSE);
        text(refusal, "/note", said.note(), false);
        cause(refusal, said);
        answers(refusal, said);
        correctedOutcome(refusal, said);
        correctedFacts(refusal, said.correctedFacts(), document);
        Rulings.RemedyOrder remedy = remedy(refusal, said, rules, now);
        if (!refusal.faults().isEmpty()) {
            throw refusal;
        }
        return said.filledIn(inadmissible(said), remedy);
    }

    private void cause(Refusal refusal, Rulings.Said said) {
        boolean needed = said.verdict().needsCause();
        if (needed && said.cause() == null) {
            refusal.at("/cause", "is missing: say why it had to be changed");
        } else if (!needed && said.cause() != null) {
            refusal.at("/cause", "belongs to a ruling that changes something");
        }
        if (said.cause() == Cause.EVIDENCE_UNAVAILABLE && !recordLapsed && Texts.orNull(said.note()) == null) {
            refusal.at(
                    "/cause",
                    "needs a request for the record that has lapsed, or a note that says why it cannot exist");
        }
        if (said.inadmissible() != null && said.verdict() != Verdict.INADMISSIBLE) {
            refusal.at("/inadmissible", "belongs to INADMISSIBLE");
        }
        if (atDesk && said.verdict() == Verdict.INADMISSIBLE && said.inadmissible() == null) {
            refusal.at("/inadmissible", "is missing");
        }
    }

    private Inadmissible inadmissible(Rulings.Said said) {
        if (said.verdict() != Verdict.INADMISSIBLE || said.inadmissible() != null) {
            return said.inadmissible();
        }
        return late ? Inadmissible.LATE : Inadmissible.OTHER;
    }

    private void answers(Refusal refusal, Rulings.Said said) {
        answers(refusal, said.answers(), grounds);
        if (!atDesk || grounds.size() < 2 || said.verdict() == Verdict.INADMISSIBLE) {
            return;
        }
        for (Ground ground : grounds) {
            if (said.answers().stream().noneMatch(answer -> answer.ground() == ground)) {
                refusal.at("/answer/" + ground, "is missing: each ground has its answer");
            }
        }
    }

    /// Answers belong to the person's grounds, one each.
    private static void answers(Refusal refusal, List<Ruling.Answer> answers, List<Ground> grounds) {
        Set<Ground> seen = new HashSet<>();
        for (int i = 0; i < answers.size(); i++) {
            Ruling.Answer answer = answers.get(i);
            if (!grounds.contains(answer.ground())) {
                refusal.at("/answers/" + i + "/ground", "is no ground of this appeal");
            } else if (!seen.add(answer.ground())) {
                refusal.at("/answers/" + i + "/ground", "must be answered once");
            }
            text(refusal, "/answers/" + i + "/text", answer.text(), true);
        }
    }

    /// @throws Refusal 422 when the text is missing, too long or unclean
    static void requireText(String pointer, String text) {
        Refusal refusal = new Refusal(CommonProblem.INVALID, "The request was refused; see errors.");
        text(refusal, pointer, text, true);
        if (!refusal.faults().isEmpty()) {
            throw refusal;
        }
    }

    private static void correctedOutcome(Refusal refusal, Rulings.Said said) {
        if (said.verdict().changesOutcome()) {
            text(refusal, "/correctedOutcome/code", said.correctedCode(), true);
            text(refusal, "/correctedOutcome/summary", said.correctedSummary(), true);
        } else if (said.correctedCode() != null || said.correctedSummary() != null) {
            refusal.at("/correctedOutcome", "belongs to OVERTURNED or PARTLY_OVERTURNED");
        }
    }

    private static void correctedFacts(Refusal refusal, List<Ruling.CorrectedFact> facts, Document document) {
        Set<String> known = document.facts().stream().map(Document.Fact::id).collect(Collectors.toSet());
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < facts.size(); i++) {
            if (!known.contains(facts.get(i).id())) {
                refusal.at("/correctedFacts/" + i + "/id", "is not a fact of this decision");
            } else if (!seen.add(facts.get(i).id())) {
                refusal.at("/correctedFacts/" + i + "/id", "must be named once");
            }
            if (facts.get(i).value() == null || facts.get(i).value().isNull()) {
                refusal.at("/correctedFacts/" + i + "/value", "is missing");
            }
        }
    }

    private static Rulings.RemedyOrder remedy(Refusal refusal, Rulings.Said said, DecisionType rules, Instant now) {
        Rulings.RemedyOrder order = said.remedy();
        if (order == null) {
            if (said.verdict().changesOutcome()) {
                refusal.at("/remedy", "is missing: say what is to be done");
            }
            return null;
        }
        if (!said.verdict().needsCause()) {
            refusal.at("/remedy", "belongs to a ruling that changes something");
        }
        if (order.type() == null) {
            refusal.at("/remedy/type", "is missing");
        } else if (!rules.remedies().isEmpty() && !rules.remedies().contains(order.type())) {
            refusal.at("/remedy/type", "is not one of the remedies of this decision type");
        }
        text(refusal, "/remedy/description", order.description(), true);
        if (order.dueAt() != null
                && (order.dueAt().isBefore(now) || order.dueAt().isAfter(now.plus(LONGEST)))) {
            refusal.at("/remedy/dueAt", "must lie within ten years from now");
        }
        return order;
    }

    /// The same with a date for its remedy.
    ///
    /// @param due where none was given
    static Rulings.Said dated(Rulings.Said said, Instant due) {
        Rulings.RemedyOrder order = said.remedy();
        return order == null || order.dueAt() != null
                ? said
                : said.filledIn(
                        said.inadmissible(),
                        new Rulings.RemedyOrder(order.type(), order.description(), due, order.target()));
    }

    private static void text(Refusal refusal, String pointer, String text, boolean needed) {
        text(refusal, pointer, text, needed, TEXT);
    }

    private static void text(Refusal refusal, String pointer, String text, boolean needed, int most) {
        if (text == null || text.isBlank()) {
            if (needed) {
                refusal.at(pointer, "is missing");
            }
        } else if (text.codePointCount(0, text.length()) > most) {
            refusal.at(pointer, "must have at most " + most + " characters");
        } else if (!Texts.isClean(text)) {
            refusal.at(pointer, Texts.UNCLEAN);
        }
    }
}
