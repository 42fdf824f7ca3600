package dev.redress.appeal;

import dev.redress.access.Actor;
import dev.redress.decision.Decision;
import dev.redress.platform.Ids;
import dev.redress.platform.Json;
import dev.redress.platform.Refusal;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// A person's objection to a decision.
///
/// ```
/// filed ──▶ ruled        (a ruling names this appeal)
///   └─────▶ withdrawn    (by the person, before a ruling)
/// ```
@Entity
@Table(name = "appeal")
public class Appeal {

    @Id
    UUID id;

    @Column(name = "decision_id")
    UUID decisionId;

    String reference;

    @Column(name = "filed_at")
    Instant filedAt;

    boolean late;

    String statement;

    @Column(name = "contact_email")
    String contactEmail;

    String locale;

    String representative;

    @Column(name = "pause_requested")
    boolean pauseRequested;

    @Column(name = "filed_by_kind")
    String filedByKind;

    @Column(name = "filed_by")
    String filedBy;

    @Column(name = "filed_for")
    String filedFor;

    short level;

    @Column(name = "withdrawn_at")
    Instant withdrawnAt;

    @ElementCollection
    @CollectionTable(name = "appeal_ground", joinColumns = @JoinColumn(name = "appeal_id"))
    @OrderColumn(name = "place")
    @Column(name = "ground")
    @Enumerated(EnumType.STRING)
    List<Ground> grounds = new ArrayList<>();

    @ElementCollection
    @CollectionTable(name = "disputed_fact", joinColumns = @JoinColumn(name = "appeal_id"))
    @OrderColumn(name = "place")
    List<DisputedFact> disputedFacts = new ArrayList<>();

    Appeal() {}

    /// @param level 1, or 2 for an objection to the first ruling
    /// @param closesAt the end of the window; what is filed later is late
    static Appeal file(
            Decision decision,
            int level,
            Instant closesAt,
            String reference,
            Statement statement,
            Actor by,
            Instant now) {
        Appeal appeal = new Appeal();
        appeal.id = Ids.at(now);
        appeal.decisionId = decision.id();
        appeal.reference = reference;
        appeal.filedAt = now;
        appeal.late = now.isAfter(closesAt);
        appeal.statement = statement.text();
        appeal.contactEmail = statement.email();
        appeal.locale = statement.locale();
        appeal.representative = statement.representative() == null
                ? null
                : new String(Json.write(statement.representative()), StandardCharsets.UTF_8);
        appeal.pauseRequested = statement.pauseRequested();
        appeal.filedByKind = by.kind();
        appeal.filedBy = by.id();
        if (by instanceof Actor.Agent agent) { // never without a delegation: the door sees to that
            appeal.filedFor = agent.principal();
        }
        appeal.level = (short) level;
        appeal.grounds = new ArrayList<>(statement.grounds());
        appeal.disputedFacts = new ArrayList<>(statement.disputedFacts());
        return appeal;
    }

    /// The same objection, with other words.
    Statement again(String text) {
        return new Statement(grounds(), text, disputedFacts(), contactEmail, locale, representative(), false);
    }

    /// Ends the appeal by the person's own wish.
    void withdraw(boolean ruled, Instant now) {
        if (ruled) {
            throw new Refusal(
                    AppealProblem.ALREADY_RULED, "This appeal has been decided and can no longer be withdrawn.");
        }
        withdrawnAt = now;
    }

    public UUID id() {
        return id;
    }

    public UUID decisionId() {
        return decisionId;
    }

    /// What people read aloud, such as `RD-7K3M-Q9`.
    public String reference() {
        return reference;
    }

    public Instant filedAt() {
        return filedAt;
    }

    /// Filed after the window closed: a human rules on whether it is admitted.
    public boolean late() {
        return late;
    }

    public String statement() {
        return statement;
    }

    public String contactEmail() {
        return contactEmail;
    }

    /// The language tag the person used.
    public String locale() {
        return locale;
    }

    public Representative representative() {
        return representative == null
                ? null
                : Json.read(Json.tree(representative.getBytes(StandardCharsets.UTF_8)), Representative.class);
    }

    public boolean pauseRequested() {
        return pauseRequested;
    }

    /// The agent that filed under a delegation, and for whom; null when a person filed.
    public Delegate delegate() {
        return filedFor == null ? null : new Delegate(filedBy, filedFor);
    }

    /// @param agent who filed
    /// @param person for whom, as the delegation names them
    public record Delegate(String agent, String person) {}

    /// 1, or 2 for an objection to the first ruling.
    public int level() {
        return level;
    }

    public Instant withdrawnAt() {
        return withdrawnAt;
    }

    public List<Ground> grounds() {
        return List.copyOf(grounds);
    }

    public List<DisputedFact> disputedFacts() {
        return List.copyOf(disputedFacts);
    }
}
