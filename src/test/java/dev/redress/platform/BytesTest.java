package dev.redress.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BytesTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 8_192, 1 << 20})
    void whatWasPackedComesBack(int length) {
        byte[] plain = new byte[length + 20];
        new Random(length).nextBytes(plain);
        byte[] expected = Arrays.copyOfRange(plain, 10, 10 + length);
        assertThat(Bytes.unpack(Bytes.pack(plain, 10, length))).isEqualTo(expected);
    }

    @Test
    void textBecomesSmaller() {
        byte[] text = "{\"name\":\"value\"}".repeat(500).getBytes();
        assertThat(Bytes.pack(text)).hasSizeLessThan(text.length / 20);
    }

    /// A span says little but the names of its members.
    @Test
    void whatHasTheNamesOfEverySpanBecomesAThirdSmallerThanAlone() {
        byte[] span = """
                {"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"desk"}}]},"scope":{"name":"x"},\
                "span":{"traceId":"5b8efff798038103d269b633813fc60c","spanId":"eee19b7ec3c1b174","name":"chat gpt-4o",\
                "kind":3,"startTimeUnixNano":"1764000000123456789","endTimeUnixNano":"1764000001123456789",\
                "attributes":[{"key":"gen_ai.operation.name","value":{"stringValue":"chat"}}]}}""".getBytes();
        assertThat(Bytes.pack(span)).hasSizeLessThan(Zstd.compress(span, 1).length * 2 / 3);
        assertThat(Bytes.unpack(Bytes.pack(span))).isEqualTo(span);
    }

    /// What was packed with it is on record and must be read in years to come.
    @Test
    void theFirstDictionaryStaysAsItIs() throws Exception {
        byte[] names = Bytes.class.getResourceAsStream("/packing/names-1.txt").readAllBytes();
        assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(names)))
                .isEqualTo("de2892dc362fdeb559bd672cea813ab802f54f126765f56d04d5a9065a1d5562");
        assertThat(
                        Bytes.unpack(
                                HexFormat.of()
                                        .parseHex(
                                                "0128b52ffd203c550100e86f726465722d383831322f726566756e642f312e72657175657374227d03003507385f670bf0ea8e15")))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"externalId\":\"order-8812/refund/1\",\"type\":\"refund.request\"}");
    }

    @Test
    void whatWasStoredAsAFrameAloneIsRead() {
        byte[] text = "{\"a\":1}".repeat(5_000).getBytes();
        assertThat(Bytes.unpack(Zstd.compress(text, 1))).isEqualTo(text);
    }

    /// Documents of earlier versions of Redress.
    @Test
    void whatWasStoredAsZlibIsRead() throws Exception {
        byte[] text = "{\"a\":1}".repeat(5_000).getBytes();
        ByteArrayOutputStream old = new ByteArrayOutputStream();
        try (DeflaterOutputStream zlib = new DeflaterOutputStream(old)) {
            zlib.write(text);
        }
        assertThat(Bytes.unpack(old.toByteArray())).isEqualTo(text);
    }

    @Test
    void everyDamageIsNoticedOrChangesNothingButNeverBreaksOut() {
        byte[] text = "{\"name\":\"value\"}".repeat(50).getBytes();
        byte[] packed = Bytes.pack(text);
        for (int i = 0; i < packed.length; i++) {
            byte[] cut = Arrays.copyOf(packed, i);
            assertThatThrownBy(() -> Bytes.unpack(cut)).isInstanceOf(IllegalStateException.class);
        }
        byte[] hugeClaim = packed.clone();
        Arrays.fill(hugeClaim, 5, 15, (byte) 0xFF);
        assertThatThrownBy(() -> Bytes.unpack(hugeClaim)).isInstanceOf(IllegalStateException.class);
    }
}
