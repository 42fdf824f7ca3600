package dev.redress.appeal.evidence;

import com.drew.imaging.jpeg.JpegMetadataReader;
import com.drew.imaging.jpeg.JpegProcessingException;
import com.drew.metadata.MetadataException;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/// Draws a picture anew, small and the right way up, and holds little of it in memory whatever its header says: some
/// 80 MB at most, and 200 MB of a JPEG that comes in more than one scan.
final class Drawing {

    private static final int SIDE = 1_600;

    /// What a picture may hold before it is drawn smaller; what a telephone takes is a tenth of it.
    private static final long PIXELS = 200_000_000;

    /// A row is read as a whole, however few of its pixels are drawn.
    private static final int LONGEST_SIDE = 20_000;

    /// A JPEG in more than one scan stands in memory as a whole until the last of them.
    private static final long PIXELS_IN_SCANS = 25_000_000;

    private Drawing() {}

    /// A JPEG of at most 1,600 pixels a side; empty when the picture is too large.
    ///
    /// @throws IOException when it is broken
    static Optional<byte[]> of(byte[] sent, String mediaType) throws IOException {
        boolean jpeg = mediaType.equals(EvidenceFormat.JPEG.mediaType());
        ImageReader reader = ImageIO.getImageReadersByMIMEType(mediaType).next();
        BufferedImage read = read(sent, reader, jpeg && comesInScans(sent) ? PIXELS_IN_SCANS : PIXELS);
        return read == null ? Optional.empty() : Optional.of(jpeg(upright(read, jpeg ? orientation(sent) : 1)));
    }

    /// Reads every n-th pixel only, so that a huge picture never stands in memory; null for one that is too large.
    private static BufferedImage read(byte[] sent, ImageReader reader, long most) throws IOException {
        try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(sent))) {
            reader.setInput(in, true, true);
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            int longest = Math.max(width, height);
            if (longest > LONGEST_SIDE || (long) width * height > most) {
                return null;
            }
            ImageReadParam how = reader.getDefaultReadParam();
            int step = Math.max(1, longest / SIDE);
            how.setSourceSubsampling(step, step, 0, 0);
            return reader.read(0, how);
        } finally {
            reader.dispose();
        }
    }

    /// Whether the first scan of a JPEG is not all of it (ITU-T T.81, B.2.2 and B.2.3), or cannot be found by its
    /// rules.
    private static boolean comesInScans(byte[] sent) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(sent, 2, sent.length - 2));
        int components = 0; // until a frame that is not progressive says how many it has
        while (true) {
            int marker = in.readUnsignedShort();
            while (marker == 0xFFFF) { // fill bytes
                marker = 0xFF00 | in.readUnsignedByte();
            }
            if (marker < 0xFFC0 || marker >= 0xFFD0 && marker <= 0xFFD9) { // no segment: nothing that stands here
                return true;
            }
            int length = in.readUnsignedShort() - 2;
            if (marker == 0xFFDA) {
                return in.readUnsignedByte() != components;
            }
            byte[] segment = in.readNBytes(Math.max(0, length));
            if ((marker == 0xFFC0 || marker == 0xFFC1) && segment.length > 5) {
                components = segment[5];
            }
        }
    }

    /// As cameras note it in a JPEG (EXIF 2.3, tag 0x0112): 1 is upright. Nothing else is read of what a file says of
    /// itself: some of it is packed, and unpacked as a whole.
    private static int orientation(byte[] sent) throws IOException {
        try {
            ExifIFD0Directory exif = JpegMetadataReader.readMetadata(
                            new ByteArrayInputStream(sent), List.of(new ExifReader()))
                    .getFirstDirectoryOfType(ExifIFD0Directory.class);
            return exif == null || !exif.containsTag(ExifIFD0Directory.TAG_ORIENTATION)
                    ? 1
                    : exif.getInt(ExifIFD0Directory.TAG_ORIENTATION);
        } catch (JpegProcessingException | MetadataException e) {
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
