package dev.redress.appeal.evidence;

import dev.redress.platform.CommonProblem;
import dev.redress.platform.Ids;
import dev.redress.platform.Refusal;
import io.agroal.api.AgroalDataSource;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;

/// Keeps the files that people upload: checked first, then stored with the decision they are about.
///
/// A file is never held in memory as a whole: it streams from the request's temporary file into the database and
/// out of it in slices.
@ApplicationScoped
public class EvidenceFiles implements PanacheRepositoryBase<Evidence, UUID> {

    public static final long LARGEST = 10L << 20;
    /// What a file chooser offers.
    public static final String ACCEPTED = EvidenceFormat.ACCEPTED;

    private static final int SLICE = 1 << 20;
    private static final int CHECKED_AT_ONCE = 4;

    /// A file that may be kept.
    public record Checked(Upload upload, String name, String mediaType, byte[] digest, boolean scanned) {}

    private final VirusScanner scanner;
    private final AgroalDataSource database;
    private final Semaphore checks = new Semaphore(CHECKED_AT_ONCE, true);

    EvidenceFiles(VirusScanner scanner, AgroalDataSource database) {
        this.scanner = scanner;
        this.database = database;
    }

    /// Looks at a file; stores nothing.
    ///
    /// @throws Refusal one of {@link EvidenceProblem}
    public Checked check(Upload upload) {
        if (upload.size() > LARGEST) {
            throw new Refusal(EvidenceProblem.FILE_TOO_LARGE, "The file must be smaller than 10 MB.");
        }
        if (upload.size() == 0) {
            throw new Refusal(EvidenceProblem.FILE_EMPTY, "The file has no content.");
        }
        checks.acquireUninterruptibly(); // a few at a time: parsers and scanners are the costly part
        try {
            EvidenceFormat format = EvidenceFormat.of(upload.content())
                    .orElseThrow(() -> new Refusal(
                            EvidenceProblem.FILE_TYPE_UNKNOWN,
                            "Send a PDF, a photo (JPEG, PNG, HEIC), plain text or an office document without macros."));
            if (format.contradicts(upload.name(), upload.mediaType())) {
                throw new Refusal(
                        EvidenceProblem.FILE_IS_ANOTHER_TYPE, "The content is of another kind than the name says.");
            }
            boolean scanned = scanner.passes(upload.content());
            return new Checked(
                    upload, FileName.clean(upload.name(), format), format.mediaType(), digest(upload), scanned);
        } catch (IOException e) {
            throw new UncheckedIOException("an upload could not be read", e);
        } finally {
            checks.release();
        }
    }

    /// Stores a checked file in the caller's transaction.
    @Transactional(Transactional.TxType.MANDATORY)
    public Evidence keep(UUID decision, UUID appeal, String factId, Checked file, Instant now) {
        Evidence evidence = new Evidence();
        evidence.id = Ids.at(now);
        evidence.decisionId = decision;
        evidence.appealId = appeal;
        evidence.factId = factId;
        evidence.name = file.name();
        evidence.mediaType = file.mediaType();
        evidence.size = (int) file.upload().size();
        evidence.digest = file.digest();
        evidence.scanned = file.scanned();
        evidence.addedAt = now;
        persistAndFlush(evidence);
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO evidence_content (evidence_id, content) VALUES (?, ?)");
                InputStream content = Files.newInputStream(file.upload().content())) {
            insert.setObject(1, evidence.id);
            insert.setBinaryStream(2, content, file.upload().size());
            insert.executeUpdate();
        } catch (SQLException | IOException e) {
            throw new IllegalStateException("evidence could not be stored", e);
        }
        return evidence;
    }

    /// The same bytes, sent before for the same purpose.
    public Optional<Evidence> same(List<Evidence> standing, String factId, Checked file) {
        return standing.stream()
                .filter(one -> Arrays.equals(one.digest, file.digest()) && Objects.equals(one.factId, factId))
                .findFirst();
    }

    /// What belongs to an appeal, oldest first; to the draft when `appeal` is null.
    public List<Evidence> standing(UUID decision, UUID appeal) {
        return appeal == null
                ? list("decisionId = ?1 AND appealId IS NULL ORDER BY addedAt, id", decision)
                : list("decisionId = ?1 AND appealId = ?2 ORDER BY addedAt, id", decision, appeal);
    }

    /// Everything that was filed for a decision, at every level.
    public List<Evidence> filed(UUID decision) {
        return list("decisionId = ?1 AND appealId IS NOT NULL ORDER BY addedAt, id", decision);
    }

    /// The draft becomes an appeal.
    @Transactional(Transactional.TxType.MANDATORY)
    public void file(UUID decision, UUID appeal) {
        standing(decision, null).forEach(one -> one.appealId = appeal);
    }

    /// Takes a file of a draft away; what was filed stays.
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean remove(UUID decision, UUID id) {
        return delete("id = ?1 AND decisionId = ?2 AND appealId IS NULL", id, decision) > 0;
    }

    /// @throws Refusal 404 when the decision has no such file
    @Transactional
    public Evidence of(UUID decision, UUID id) {
        return find("id = ?1 AND decisionId = ?2", id, decision)
                .firstResultOptional()
                .orElseThrow(CommonProblem::notFound);
    }

    /// Writes the bytes out, a slice at a time.
    public void copy(Evidence evidence, OutputStream out) throws IOException {
        for (int from = 1; from <= evidence.size(); from += SLICE) {
            out.write(slice(evidence.id(), from, SLICE));
        }
    }

    /// So many bytes at most.
    byte[] beginning(Evidence evidence, int most) {
        return slice(evidence.id(), 1, most);
    }

    private byte[] slice(UUID id, int from, int most) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "SELECT substring(content FROM ? FOR ?) FROM evidence_content WHERE evidence_id = ?")) {
            select.setInt(1, from);
            select.setInt(2, most);
            select.setObject(3, id);
            ResultSet row = select.executeQuery();
            row.next();
            return row.getBytes(1);
        } catch (SQLException e) {
            throw new IllegalStateException("evidence could not be read", e);
        }
    }

    private static byte[] digest(Upload upload) throws IOException {
        MessageDigest sha256 = Ids.sha256();
        try (DigestInputStream in = new DigestInputStream(Files.newInputStream(upload.content()), sha256)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return sha256.digest();
    }
}
