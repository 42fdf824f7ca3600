package dev.redress.remedy;

import dev.redress.access.Actor;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/// A second person has seen the evidence for what the first one entered by hand.
@Entity
@Immutable
@Table(name = "remedy_approval")
class Approval {

    @Id
    @Column(name = "confirmation_id")
    UUID confirmationId;

    @Column(name = "remedy_id")
    UUID remedyId;

    @Column(name = "entered_by")
    String enteredBy;

    @Column(name = "by_kind")
    String byKind;

    @Column(name = "by_id")
    String byId;

    Instant at;

    Approval() {}

    static Approval of(Confirmation entered, Actor by, Instant now) {
        Approval approval = new Approval();
        approval.confirmationId = entered.id;
        approval.remedyId = entered.remedyId;
        approval.enteredBy = entered.byId;
        approval.byKind = by.kind();
        approval.byId = by.id();
        approval.at = now;
        return approval;
    }
}
