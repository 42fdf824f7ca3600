package dev.redress.decision;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redress.platform.Bytes;
import dev.redress.platform.Json;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/// What an agent decided about a subject. Immutable once recorded: a correction is a new decision that `supersedes`.
///
/// The row holds what is searched; everything the agent sent is in {@link #document()}.
@Entity
@Immutable
@Table(name = "decision")
public class Decision {

    @Id
    UUID id;

    @Column(name = "agent_id")
    String agentId;

    @Column(name = "external_id")
    String externalId;

    String type;

    boolean classified;

    @Column(name = "outcome_code")
    String outcomeCode;

    boolean adverse;

    @Column(name = "subject_ref")
    String subjectRef;

    String locale;

    String jurisdiction;

    @Column(name = "policy_id")
    String policyId;

    @Column(name = "policy_version")
    String policyVersion;

    @Column(name = "model_served")
    String modelServed;

    @Column(name = "run_id")
    String runId;

    @Column(name = "trace_id")
    String traceId;

    UUID supersedes;

    @Column(name = "decided_at")
    Instant decidedAt;

    @Column(name = "notified_at")
    Instant notifiedAt;

    @Column(name = "received_at")
    Instant receivedAt;

    boolean appealable;

    @Column(name = "closes_at")
    Instant closesAt;

    @Column(name = "link_expires_at")
    Instant linkExpiresAt;

    byte[] digest;

    byte[] document;

    Decision() {}

    public UUID id() {
        return id;
    }

    public String agentId() {
        return agentId;
    }

    public String externalId() {
        return externalId;
    }

    public String type() {
        return type;
    }

    /// Whether the type was registered when the decision came in.
    public boolean classified() {
        return classified;
    }

    public String outcomeCode() {
        return outcomeCode;
    }

    public boolean adverse() {
        return adverse;
    }

    public String subjectRef() {
        return subjectRef;
    }

    /// The person's language tag, null when the agent did not say.
    public String locale() {
        return locale;
    }

    public String jurisdiction() {
        return jurisdiction;
    }

    public String policyId() {
        return policyId;
    }

    public String policyVersion() {
        return policyVersion;
    }

    public String modelServed() {
        return modelServed;
    }

    /// The earlier decision that this one corrects; null for most.
    public UUID supersedes() {
        return supersedes;
    }

    public String runId() {
        return runId;
    }

    public String traceId() {
        return traceId;
    }

    public Instant decidedAt() {
        return decidedAt;
    }

    public Instant receivedAt() {
        return receivedAt;
    }

    public boolean appealable() {
        return appealable;
    }

    /// The end of the appeal window; an appeal filed later is late, not lost.
    public Instant closesAt() {
        return closesAt;
    }

    public String contentDigest() {
        return "sha256:" + HexFormat.of().formatHex(digest);
    }

    /// How many bytes the document has.
    int size() {
        return Bytes.unpack(document).length;
    }

    /// The document as sent, as a tree.
    public JsonNode tree() {
        return Json.tree(Bytes.unpack(document));
    }

    /// The document as sent, for reading.
    public Document document() {
        return Json.read(tree(), Document.class);
    }
}
