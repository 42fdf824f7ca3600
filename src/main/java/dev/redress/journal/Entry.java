package dev.redress.journal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/// One act: who, what, when. `detail` is a small JSON object; nothing personal goes into it.
@Entity
@Immutable
@Table(name = "journal")
public class Entry {

    @Id
    UUID id;

    @Column(name = "decision_id")
    UUID decisionId;

    @Enumerated(EnumType.STRING)
    Act act;

    @Column(name = "actor_kind")
    String actorKind;

    @Column(name = "actor_id")
    String actorId;

    Instant at;

    String detail;

    Entry() {}

    public UUID id() {
        return id;
    }

    public Act act() {
        return act;
    }

    public String actorKind() {
        return actorKind;
    }

    public String actorId() {
        return actorId;
    }

    public Instant at() {
        return at;
    }

    public String detail() {
        return detail;
    }
}
