package dev.redress.platform;

import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/// Compression of stored documents: DEFLATE at level 1, the fastest, in the zlib format (RFC 1950). It is done here
/// because not every PostgreSQL has a fast compressor, and the bytes then cost no more in the log than on the disk.
public final class Bytes {

    private static final int CHUNK = 8192;

    private Bytes() {}

    public static byte[] deflate(byte[] plain, int from, int length) {
        try (Deflater deflater = new Deflater(Deflater.BEST_SPEED)) {
            deflater.setInput(plain, from, length);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream(length / 2 + 64);
            byte[] chunk = new byte[CHUNK];
            while (!deflater.finished()) {
                out.write(chunk, 0, deflater.deflate(chunk));
            }
            return out.toByteArray();
        }
    }

    public static byte[] deflate(byte[] plain) {
        return deflate(plain, 0, plain.length);
    }

    public static byte[] inflate(byte[] packed) {
        try (Inflater inflater = new Inflater()) {
            inflater.setInput(packed);
            ByteArrayOutputStream out = new ByteArrayOutputStream(packed.length * 3);
            byte[] chunk = new byte[CHUNK];
            while (!inflater.finished()) {
                int read = inflater.inflate(chunk);
                if (read == 0 && inflater.needsInput()) {
                    throw new IllegalStateException("a stored document ends too early");
                }
                out.write(chunk, 0, read);
            }
            return out.toByteArray();
        } catch (DataFormatException e) {
            throw new IllegalStateException("a stored document is damaged", e);
        }
    }
}
