package dev.redress.decision;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redress.Chain;
import dev.redress.Wire;
import dev.redress.platform.Bytes;
import dev.redress.platform.Json;
import dev.redress.platform.Refusal;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Bodies made by chance, the same ones in every run: whatever is not refused can be read again in every way.
@QuarkusTest
class MutatedBodiesTest {

    private static final List<String> PIECES = List.of(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "\\",
            "\\u",
            "\\ud800",
            "\\udc00",
            "\\u0000",
            "null",
            "true",
            "1e999999999",
            "-1",
            "1e-99999999999",
            "\u0000",
            "\u00ff",
            "\u00ed\u00a0\u0080",
            "\n",
            "\"a\":1,",
            "\"facts\":[],",
            "9999-12-31T23:59:59Z",
            "[[[[[[[[");

    private final Random random = new Random(8_812);

    @Test
    void areReadOrRefusedAndNothingElse() {
        int read = 0;
        for (int i = 0; i < 5_000; i++) {
            byte[] body = mutated();
            try {
                Incoming incoming = Incoming.read(body, 0, body.length, "demo-agent", Instant.now());
                Json.write(Json.tree(Bytes.unpack(incoming.document())));
                Json.read(Json.tree(body), Document.class);
                read++;
            } catch (Refusal refusal) {
                assertThat(refusal.type().status()).isBetween(400, 499);
            }
        }
        assertThat(read).isPositive();
    }

    @Test
    void areFoundInABatchOrRefused() {
        for (int i = 0; i < 5_000; i++) {
            byte[] body = ("{\"decisions\":[" + new String(mutated(), ISO_8859_1) + "]}").getBytes(ISO_8859_1);
            try {
                Batch.ofLines(body);
                Batch.ofJson(body)
                        .forEach(slice ->
                                assertThat(slice.from() + slice.length()).isLessThan(body.length));
            } catch (Refusal refusal) {
                assertThat(refusal.type().status()).isBetween(400, 499);
            }
        }
    }

    @Test
    void neverFailTheService() {
        for (int i = 0; i < 300; i++) {
            Wire.Answer answer = Wire.send(
                    "POST",
                    i % 3 == 0 ? "/api/v1/decisions/batch" : "/api/v1/decisions",
                    mutated(),
                    "Authorization: Bearer " + Chain.KEY,
                    "Content-Type: application/" + (i % 6 == 0 ? "x-ndjson" : "json"));
            assertThat(answer.status()).as(answer.text()).isBetween(200, 499);
        }
    }

    private byte[] mutated() {
        byte[] body = Chain.decision("mutated").toString().getBytes(UTF_8);
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(body.length);
            byte[] piece = PIECES.get(random.nextInt(PIECES.size())).getBytes(ISO_8859_1);
            body = switch (random.nextInt(5)) {
                case 0 -> with(body, at, at, piece);
                case 1 -> with(body, at, Math.min(body.length, at + random.nextInt(30)), new byte[0]);
                case 2 -> with(body, at, Math.min(body.length, at + 1), new byte[] {(byte) random.nextInt(256)});
                case 3 ->
                    with(body, at, at, Arrays.copyOfRange(body, at, Math.min(body.length, at + random.nextInt(60))));
                default -> with(body, at, Math.min(body.length, at + piece.length), piece);
            };
            if (body.length == 0) {
                return body;
            }
        }
        return body;
    }

    private static byte[] with(byte[] body, int from, int to, byte[] piece) {
        byte[] changed = new byte[from + piece.length + body.length - to];
        System.arraycopy(body, 0, changed, 0, from);
        System.arraycopy(piece, 0, changed, from, piece.length);
        System.arraycopy(body, to, changed, from + piece.length, body.length - to);
        return changed;
    }
}
