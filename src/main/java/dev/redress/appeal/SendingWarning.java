package dev.redress.appeal;

import dev.redress.platform.Ids;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/// The person was told that a limit on sending is near. A block cites the one that went before it.
@Entity
@Immutable
@Table(name = "sending_warning")
class SendingWarning {

    @Id
    UUID id;

    @Column(name = "decision_id")
    UUID decisionId;

    Instant at;

    SendingWarning() {}

    static SendingWarning of(UUID decision, Instant now) {
        SendingWarning warning = new SendingWarning();
        warning.id = Ids.at(now);
        warning.decisionId = decision;
        warning.at = now;
        return warning;
    }
}
