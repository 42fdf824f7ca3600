package dev.redress.appeal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redress.platform.Ids;
import dev.redress.platform.Json;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/// A reviewer's act that ends a case. Immutable: a second level makes a ruling of its own.
///
/// It stands here and not with the cases, because the person reads it.
@Entity
@Immutable
@Table(name = "ruling")
public class Ruling {

    /// What the reviewer says to one ground.
    public record Answer(Ground ground, String text) {}

    /// What a fact should have been.
    public record CorrectedFact(String id, JsonNode value) {

        /// The value in words.
        public String shown() {
            return value.isTextual() ? value.textValue() : value.toString();
        }
    }

    @Id
    UUID id;

    @Column(name = "decision_id")
    UUID decisionId;

    @Column(name = "case_id")
    UUID caseId;

    @Column(name = "appeal_id")
    UUID appealId;

    @Column(name = "reviewer_id")
    String reviewerId;

    @Enumerated(EnumType.STRING)
    Verdict verdict;

    @Enumerated(EnumType.STRING)
    Cause cause;

    @Enumerated(EnumType.STRING)
    Inadmissible inadmissible;

    String clause;

    String reasons;

    String answers;

    @Column(name = "corrected_code")
    String correctedCode;

    @Column(name = "corrected_summary")
    String correctedSummary;

    @Column(name = "corrected_facts")
    String correctedFacts;

    String note;

    boolean blind;

    String independence;

    @Column(name = "ruled_at")
    Instant ruledAt;

    @Column(name = "approved_by")
    String approvedBy;

    Ruling() {}

    public UUID id() {
        return id;
    }

    /// The id of the label that is made of this ruling.
    public UUID labelId() {
        return Ids.derived(id, "label");
    }

    /// The id of the remedy that this ruling orders, if it orders one.
    public UUID remedyId() {
        return Ids.derived(id, "remedy");
    }

    public UUID decisionId() {
        return decisionId;
    }

    public UUID caseId() {
        return caseId;
    }

    /// Null for a case that no appeal began.
    public UUID appealId() {
        return appealId;
    }

    /// Never shown to the person.
    public String reviewerId() {
        return reviewerId;
    }

    public Verdict verdict() {
        return verdict;
    }

    public Cause cause() {
        return cause;
    }

    /// Why the appeal was not taken; null for every other verdict.
    public Inadmissible inadmissible() {
        return inadmissible;
    }

    public String clause() {
        return clause;
    }

    public String reasons() {
        return reasons;
    }

    /// What is said to each ground by itself; empty when the reasons say it all.
    public List<Answer> answers() {
        List<Answer> said = new ArrayList<>();
        Json.tree(answers.getBytes(StandardCharsets.UTF_8))
                .forEach(answer -> said.add(Json.read(answer, Answer.class)));
        return said;
    }

    public String correctedCode() {
        return correctedCode;
    }

    public String correctedSummary() {
        return correctedSummary;
    }

    public List<CorrectedFact> correctedFacts() {
        List<CorrectedFact> facts = new ArrayList<>();
        Json.tree(correctedFacts.getBytes(StandardCharsets.UTF_8))
                .forEach(fact -> facts.add(Json.read(fact, CorrectedFact.class)));
        return facts;
    }

    public String note() {
        return note;
    }

    /// Whether somebody who did not appeal is told of it: their outcome is another one now, or they know that we
    /// looked.
    ///
    /// @param origin of the case
    public boolean isToldUnasked(String origin) {
        return appealId == null && (verdict.changesOutcome() || origin.equals("SWEEP"));
    }

    /// Whether the reviewer recorded a first view before the agent's outcome was shown.
    public boolean blind() {
        return blind;
    }

    /// The checks of independence that the reviewer passed, as codes.
    public List<String> independence() {
        return List.of(independence.split(","));
    }

    public Instant ruledAt() {
        return ruledAt;
    }

    /// The second person of a ruling that needed one; null for the others. Never shown to the person.
    public String approvedBy() {
        return approvedBy;
    }
}
