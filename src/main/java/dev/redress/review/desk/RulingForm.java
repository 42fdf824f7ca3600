package dev.redress.review.desk;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.redress.appeal.Cause;
import dev.redress.appeal.Ground;
import dev.redress.appeal.Inadmissible;
import dev.redress.appeal.Ruling;
import dev.redress.appeal.Rulings;
import dev.redress.appeal.Verdict;
import dev.redress.decision.RemedyType;
import dev.redress.decision.calendar.LocalDays;
import dev.redress.platform.CommonProblem;
import dev.redress.platform.Refusal;
import dev.redress.platform.Texts;
import dev.redress.review.CaseView;
import dev.redress.review.ReviewProblem;
import io.quarkus.qute.TemplateData;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// A ruling as it is typed at the desk: texts by field name, kept as they are until the ruling is made.
///
/// The names are the JSON Pointers of the API with dashes, so that a fault is shown beside its field.
///
/// @param problems  what was wrong with it when it was sent
/// @param conflicts whether it was refused because of what others did meanwhile
@TemplateData
public record RulingForm(Map<String, String> fields, List<Problem> problems, boolean conflicts) {

    public RulingForm(Map<String, String> fields, List<Problem> problems) {
        this(fields, problems, false);
    }

    @JsonCreator
    public RulingForm {
        problems = problems == null ? List.of() : problems; // a draft has none
    }

    static final RulingForm EMPTY = new RulingForm(Map.of(), List.of());

    static final String FACT = "correctedFact-";
    static final String ANSWER = "answer-";
    /// Which rendering of the page a form comes from, and which draft that was made from.
    static final String PAGE = "page";

    static final String DRAFT = "draft";

    private static final String TAKE = "take-";
    private static final String THEIRS = "theirs-";
    /// The fields of the page's own bookkeeping, and what is said of this one sending: no part of a draft.
    private static final Set<String> CARRIED = Set.of(PAGE, DRAFT, "etag", "fence", "seen", "readAll", "next");

    /// @param sent where it says `take-FIELD: theirs`, the other value of the field is taken
    /// @throws Refusal 422 for a text that cannot be kept
    static RulingForm of(Map<String, List<String>> sent) {
        sent.forEach((name, values) -> values.forEach(value -> requireClean(name, value)));
        Map<String, String> fields = new LinkedHashMap<>();
        sent.forEach((name, values) -> {
            if (!values.isEmpty() && !name.startsWith(TAKE) && !name.startsWith(THEIRS)) {
                fields.put(name, values.getFirst());
            }
        });
        sent.forEach((name, values) -> {
            if (name.startsWith(TAKE) && values.contains("theirs")) {
                String field = name.substring(TAKE.length());
                fields.put(field, String.join("", sent.getOrDefault(THEIRS + field, List.of())));
            }
        });
        return new RulingForm(fields, List.of());
    }

    /// What JSON is asked for by the one who reads it, forms are asked for here.
    static void requireClean(String name, String value) {
        if (!Texts.isClean(name) || value != null && !Texts.isClean(value)) {
            throw CommonProblem.invalid("/" + Texts.cleaned(name), Texts.UNCLEAN);
        }
    }

