package dev.redress.appeal;

import dev.redress.decision.Document;
import java.util.ArrayList;
import java.util.List;

/// One question page of the appeal. Which there are depends on the answers: a page for each fact that is wrong.
///
/// @param index of the disputed fact, 0 elsewhere
record Step(Kind kind, int index) {

    enum Kind {
        GROUNDS,
        FACTS,
        FACT,
        STATEMENT,
        EVIDENCE,
        WHO,
        PAUSE,
        CONTACT,
        CHECK
    }

    static final Step GROUNDS = new Step(Kind.GROUNDS, 0);
    static final Step CHECK = new Step(Kind.CHECK, 0);

    /// As in the address, such as `statement` or `fact-2`.
    String path() {
        String name = kind.name().toLowerCase(java.util.Locale.ROOT);
        return kind == Kind.FACT ? name + "-" + (index + 1) : name;
    }

    /// Null for what is no step.
    static Step parse(String path) {
        if (path.matches("fact-[1-9][0-9]{0,2}")) {
            return new Step(Kind.FACT, Integer.parseInt(path.substring(5)) - 1);
        }
        for (Kind kind : Kind.values()) {
            if (kind != Kind.FACT
                    && kind.name().toLowerCase(java.util.Locale.ROOT).equals(path)) {
                return new Step(kind, 0);
            }
        }
        return null;
    }

    /// The pages in order, as far as the answers tell.
    static List<Step> all(Answers answers, Document document) {
        List<Step> steps = new ArrayList<>(List.of(GROUNDS));
        if (answers.has(Ground.FACT_WRONG) && !correctable(document).isEmpty()) {
            steps.add(new Step(Kind.FACTS, 0));
            for (int i = 0; i < answers.disputedFacts().size(); i++) {
                steps.add(new Step(Kind.FACT, i));
            }
        }
        steps.add(new Step(Kind.STATEMENT, 0));
        steps.add(new Step(Kind.EVIDENCE, 0));
        steps.add(new Step(Kind.WHO, 0));
        if (document.outcome().adverse()) {
            steps.add(new Step(Kind.PAUSE, 0));
        }
        steps.add(new Step(Kind.CONTACT, 0));
        steps.add(CHECK);
        return steps;
    }

    /// The page asked for, or the first one before it that still has no answer.
    static Step reachable(Step wanted, Answers answers, Document document) {
        List<Step> steps = all(answers, document);
        int last = steps.indexOf(wanted);
        for (int i = 0; i < (last < 0 ? steps.size() : last); i++) {
            if (!steps.get(i).isAnswered(answers)) {
                return steps.get(i);
            }
        }
        return last < 0 ? GROUNDS : wanted;
    }

    static Step after(Step done, Answers answers, Document document) {
        List<Step> steps = all(answers, document);
        return steps.get(Math.min(steps.indexOf(done) + 1, steps.size() - 1));
    }

    /// Null for the first page.
    static Step before(Step place, Answers answers, Document document) {
        List<Step> steps = all(answers, document);
        int index = steps.indexOf(place);
        return index <= 0 ? null : steps.get(index - 1);
    }

    private boolean isAnswered(Answers answers) {
        return switch (kind) {
            case GROUNDS -> answers.grounds() != null;
            case FACTS -> !answers.disputedFacts().isEmpty();
            case FACT -> answers.disputedFacts().get(index).correctValue() != null;
            case STATEMENT ->
                answers.statement() != null
                        && (!answers.statement().isEmpty()
                                || !answers.disputedFacts().isEmpty());
            case WHO -> answers.forMyself() != null;
            case PAUSE -> answers.pause() != null;
            case EVIDENCE, CONTACT, CHECK -> true; // optional
        };
    }

    /// The facts a person can point at.
    static List<Document.Fact> correctable(Document document) {
        return document.facts().stream()
                .filter(fact -> !Boolean.FALSE.equals(fact.correctable()))
                .toList();
    }

    static Document.Fact fact(Document document, String id) {
        return document.facts().stream()
                .filter(fact -> fact.id().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
