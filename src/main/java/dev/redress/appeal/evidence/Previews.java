package dev.redress.appeal.evidence;

import dev.redress.platform.CommonProblem;
import dev.redress.platform.Refusal;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// What of a file can be looked at without opening it: pictures are drawn anew, so that no byte of what a person sent
/// reaches a reviewer's browser, and plain text is text. Everything else is a file to save: formats that need a large
/// reader (PDF, office files, HEIC) are not opened inside the service.
@ApplicationScoped
public class Previews {

    private static final int TEXT = 4_000;

    /// Pictures drawn at the same time; {@link Drawing} tells what each takes.
    private static final int AT_ONCE = 2;

    private final EvidenceFiles files;
    private final Semaphore turns = new Semaphore(AT_ONCE, true);

    Previews(EvidenceFiles files) {
        this.files = files;
    }

    /// Whether a picture can be made of files of this kind.
    public static boolean isPicture(String mediaType) {
        return mediaType.equals(EvidenceFormat.JPEG.mediaType()) || mediaType.equals(EvidenceFormat.PNG.mediaType());
    }

    public static boolean isText(String mediaType) {
        return mediaType.equals(EvidenceFormat.TEXT.mediaType());
    }

    /// The picture as a JPEG of at most 1,600 pixels a side, the right way up; empty when the file is broken, too large
    /// or of another kind.
    public Optional<byte[]> picture(Evidence evidence) {
        if (!isPicture(evidence.mediaType())) {
            return Optional.empty();
        }
        try {
            if (!turns.tryAcquire(10, TimeUnit.SECONDS)) {
                throw busy();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy();
        }
        try {
            return Drawing.of(bytes(evidence), evidence.mediaType());
        } catch (IOException | RuntimeException e) { // hostile or broken: the file can still be saved
            Log.infof(
                    "evidence %s could not be drawn: %s",
                    evidence.id(), e.getClass().getName());
            return Optional.empty();
        } finally {
            turns.release();
        }
    }

    /// The beginning of a text file; empty for other kinds.
    public Optional<String> text(Evidence evidence) {
        if (!isText(evidence.mediaType())) {
            return Optional.empty();
        }
        String start = new String(files.beginning(evidence, TEXT * 4 + 4), StandardCharsets.UTF_8); // 4 bytes at most
        return Optional.of(
                start.codePointCount(0, start.length()) <= TEXT
                        ? start
                        : start.substring(0, start.offsetByCodePoints(0, TEXT)) + " …");
    }

    private static Refusal busy() {
        return new Refusal(CommonProblem.BUSY, "Too many pictures are being drawn. Try again in a moment.")
                .header("Retry-After", "2");
    }

    private byte[] bytes(Evidence evidence) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(evidence.size());
        files.copy(evidence, out);
        return out.toByteArray();
    }
}
