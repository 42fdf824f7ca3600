package dev.redress.notify;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {

    @ParameterizedTest
    @CsvSource({
        "name@example.com, name@example.com",
        "first.last+tag@mail.example.co.uk, first.last+tag@mail.example.co.uk",
        "o'brien@example.ie, o'brien@example.ie",
        "jan@müller.de, jan@xn--mller-kva.de",
        "علي@example.com, "
    })
    void isUsableWhenMailCanGoToIt(String given, String wire) {
        assertThat(Address.usable(given)).isEqualTo(wire);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "name",
                "@example.com",
                "name@",
                "name@example",
                "a b@example.com",
                "a@b@example.com",
                "a@example.com>",
                "<a@example.com>",
                "Name <a@example.com>",
                "a@example.com, b@example.com",
                "a@example.com\r\nRCPT TO:<b@example.com>",
                "a\r\nBcc: b@example.com@example.com",
                "a@example.com\u0000",
                "a@.example.com",
                "a@exam..ple.com"
            })
    void isOfNoUseWhenAMachineCouldReadAnythingElseInIt(String given) {
        assertThat(Address.usable(given)).isNull();
    }

    @Test
    void ofMoreThanTheProtocolAllowsIsOfNoUse() {
        assertThat(Address.usable("a".repeat(65) + "@example.com")).isNull();
        assertThat(Address.usable("a@" + "b".repeat(60).repeat(4) + ".com")).isNull();
    }

    @Test
    void isMaskedSoThatItCanBeRecognisedAndNotUsed() {
        assertThat(Address.masked("maria@example.com")).isEqualTo("m…@example.com");
        assertThat(Address.maskedIn("550 <maria@example.com> or paul@example.org: no"))
                .isEqualTo("550 <m…@example.com> or p…@example.org: no");
    }
}
