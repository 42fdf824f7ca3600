package dev.redress.remedy.webhook;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/// The place of a ruling in the feed that agents read.
@Entity
@Immutable
@Table(name = "outcome")
class Outcome {

    @Id
    long position;

    @Column(name = "ruling_id")
    UUID rulingId;

    @Column(name = "agent_id")
    String agentId;

    String origin;

    @Column(name = "remedy_id")
    UUID remedyId;

    Outcome() {}
}
