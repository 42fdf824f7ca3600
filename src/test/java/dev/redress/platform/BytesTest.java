package dev.redress.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
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
        Arrays.fill(hugeClaim, 4, 14, (byte) 0xFF);
        assertThatThrownBy(() -> Bytes.unpack(hugeClaim)).isInstanceOf(IllegalStateException.class);
    }
}
