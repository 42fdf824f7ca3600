package dev.redress.review;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/// What a reviewer thought of the facts before they saw the agent's outcome. Given once.
@Entity
@Immutable
@Table(name = "first_view")
public class FirstView {

    public enum Leaning {
        FOR_PERSON,
        AGAINST,
        UNSURE
    }

    @Embeddable
    record Key(
            @Column(name = "case_id") UUID caseId,
            @Column(name = "reviewer_id") String reviewerId) implements Serializable {}

    @EmbeddedId
    Key key;

    @Enumerated(EnumType.STRING)
    Leaning leaning;

    String note;

    Instant at;

    FirstView() {}

    FirstView(UUID caseId, String reviewerId, Leaning leaning, String note, Instant at) {
        this.key = new Key(caseId, reviewerId);
        this.leaning = leaning;
        this.note = note;
        this.at = at;
    }

    public Leaning leaning() {
        return leaning;
    }

    public String note() {
        return note;
    }

    public Instant at() {
        return at;
    }
}
