package dev.redress.appeal.evidence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;

/// A file that a person uploaded. Its bytes are hostile: they are never shown in a page, only handed out as an
/// attachment.
@Entity
@Table(name = "evidence")
public class Evidence {

    @Id
    UUID id;

    @Column(name = "decision_id")
    UUID decisionId;

    @Column(name = "appeal_id")
    UUID appealId;

    @Column(name = "fact_id")
    String factId;

    String name;

    @Column(name = "media_type")
    String mediaType;

    int size;

    byte[] digest;

    boolean scanned;

    @Column(name = "added_at")
    Instant addedAt;

    Evidence() {}

    public UUID id() {
        return id;
    }

    public UUID decisionId() {
        return decisionId;
    }

    /// Null while the appeal is a draft.
    public UUID appealId() {
        return appealId;
    }

    /// The disputed fact it proves; null for the appeal as a whole.
    public String factId() {
        return factId;
    }

    /// As the person named it, without folders and without what a file system could stumble on.
    public String name() {
        return name;
    }

    /// As found in the bytes.
    public String mediaType() {
        return mediaType;
    }

    /// Bytes.
    public int size() {
        return size;
    }

    /// In kilobytes or megabytes, for people.
    public String shownSize() {
        return size < 1_000_000 ? Math.max(1, size / 1_000) + " KB" : Math.round(size / 100_000.0) / 10.0 + " MB";
    }

    public String contentDigest() {
        return "sha256:" + HexFormat.of().formatHex(digest);
    }

    /// Whether a virus scanner looked at it; when none is set up, nobody knows.
    public boolean scanned() {
        return scanned;
    }

    public Instant addedAt() {
        return addedAt;
    }
}
