package dev.redress.appeal.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;

/// Pictures made to take far more memory than they have bytes.
class DrawingTest {

    /// Text that is packed to a thousandth, before the pixels.
    @Test
    void unpacksNothingButThePixels() throws IOException {
        byte[] png = png(1, 1, 8, chunk("zTXt", concat(ascii("Comment\0\0"), packed(200 << 20))), packed(4));
        long before = allocated();
        assertThat(Drawing.of(png, "image/png")).isPresent();
        assertThat(allocated() - before).isLessThan(50L << 20);
    }

    @Test
    void leavesOutPicturesWithVeryLongRows() throws IOException {
        long before = allocated();
        assertThat(Drawing.of(png(50_000_000, 2, 16, new byte[0], packed(1 << 10)), "image/png"))
                .isEmpty();
        assertThat(allocated() - before).isLessThan(50L << 20);
    }

    @Test
    void leavesOutLargePicturesThatStandInMemoryAsAWhole() throws IOException {
        byte[] progressive = jpeg(true);
        assertThat(Drawing.of(progressive, "image/jpeg")).isPresent();
        assertThat(Drawing.of(claiming(5_001, 5_000, 0xC2, progressive), "image/jpeg"))
                .isEmpty();
        byte[] baseline = jpeg(false);
        assertThat(Drawing.of(claiming(5_001, 5_000, 0xC0, baseline), "image/jpeg"))
                .isPresent();
        int scan = after(baseline, 0xDA);
        byte[] oneComponentFirst = concat(
                Arrays.copyOf(baseline, scan),
                HexFormat.of().parseHex("0008010100003f00"),
                Arrays.copyOfRange(baseline, scan + 12, baseline.length));
        assertThat(Drawing.of(claiming(5_001, 5_000, 0xC0, oneComponentFirst), "image/jpeg"))
                .isEmpty();
        byte[] strayMarker =
                concat(HexFormat.of().parseHex("ffd8ff01"), Arrays.copyOfRange(progressive, 2, progressive.length));
        assertThat(Drawing.of(claiming(5_001, 5_000, 0xC2, strayMarker), "image/jpeg"))
                .isEmpty();
    }

    private static byte[] png(int width, int height, int depth, byte[] more, byte[] pixels) throws IOException {
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(header);
        out.writeInt(width);
        out.writeInt(height);
        out.write(new byte[] {(byte) depth, 2, 0, 0, 0}); // RGB
        return concat(
                HexFormat.of().parseHex("89504e470d0a1a0a"),
                chunk("IHDR", header.toByteArray()),
                more,
                chunk("IDAT", pixels),
                chunk("IEND", new byte[0]));
    }

    private static byte[] chunk(String type, byte[] data) throws IOException {
        ByteArrayOutputStream chunk = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(chunk);
        out.writeInt(data.length);
        out.write(concat(ascii(type), data));
        CRC32 sum = new CRC32();
        sum.update(concat(ascii(type), data));
        out.writeInt((int) sum.getValue());
        return chunk.toByteArray();
    }

    private static byte[] packed(int zeros) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
            byte[] some = new byte[Math.min(zeros, 1 << 16)];
            for (int written = 0; written < zeros; written += some.length) {
                out.write(some);
            }
        }
        return packed.toByteArray();
    }

    private static byte[] jpeg(boolean progressive) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByMIMEType("image/jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            ImageWriteParam how = writer.getDefaultWriteParam();
            how.setProgressiveMode(progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
            writer.setOutput(out);
            writer.write(null, new IIOImage(new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB), null, null), how);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /// The same with another size in its frame header.
    private static byte[] claiming(int width, int height, int frame, byte[] jpeg) {
        byte[] other = jpeg.clone();
        int at = after(jpeg, frame) + 3;
        other[at] = (byte) (height >> 8);
        other[at + 1] = (byte) height;
        other[at + 2] = (byte) (width >> 8);
        other[at + 3] = (byte) width;
        return other;
    }

    private static int after(byte[] jpeg, int marker) {
        for (int i = 2; i < jpeg.length - 1; i++) {
            if (jpeg[i] == (byte) 0xFF && jpeg[i + 1] == (byte) marker) {
                return i + 2;
            }
        }
        throw new AssertionError("no such segment");
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
