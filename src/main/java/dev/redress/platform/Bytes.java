package dev.redress.platform;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdException;
import java.io.ByteArrayOutputStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Compression of stored documents: Zstandard at level 1 (RFC 8878), which is several times as fast as DEFLATE and
/// smaller. It is done here because not every PostgreSQL has a fast compressor, and the bytes then cost no more in the
/// log than on the disk. What was stored before is in the zlib format (RFC 1950) and is read as well.
public final class Bytes {

    private static final int LEVEL = 1;
    private static final int CHUNK = 8192;

    /// A damaged frame may claim any size; no stored document is larger.
    private static final long LARGEST = 256L << 20;

    /// Making a context costs more than packing a small document; virtual threads are too many to have one each.
    private static final ArrayBlockingQueue<ZstdCompressCtx> CONTEXTS = new ArrayBlockingQueue<>(16);

    private Bytes() {}

    public static byte[] pack(byte[] plain, int from, int length) {
        ZstdCompressCtx context = CONTEXTS.poll();
        if (context == null) {
            context = new ZstdCompressCtx().setLevel(LEVEL).setContentSize(true);
        }
        byte[] packed = new byte[(int) Zstd.compressBound(length)];
        int size = context.compressByteArray(packed, 0, packed.length, plain, from, length);
        if (!CONTEXTS.offer(context)) {
            context.close();
        }
        return java.util.Arrays.copyOf(packed, size);
    }

    public static byte[] pack(byte[] plain) {
        return pack(plain, 0, plain.length);
    }

    public static byte[] unpack(byte[] packed) {
        return isZstandard(packed) ? unpackZstandard(packed) : inflate(packed);
    }

    /// Magic number 0xFD2FB528, least significant byte first; zlib begins with 0x78.
    private static boolean isZstandard(byte[] packed) {
        return packed.length > 3
                && (packed[0] & 0xFF) == 0x28
                && (packed[1] & 0xFF) == 0xB5
                && (packed[2] & 0xFF) == 0x2F
                && (packed[3] & 0xFF) == 0xFD;
    }

    private static byte[] unpackZstandard(byte[] packed) {
        try {
            long size = Zstd.getFrameContentSize(packed);
            if (size < 0 || size > LARGEST) {
                throw damaged(null);
            }
            return Zstd.decompress(packed, (int) size);
        } catch (ZstdException e) {
            throw damaged(e);
        }
    }

    private static byte[] inflate(byte[] packed) {
        try (Inflater inflater = new Inflater()) {
            inflater.setInput(packed);
            ByteArrayOutputStream out = new ByteArrayOutputStream(packed.length * 3);
            byte[] chunk = new byte[CHUNK];
            while (!inflater.finished()) {
                int read = inflater.inflate(chunk);
                if (read == 0 && inflater.needsInput()) {
                    throw damaged(null);
                }
                out.write(chunk, 0, read);
            }
            return out.toByteArray();
        } catch (DataFormatException e) {
            throw damaged(e);
        }
    }

    private static IllegalStateException damaged(Exception cause) {
        return new IllegalStateException("a stored document is damaged", cause);
    }
}
