package dev.redress.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redress.Chain;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Write to mia.li+1@mail.example.com.            | Write to [EMAIL_1].
            mia@example.com or MIA@example.com, not a@b.de | [EMAIL_1] or [EMAIL_1], not [EMAIL_2]
            Call +49 30 901820 or 030 901820               | Call [PHONE_1] or [PHONE_1]
            Call +1 212-736-5000 today                     | Call [PHONE_1] today
            Pay to DE89 3704 0044 0532 0130 00 BY Friday   | Pay to [IBAN_1] BY Friday
            GB82WEST12345698765432, again GB82 WEST 1234 5698 7654 32 | [IBAN_1], again [IBAN_1]
            Card 4111 1111 1111 1111                       | Card [CARD_1]
            """)
    void takesOutWhatLeadsToAPerson(String said, String kept) {
        assertThat(new Redaction("DE").of("/rationale", said)).isEqualTo(kept);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "You bought it on 2024-05-20 at 15:00, order 8812, 49.90 EUR.",
                "Flights HAT136 and HAT039 on 2024-05-20, payment certificate_7504069 and credit_card_4421486.",
                "Reservation 4WQ150 of 1.234.567,00 EUR; clause 3.2; sha256:9f86d081884c7d659a2feaa0c55ad015",
                "2026-11-23T09:30:00Z, tracking 00340434161094042557, IP 10.0.0.1, 12345678901234567890",
                "trace 4bf92f3577b34da6a3ce929d0e0e4736, id 019ab1c2-6e00-7a3b-8c4d-5e6f70819203",
                "[EMAIL_1] wrote to [PHONE_2]"
            })
    void leavesWhatDoesNot(String said) {
        assertThat(new Redaction("DE").of("/rationale", said)).isEqualTo(said);
        assertThat(new Redaction("US-CA").of("/rationale", said)).isEqualTo(said);
        assertThat(new Redaction(null).of("/rationale", said)).isEqualTo(said);
    }

    @Test
    void givesOneValueOnePlaceholderInTheWholeRecordAndSaysWhereItStood() {
        JsonNode input = Chain.tree("""
                {"customer": {"first_name": "Mia", "email": "mia@example.com", "dob": "1990-04-05", "tier": "gold"},
                 "messages": [{"content": "I am Mia, mia@example.com."}, {"content": "Miami at 15:00"}],
                 "by": {"mia@example.com": 2}}""");
        Redaction redaction = new Redaction("US").knowing(input);
        assertThat(redaction.of("/input", input)).isEqualTo(Chain.tree("""
                        {"customer": {"first_name": "[NAME_1]", "email": "[EMAIL_1]", "dob": "[BIRTH_DATE_1]",
                          "tier": "gold"},
                         "messages": [{"content": "I am [NAME_1], [EMAIL_1]."}, {"content": "Miami at 15:00"}],
                         "by": {"[EMAIL_1]": 2}}"""));
        assertThat(redaction.of("/rationale", "Mia was right.")).isEqualTo("[NAME_1] was right.");
        assertThat(redaction.pointers())
                .containsExactly(
                        "/input/customer/first_name",
                        "/input/customer/email",
                        "/input/customer/dob",
                        "/input/messages/0/content",
                        "/input/by/[EMAIL_1]",
                        "/rationale");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "1", "@", "+1 ", "DE12 ", "a@", "4111 ", "a.", "(0"})
    void takesNoLongTimeForAnyText(String piece) {
        Instant start = Instant.now();
        new Redaction("US").of("/input", piece.repeat(400_000 / piece.length()));
        assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(5));
    }
}
