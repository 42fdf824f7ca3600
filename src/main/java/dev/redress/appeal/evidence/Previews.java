package dev.redress.appeal.evidence;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.metadata.MetadataException;
import com.drew.metadata.exif.ExifIFD0Directory;
import dev.redress.platform.CommonProblem;
import dev.redress.platform.Refusal;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/// What of a file can be looked at without opening it: pictures are drawn anew, so that no byte of what a person sent
/// reaches a reviewer's browser, and plain text is text. Everything else is a file to save: formats that need a large
/// reader (PDF, office files, HEIC) are not opened inside the service.
@ApplicationScoped
public class Previews {

    private static final int SIDE = 1_600;
    private static final int TEXT = 4_000;

    /// What a picture may hold before it is drawn smaller; what a telephone takes is a tenth of it.
    private static final long PIXELS = 200_000_000;

    /// Pictures drawn at the same time: each takes some 40 MB at most.
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
            byte[] sent = bytes(evidence);
            BufferedImage read = read(sent);
            return read == null ? Optional.empty() : Optional.of(jpeg(upright(read, orientation(sent))));
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
        try {
            String all = new String(bytes(evidence), StandardCharsets.UTF_8);
            return Optional.of(
                    all.codePointCount(0, all.length()) <= TEXT
                            ? all
                            : all.substring(0, all.offsetByCodePoints(0, TEXT)) + " …");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
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

    /// Reads every n-th pixel only, so that a huge picture never stands in memory; null for one that is too large.
    private static BufferedImage read(byte[] sent) throws IOException {
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(sent))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                return null;
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in, true, true);
                int width = reader.getWidth(0);
                int height = reader.getHeight(0);
                if ((long) width * height > PIXELS) {
                    return null;
                }
                ImageReadParam how = reader.getDefaultReadParam();
                int step = Math.max(1, Math.max(width, height) / SIDE);
                how.setSourceSubsampling(step, step, 0, 0);
                return reader.read(0, how);
            } finally {
                reader.dispose();
            }
        }
    }

    /// As cameras note it (EXIF 2.3, tag 0x0112): 1 is upright.
    private static int orientation(byte[] sent) throws IOException {
        try {
            ExifIFD0Directory exif = ImageMetadataReader.readMetadata(new ByteArrayInputStream(sent))
                    .getFirstDirectoryOfType(ExifIFD0Directory.class);
            return exif == null || !exif.containsTag(ExifIFD0Directory.TAG_ORIENTATION)
                    ? 1
                    : exif.getInt(ExifIFD0Directory.TAG_ORIENTATION);
        } catch (ImageProcessingException | MetadataException e) {
            return 1;
        }
    }

    /// Turned, made to fit, and on white where it was transparent.
    private static BufferedImage upright(BufferedImage read, int orientation) {
        double scale = Math.min(1, SIDE / (double) Math.max(read.getWidth(), read.getHeight()));
        int width = Math.max(1, (int) Math.round(read.getWidth() * scale));
        int height = Math.max(1, (int) Math.round(read.getHeight() * scale));
        boolean lying = orientation >= 5 && orientation <= 8;
        BufferedImage drawn =
                new BufferedImage(lying ? height : width, lying ? width : height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = drawn.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, drawn.getWidth(), drawn.getHeight());
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        AffineTransform turn = turn(orientation, width, height);
        turn.scale(width / (double) read.getWidth(), height / (double) read.getHeight());
        pen.drawImage(read, turn, null);
        pen.dispose();
        return drawn;
    }

    private static AffineTransform turn(int orientation, int w, int h) {
        return switch (orientation) {
            case 2 -> new AffineTransform(-1, 0, 0, 1, w, 0);
            case 3 -> new AffineTransform(-1, 0, 0, -1, w, h);
            case 4 -> new AffineTransform(1, 0, 0, -1, 0, h);
            case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
            case 6 -> new AffineTransform(0, 1, -1, 0, h, 0);
            case 7 -> new AffineTransform(0, -1, -1, 0, h, w);
            case 8 -> new AffineTransform(0, -1, 1, 0, 0, w);
            default -> new AffineTransform();
        };
    }

    private static byte[] jpeg(BufferedImage drawn) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(drawn, "jpg", out);
        return out.toByteArray();
    }
}
