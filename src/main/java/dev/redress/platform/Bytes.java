package dev.redress.platform;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdDictCompress;
import com.github.luben.zstd.ZstdDictDecompress;
import com.github.luben.zstd.ZstdException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Compression of stored documents: Zstandard at level 1 (RFC 8878), which is several times as fast as DEFLATE and
/// smaller. It is done here because not every PostgreSQL has a fast compressor, and the bytes then cost no more in the
/// log than on the disk.
///
/// Documents share the names of their members, which a dictionary holds: a decision of 8 KB becomes a sixth smaller by
/// it, a span a third to a half. A packed document is the number of its dictionary, {@value #NUMBER}, and a frame. The
/// file of a number never changes, or what was packed with it cannot be read; a better one gets the next number.
///
/// What was stored by earlier versions is a frame without a dictionary, or in the zlib format (RFC 1950); both are
/// read.
public final class Bytes {

    private static final int LEVEL = 1;
    private static final int CHUNK = 8192;

    private static final byte NUMBER = 1;
    private static final byte[] NAMES = resource("/packing/names-1.txt");
    private static final ZstdDictCompress PACKING = new ZstdDictCompress(NAMES, LEVEL);
    private static final ZstdDictDecompress UNPACKING = new ZstdDictDecompress(NAMES);

    /// A damaged frame may claim any size; no stored document is larger.
    private static final long LARGEST = 256L << 20;

    /// Making a context costs more than packing a small document; virtual threads are too many to have one each.
    private static final ArrayBlockingQueue<ZstdCompressCtx> PACKERS = new ArrayBlockingQueue<>(16);

    private static final ArrayBlockingQueue<ZstdDecompressCtx> UNPACKERS = new ArrayBlockingQueue<>(16);

    private Bytes() {}

    public static byte[] pack(byte[] plain, int from, int length) {
        ZstdCompressCtx context = PACKERS.poll();
        if (context == null) {
            context = new ZstdCompressCtx().setContentSize(true).loadDict(PACKING);
        }
        byte[] packed = new byte[1 + (int) Zstd.compressBound(length)];
        packed[0] = NUMBER;
        int size = context.compressByteArray(packed, 1, packed.length - 1, plain, from, length);
        if (!PACKERS.offer(context)) {
            context.close();
        }
        return Arrays.copyOf(packed, 1 + size);
    }

    public static byte[] pack(byte[] plain) {
        return pack(plain, 0, plain.length);
    }

    public static byte[] unpack(byte[] packed) {
        if (packed.length > 1 && packed[0] == NUMBER) {
            return unpackWithNames(packed);
        }
        return isZstandard(packed) ? unpackZstandard(packed) : inflate(packed);
    }

    private static byte[] unpackWithNames(byte[] packed) {
        ZstdDecompressCtx context = UNPACKERS.poll();
        if (context == null) {
            context = new ZstdDecompressCtx().loadDict(UNPACKING);
        }
        int length = packed.length - 1;
        try {
            byte[] plain = new byte[size(Zstd.getFrameContentSize(packed, 1, length))];
            int size = context.decompressByteArray(plain, 0, plain.length, packed, 1, length);
            if (size != plain.length) {
                throw damaged(null);
            }
            return plain;
        } catch (ZstdException e) {
            throw damaged(e);
        } finally {
            if (!UNPACKERS.offer(context)) {
                context.close();
            }
        }
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
            return Zstd.decompress(packed, size(Zstd.getFrameContentSize(packed)));
        } catch (ZstdException e) {
            throw damaged(e);
        }
    }

    private static int size(long claimed) {
        if (claimed < 0 || claimed > LARGEST) {
            throw damaged(null);
        }
        return (int) claimed;
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

    private static byte[] resource(String name) {
        try (InputStream in = Bytes.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static IllegalStateException damaged(Exception cause) {
        return new IllegalStateException("a stored document is damaged", cause);
    }
}
