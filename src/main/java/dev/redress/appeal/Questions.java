package dev.redress.appeal;

import dev.redress.decision.Document;
import dev.redress.platform.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads what a question page sent. What was typed is kept even when something is wrong with it.
final class Questions {

    private static final int TEXT = 4_000;
    private static final int NAME = 200;

    /// The answers with this page's in them, and what is wrong with it.
    record Said(Answers answers, List<FieldError> errors) {}

    private final Document document;
    private final PersonWords words;
    private final List<FieldError> errors = new ArrayList<>();

    Questions(Document document, PersonWords words) {
        this.document = document;
        this.words = words;
    }

    Said read(Step step, Answers before, Map<String, List<String>> sent) {
        Answers answers = switch (step.kind()) {
            case GROUNDS -> before.with(grounds(sent.get("ground")));
            case FACTS -> before.withFacts(facts(sent.get("fact"), before));
            case FACT -> before.withFact(fact(step.index(), before, sent));
            case STATEMENT -> before.withStatement(statement(before, sent));
            case WHO -> who(before, sent);
            case PAUSE ->
                before.withPause(
                        yes(first(sent, "pause"), "pause", words.pauseMissing()).orElse(null));
            case CONTACT -> before.withEmail(email(sent));
            case EVIDENCE, CHECK -> before;
        };
        return new Said(answers, List.copyOf(errors));
    }

    /// What is wrong with a text that somebody has to write; empty when nothing is.
    static List<FieldError> textErrors(String field, String sent, String missing, PersonWords words) {
        String text = Texts.orNull(sent);
        if (text == null) {
            return FieldError.of(field, missing);
        }
        if (text.codePointCount(0, text.length()) > TEXT) {
            return FieldError.of(field, words.tooLong(TEXT));
        }
        return Texts.isClean(text) ? List.of() : FieldError.of(field, words.unclean());
    }

    private List<Ground> grounds(List<String> sent) {
        List<Ground> grounds = new ArrayList<>();
        for (Ground ground : Ground.values()) {
            if (sent != null && sent.contains(ground.name())) {
                grounds.add(ground);
            }
        }
        if (grounds.isEmpty()) {
            error("ground", words.groundsMissing());
        }
        return grounds;
    }

    /// What was said of a fact before stays with it.
    private List<DisputedFact> facts(List<String> sent, Answers before) {
        Set<String> chosen = sent == null ? Set.of() : Set.copyOf(sent);
        List<DisputedFact> facts = new ArrayList<>();
        for (Document.Fact fact : Step.correctable(document)) {
            if (chosen.contains(fact.id())) {
                facts.add(before.disputedFacts().stream()
                        .filter(old -> old.factId().equals(fact.id()))
                        .findFirst()
                        .orElse(new DisputedFact(fact.id(), null, null)));
            }
        }
        if (facts.isEmpty()) {
            error("fact", words.factsMissing());
        }
        return facts;
    }

    private DisputedFact fact(int index, Answers before, Map<String, List<String>> sent) {
        if (index >= before.disputedFacts().size()) {
            throw dev.redress.platform.CommonProblem.notFound();
        }
        String value = text("value", sent, TEXT);
        if (value == null) {
            error("value", words.correctValueMissing());
        }
        return new DisputedFact(before.disputedFacts().get(index).factId(), value, text("explanation", sent, TEXT));
    }

    private String statement(Answers before, Map<String, List<String>> sent) {
        String text = text("statement", sent, TEXT);
        if (text == null && before.disputedFacts().isEmpty()) {
            error("statement", words.statementMissing());
        }
        return text == null ? "" : text;
    }

    private Answers who(Answers before, Map<String, List<String>> sent) {
        Optional<Boolean> self = yes(first(sent, "self"), "self", words.whoMissing());
        String name = text("name", sent, NAME);
        if (self.equals(Optional.of(false)) && errors.isEmpty() && name == null) {
            error("name", words.helperNameMissing());
        }
        return before.withRepresentative(self.orElse(null), name, text("relation", sent, NAME));
    }

    private String email(Map<String, List<String>> sent) {
        String email = Texts.orNull(first(sent, "email"));
        if (email != null && !Statement.looksLikeMail(email)) {
            error("email", words.emailWrong());
        }
        return email;
    }

    /// Empty where nothing was chosen: the page that says so must not choose for the person.
    private Optional<Boolean> yes(String sent, String field, String missing) {
        if (!"yes".equals(sent) && !"no".equals(sent)) {
            error(field, missing);
            return Optional.empty();
        }
        return Optional.of("yes".equals(sent));
    }

    private String text(String field, Map<String, List<String>> sent, int max) {
        String text = Texts.orNull(first(sent, field));
        if (text != null && text.codePointCount(0, text.length()) > max) {
            error(field, words.tooLong(max));
        } else if (text != null && !Texts.isClean(text)) {
            error(field, words.unclean());
        }
        return text;
    }

    private static String first(Map<String, List<String>> sent, String field) {
        List<String> values = sent.get(field);
        return values == null || values.isEmpty() ? null : values.getFirst();
    }

    private void error(String field, String message) {
        errors.add(new FieldError(field, message));
    }
}