    /// A ruling that was made, as it could have been typed.
    static RulingForm of(CaseView.Ruled made) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("verdict", made.verdict());
        fields.put("cause", made.cause());
        fields.put("clause", made.clause());
        fields.put("reasons", made.reasons());
        made.answers().forEach(one -> fields.put(ANSWER + one.ground(), one.text()));
        fields.values().removeIf(java.util.Objects::isNull);
        return new RulingForm(fields, List.of());
    }

    /// What was typed, without what the page carries for itself.
    Map<String, String> typed() {
        Map<String, String> typed = new LinkedHashMap<>(fields);
        typed.keySet().removeAll(CARRIED);
        return typed;
    }

    /// The same, to be saved whatever another page has saved.
    RulingForm ofNoPage() {
        return new RulingForm(typed(), problems);
    }

    /// Whether there is anything to lose.
    public boolean isTyped() {
        return typed().values().stream().anyMatch(text -> !text.isBlank());
    }

    /// Each field that is typed, with the words beside it.
    public List<Difference> entries() {
        return Difference.of(this, EMPTY);
    }

    /// This form with what another one has of it.
    RulingForm with(RulingForm other) {
        Map<String, String> all = new LinkedHashMap<>(fields);
        all.putAll(other.fields);
        return new RulingForm(all, problems);
    }

    RulingForm refused(Refusal refusal) {
        return new RulingForm(
                fields,
                problems(refusal),
                refusal.type() == CommonProblem.STALE
                        || refusal.type() == ReviewProblem.CLAIM_LOST
                        || refusal.type() == ReviewProblem.CLAIM_HELD);
    }

    public String get(String name) {
        return fields.getOrDefault(name, "");
    }

    public boolean is(String name, String value) {
        return get(name).equals(value);
    }

    /// Whether anything was typed into one of these fields.
    public boolean has(String... names) {
        return java.util.Arrays.stream(names).anyMatch(name -> !get(name).isBlank() || error(name) != null);
    }

    /// What is right, as typed for this fact.
    public String fact(String id) {
        return get(FACT + id);
    }

    /// The message beside a field; null when it is right.
    public String error(String field) {
        return problems.stream()
                .filter(one -> one.field().equals(field))
                .map(Problem::message)
                .findFirst()
                .orElse(null);
    }

    long fence() {
        try {
            return Long.parseLong(get("fence"));
        } catch (NumberFormatException e) {
            return -1; // the fence of no claim
        }
    }

    /// @param zone of the due date, whose whole day counts
    Rulings.Said said(ZoneId zone) {
        Verdict verdict = value(Verdict.class, "verdict");
        boolean needs = verdict != null && verdict.needsCause();
        boolean changes = verdict != null && verdict.changesOutcome();
        List<Ruling.CorrectedFact> facts = new ArrayList<>();
        fields.forEach((name, text) -> {
            if (name.startsWith(FACT) && Texts.orNull(text) != null) {
                facts.add(new Ruling.CorrectedFact(name.substring(FACT.length()), TextNode.valueOf(text.strip())));
            }
        });
        return new Rulings.Said(
                verdict,
                needs ? value(Cause.class, "cause") : null,
                verdict == Verdict.INADMISSIBLE ? value(Inadmissible.class, "inadmissible") : null,
                Texts.orNull(get("clause")),
                Texts.orNull(get("reasons")),
                answers(),
                changes ? Texts.orNull(get("correctedOutcome-code")) : null,
                changes ? Texts.orNull(get("correctedOutcome-summary")) : null,
                needs ? facts : List.of(),
                remedy(verdict, zone),
                Texts.orNull(get("note")));
    }

    /// What is typed for a ground.
    public String answer(Ground ground) {
        return get(ANSWER + ground.name());
    }

    private List<Ruling.Answer> answers() {
        List<Ruling.Answer> answers = new ArrayList<>();
        for (Ground ground : Ground.values()) {
            if (Texts.orNull(answer(ground)) != null) {
                answers.add(new Ruling.Answer(ground, answer(ground).strip()));
            }
        }
        return answers;
    }

    private Rulings.RemedyOrder remedy(Verdict verdict, ZoneId zone) {
        RemedyType type = value(RemedyType.class, "remedy-type");
        String description = Texts.orNull(get("remedy-description"));
        if (verdict == null
                || !verdict.needsCause()
                || (type == null && description == null && !verdict.changesOutcome())) {
            return null;
        }
        return new Rulings.RemedyOrder(type, description, endOf("remedy-dueAt", zone), null);
    }

    /// The last second of the day that was typed; null when none was.
    Instant endOf(String field, ZoneId zone) {
        LocalDate day = day(field, "/" + field.replace('-', '/'));
        return day == null ? null : LocalDays.in(zone).endOf(day);
    }

    /// The beginning of the day that was typed; null when none was.
    Instant startOf(String field, ZoneId zone) {
        LocalDate day = day(field, "/" + field.substring(field.indexOf('-') + 1));
        return day == null ? null : day.atStartOfDay(zone).toInstant();
    }

    private LocalDate day(String field, String pointer) {
        String typed = Texts.orNull(get(field));
        if (typed == null) {
            return null;
        }
        try {
            LocalDate day = LocalDate.parse(typed);
            if (day.getYear() >= 1970 && day.getYear() <= 9999) {
                return day;
            }
        } catch (DateTimeException e) {
            // said below
        }
        throw CommonProblem.invalid(pointer, "must be a date such as 2026-12-24");
    }

    <E extends Enum<E>> E value(Class<E> type, String field) {
        for (E one : type.getEnumConstants()) {
            if (one.name().equals(get(field))) {
                return one;
            }
        }
        return null;
    }

    /// The faults of a refusal, with the ids of the fields they belong to.
    private static List<Problem> problems(Refusal refusal) {
        if (refusal.faults().isEmpty()) {
            return List.of(new Problem("main-content", refusal.getMessage()));
        }
        return refusal.faults().stream()
                .map(fault -> new Problem(
                        fault.pointer().substring(1).replace('/', '-'), name(fault.pointer()) + " " + fault.detail()))
                .toList();
    }

    /// What is wrong with a field; named as the tags of the pages expect it.
    @TemplateData
    public record Problem(String field, String message) {}

    private static String name(String pointer) {
        return switch (pointer) {
            case "/verdict" -> "The verdict";
            case "/cause" -> "The cause";
            case "/inadmissible" -> "Why it cannot be taken";
            case "/what" -> "What you ask for";
            case "/clause" -> "The clause";
            case "/reasons" -> "The reasons:";
            case "/correctedOutcome/code" -> "The code of the new outcome";
            case "/correctedOutcome/summary" -> "The new outcome in words";
            case "/remedy" -> "The remedy";
            case "/remedy/type" -> "The kind of remedy";
            case "/remedy/description" -> "What is to be done";
            case "/remedy/dueAt" -> "The date of the remedy";
            case "/text" -> "The message";
            case "/note" -> "The note";
            case "/reason" -> "The reason";
            case "/dueAt" -> "The new date";
            case "/recordDueAt" -> "The date";
            case "/approval/approve" -> "The choice";
            case "/skip/reason", "/hold/reason", "/handover/reason", "/take-back/reason", "/recusal/reason" ->
                "The reason";
            case "/hold/until" -> "The date";
            case "/handover/reviewer", "/opinion/reviewer" -> "The colleague";
            case "/handover/team" -> "The team";
            case "/opinion/question" -> "The question";
            case "/answer/opinion" -> "The opinion";
            case "/hardship/code" -> "The hardship";
            case "/hardship/note" -> "The reason of the mark";
            case "/readAll" -> "This came fast:";
            case "/admission/reasons", "/approval/reasons" -> "The reasons:";
            default ->
                pointer.startsWith("/answer/")
                        ? "The answer to “"
                                + DeskWords.inWords(pointer.substring("/answer/".length()))
                                        .toLowerCase(Locale.ROOT) + "”"
                        : "This entry";
        };
    }
}
