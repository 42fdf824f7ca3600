package dev.redress.review.check;

import dev.redress.appeal.Ruling;
import dev.redress.appeal.Verdict;
import dev.redress.platform.Json;
import dev.redress.review.Case;
import dev.redress.review.CaseView;
import dev.redress.review.Judged;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/// What a reviewer answered in a case that looked at their work.
@Entity
@Immutable
@Table(name = "check_answer")
public class CheckAnswer {

    @Id
    @Column(name = "case_id")
    UUID caseId;

    @Enumerated(EnumType.STRING)
    Case.Purpose purpose;

    @Column(name = "decision_id")
    UUID decisionId;

    UUID repeats;

    @Column(name = "reviewer_id")
    String reviewerId;

    @Enumerated(EnumType.STRING)
    Verdict verdict;

    String said;

    boolean agrees;

    @Column(name = "answered_at")
    Instant answeredAt;

    static CheckAnswer of(Judged judged, boolean agrees) {
        Ruling ruling = judged.ruling();
        CheckAnswer answer = new CheckAnswer();
        answer.caseId = judged.judged().id();
        answer.purpose = judged.judged().purpose();
        answer.decisionId = judged.judged().decisionId();
        answer.repeats = judged.judged().repeats();
        answer.reviewerId = judged.by().id();
        answer.verdict = ruling.verdict();
        answer.said = new String(Json.write(CaseView.Ruled.of(ruling)), StandardCharsets.UTF_8);
        answer.agrees = agrees;
        answer.answeredAt = judged.at();
        return answer;
    }

    CaseView.Ruled said() {
        return Json.read(Json.tree(said.getBytes(StandardCharsets.UTF_8)), CaseView.Ruled.class);
    }

    public UUID caseId() {
        return caseId;
    }

    public UUID repeats() {
        return repeats;
    }

    public String reviewerId() {
        return reviewerId;
    }

    public Verdict verdict() {
        return verdict;
    }

    /// Whether it is an accepted one, or the one of the first reviewer.
    public boolean agrees() {
        return agrees;
    }

    public Instant answeredAt() {
        return answeredAt;
    }
}
