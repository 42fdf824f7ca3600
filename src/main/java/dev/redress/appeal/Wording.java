package dev.redress.appeal;

import dev.redress.appeal.evidence.EvidenceProblem;
import io.quarkus.qute.TemplateExtension;
import io.quarkus.qute.i18n.MessageBundles;
import java.util.Locale;

/// The words for the values of the chain, so that a template says `{ground.text(page.locale)}`. A new value without
/// words does not compile.
@TemplateExtension
final class Wording {

    private Wording() {}

    static String text(Ground ground, Locale locale) {
        PersonWords words = in(locale);
        return switch (ground) {
            case FACT_WRONG -> words.groundFactWrong();
            case EVIDENCE_OVERLOOKED -> words.groundEvidenceOverlooked();
            case RULE_MISAPPLIED -> words.groundRuleMisapplied();
            case INCONSISTENT -> words.groundInconsistent();
            case RULE_UNFAIR -> words.groundRuleUnfair();
            case SOMETHING_ELSE -> words.groundSomethingElse();
        };
    }

    static String hint(Ground ground, Locale locale) {
        PersonWords words = in(locale);
        return switch (ground) {
            case FACT_WRONG -> words.groundFactWrongHint();
            case EVIDENCE_OVERLOOKED -> words.groundEvidenceOverlookedHint();
            case RULE_MISAPPLIED -> words.groundRuleMisappliedHint();
            case INCONSISTENT -> words.groundInconsistentHint();
            case RULE_UNFAIR -> words.groundRuleUnfairHint();
            case SOMETHING_ELSE -> words.groundSomethingElseHint();
        };
    }

    static String label(dev.redress.decision.Document.Ground ground, Locale locale) {
        PersonWords words = in(locale);
        return switch (ground.kind() == null ? "" : ground.kind()) {
            case "LEGAL" -> words.restsOnLaw();
            case "CONTRACTUAL" -> words.restsOnTerms();
            case "POLICY" -> words.restsOnRules();
            default -> words.restsOn();
        };
    }

    /// Whether the agent's address can be a link: a browser would run other schemes.
    static boolean link(dev.redress.decision.Document.Ground ground) {
        return ground.url() != null && ground.url().matches("(?i)https?://.*");
    }

    static String text(Verdict verdict, Locale locale) {
        PersonWords words = in(locale);
        return switch (verdict) {
            case UPHELD -> words.verdictUpheld();
            case OVERTURNED -> words.verdictOverturned();
            case PARTLY_OVERTURNED -> words.verdictPartlyOverturned();
            case REMITTED -> words.verdictRemitted();
            case INADMISSIBLE -> words.verdictInadmissible();
        };
    }

    /// Why an appeal was not taken, or was won without a look at the matter; null where the reasons say it all.
    static String because(StatusView.Outcome outcome, Locale locale) {
        PersonWords words = in(locale);
        if (outcome.inadmissible() == null) {
            return outcome.byDefault() ? words.becauseNoRecord() : null;
        }
        return switch (outcome.inadmissible()) {
            case OUT_OF_SCOPE -> words.becauseOutOfScope();
            case LATE -> words.becauseLate();
            case DUPLICATE -> words.becauseDuplicate();
            case OTHER -> null;
        };
    }

    static String text(StatusView.State state, Locale locale) {
        PersonWords words = in(locale);
        return switch (state) {
            case NOT_APPEALED -> words.stateNotAppealed();
            case RECEIVED -> words.stateReceived();
            case IN_REVIEW -> words.stateInReview();
            case ASKED -> words.stateAsked();
            case RULED -> words.stateRuled();
            case WITHDRAWN -> words.stateWithdrawn();
        };
    }

    static String text(StatusView.What what, Locale locale) {
        PersonWords words = in(locale);
        return switch (what) {
            case DECIDED -> words.eventDecided();
            case FILED -> words.eventFiled();
            case FILED_AGAIN -> words.eventFiledAgain();
            case TAKEN_UP -> words.eventTakenUp();
            case ASKED -> words.eventAsked();
            case ANSWERED -> words.eventAnswered();
            case QUESTION_LAPSED -> words.eventLapsed();
            case EVIDENCE_ADDED -> words.eventEvidence();
            case EXTENDED -> words.eventExtended();
            case ADMITTED -> words.eventAdmitted();
            case PAUSE_GRANTED -> words.eventPauseGranted();
            case PAUSE_REFUSED -> words.eventPauseRefused();
            case RULED -> words.eventRuled();
            case REMEDY_ORDERED -> words.eventRemedyOrdered();
            case REMEDY_DONE -> words.eventRemedyDone();
            case REMEDY_FAILED -> words.eventRemedyFailed();
            case WITHDRAWN -> words.eventWithdrawn();
        };
    }

    static String text(Elsewhere.Kind kind, Locale locale) {
        PersonWords words = in(locale);
        return switch (kind) {
            case ADVICE -> words.elsewhereAdvice();
            case OUT_OF_COURT -> words.elsewhereOutOfCourt();
            case AUTHORITY -> words.elsewhereAuthority();
            case COURT -> words.elsewhereCourt();
        };
    }

    /// A check of independence in words; one that has none is left out rather than shown as a code.
    static String checkText(String code, Locale locale) {
        PersonWords words = in(locale);
        return switch (code) {
            case "NO_EARLIER_RULING" -> words.checkedNoEarlierRuling();
            case "NO_EARLIER_PART" -> words.checkedNoEarlierPart();
            case "NOT_AGENT_OPERATOR" -> words.checkedNotAgentOperator();
            case "NOT_POLICY_AUTHOR" -> words.checkedNotPolicyAuthor();
            case "NOT_THE_SUBJECT" -> words.checkedNotTheSubject();
            case "NO_RECORDED_CONFLICT" -> words.checkedNoRecordedConflict();
            default -> null;
        };
    }

    /// Why a file was not taken, beside the field it was chosen in.
    static String text(EvidenceBox.Refused refused, Locale locale) {
        PersonWords words = in(locale);
        String name = refused.name() == null ? "" : refused.name();
        return switch ((EvidenceProblem) refused.why().type()) {
            case FILE_TOO_LARGE -> words.fileTooLarge(name);
            case FILE_EMPTY -> words.fileEmpty(name);
            case FILE_TYPE_UNKNOWN -> words.fileTypeUnknown(name);
            case FILE_IS_ANOTHER_TYPE -> words.fileOtherType(name);
            case TOO_MANY_FILES -> words.fileTooMany(name);
            case FILE_UNSAFE -> words.fileUnsafe(name);
            case SCANNER_AWAY -> words.fileNotChecked(name);
            case NO_FILE -> words.noFile();
        };
    }

    static PersonWords in(Locale locale) {
        return MessageBundles.get(PersonWords.class, io.quarkus.qute.i18n.Localized.Literal.of(locale.getLanguage()));
    }

    static LimitWords ofLimits(Locale locale) {
        return MessageBundles.get(LimitWords.class, io.quarkus.qute.i18n.Localized.Literal.of(locale.getLanguage()));
    }
}
