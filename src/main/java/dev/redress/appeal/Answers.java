package dev.redress.appeal;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.List;

/// The answers of the question pages so far; null where a question was not answered yet.
public record Answers(
        List<Ground> grounds,
        List<DisputedFact> disputedFacts,
        String statement,
        String email,
        Boolean forMyself,
        String representativeName,
        String representativeRelation,
        Boolean pause) {

    public static final Answers NONE = new Answers(null, null, null, null, null, null, null, null);

    public Answers {
        grounds = grounds == null ? null : List.copyOf(grounds);
        disputedFacts = disputedFacts == null ? List.of() : List.copyOf(disputedFacts);
    }

    public boolean has(Ground ground) {
        return grounds != null && grounds.contains(ground);
    }

    @JsonIgnore
    public boolean self() {
        return Boolean.TRUE.equals(forMyself);
    }

    @JsonIgnore
    public boolean notSelf() {
        return Boolean.FALSE.equals(forMyself);
    }

    @JsonIgnore
    public boolean waits() {
        return Boolean.TRUE.equals(pause);
    }

    @JsonIgnore
    public boolean waitsNot() {
        return Boolean.FALSE.equals(pause);
    }

    Answers with(List<Ground> chosen) {
        List<DisputedFact> facts = chosen.contains(Ground.FACT_WRONG) ? disputedFacts : List.of();
        return new Answers(
                chosen, facts, statement, email, forMyself, representativeName, representativeRelation, pause);
    }

    Answers withFacts(List<DisputedFact> facts) {
        return new Answers(
                grounds, facts, statement, email, forMyself, representativeName, representativeRelation, pause);
    }

    Answers withFact(DisputedFact fact) {
        List<DisputedFact> facts = new ArrayList<>(disputedFacts);
        facts.replaceAll(old -> old.factId().equals(fact.factId()) ? fact : old);
        return withFacts(facts);
    }

    Answers withStatement(String text) {
        return new Answers(
                grounds, disputedFacts, text, email, forMyself, representativeName, representativeRelation, pause);
    }

    Answers withRepresentative(Boolean self, String name, String relation) {
        return new Answers(grounds, disputedFacts, statement, email, self, name, relation, pause);
    }

    Answers withPause(Boolean wanted) {
        return new Answers(
                grounds,
                disputedFacts,
                statement,
                email,
                forMyself,
                representativeName,
                representativeRelation,
                wanted);
    }

    Answers withEmail(String address) {
        return new Answers(
                grounds,
                disputedFacts,
                statement,
                address,
                forMyself,
                representativeName,
                representativeRelation,
                pause);
    }

    Statement statement(String locale) {
        return new Statement(
                grounds == null ? List.of() : grounds,
                statement,
                disputedFacts.stream()
                        .filter(fact -> fact.correctValue() != null)
                        .toList(),
                email,
                locale,
                Boolean.FALSE.equals(forMyself) ? new Representative(representativeName, representativeRelation) : null,
                Boolean.TRUE.equals(pause));
    }
}
