package dev.redress.remedy;

import dev.redress.platform.Ids;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/// One look at the system of record.
@Entity
@Immutable
@Table(name = "probe_result")
public class ProbeResult {

    @Id
    UUID id;

    @Column(name = "remedy_id")
    UUID remedyId;

    String probe;

    String seen;

    String detail;

    Instant at;

    ProbeResult() {}

    static ProbeResult of(UUID remedy, String probe, Seen seen, Instant now) {
        ProbeResult result = new ProbeResult();
        result.id = Ids.at(now);
        result.remedyId = remedy;
        result.probe = probe;
        result.seen = seen.word();
        result.detail = seen.detail();
        result.at = now;
        return result;
    }

    /// The name of the probe.
    public String probe() {
        return probe;
    }

    public String seen() {
        return seen;
    }

    public String detail() {
        return detail;
    }

    public Instant at() {
        return at;
    }
}
