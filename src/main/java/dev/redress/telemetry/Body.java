package dev.redress.telemetry;

import dev.redress.platform.CommonProblem;
import dev.redress.platform.Refusal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;

/// The body of a request that may come packed.
final class Body {

    /// After decompression, as the specification of OTLP recommends.
    static final int LARGEST = 20 << 20;

    private Body() {}

    /// @param encoding the Content-Encoding: gzip, identity or null
    /// @param room     takes it for so many bytes that were packed
    /// @throws Refusal 400 when it is not what the encoding says, 413 when it is too large, 415 for
    ///                 another one, 503 when there is no room
    static byte[] unpacked(byte[] body, String encoding, LongConsumer room) {
        if (encoding == null || encoding.equals("identity")) {
            if (body.length > LARGEST) {
                throw tooLarge();
            }
            return body;
        }
        if (!encoding.equals("gzip")) {
            throw new Refusal(CommonProblem.UNSUPPORTED_MEDIA_TYPE, "The body comes plain or as gzip.");
        }
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            byte[] chunk = new byte[8192];
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                room.accept(read);
                plain.write(chunk, 0, read);
                if (plain.size() > LARGEST) {
                    throw tooLarge();
                }
            }
        } catch (IOException e) {
            throw CommonProblem.malformed("The body is not gzip, as its Content-Encoding says.");
        }
        return plain.toByteArray();
    }

    private static Refusal tooLarge() {
        return new Refusal(CommonProblem.TOO_LARGE, "A request has at most 20 MiB after decompression.");
    }
}
