package dev.redress.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.redress.Chain;
import java.lang.management.ManagementFactory;
import java.time.Duration;
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
            My card is 4111 1111 1111 1111.                | My card is [CARD_1].
            4111 1111 1111 1111 12/28, order 12 4111111111111111 | [CARD_1] 12/28, order 12 [CARD_1]
            No. 7 4111-1111-1111-1111, ref.4111111111111111 | No. 7 [CARD_1], ref.[CARD_1]
            4111\u00A01111\u00A01111\u00A01111 or DE89\u00A03704\u00A00044\u00A00532\u00A00130\u00A000 | [CARD_1] or [IBAN_1]
            AB12 DE89 3704 0044 0532 0130 00               | AB12 [IBAN_1]
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
    void looksIntoNumbersToo() {
        JsonNode input = Chain.tree(
                "{\"card\": 4111111111111111, \"line\": 2127365000, \"cents\": 4990, \"at\": 1732353000000, \"share\": 0.5}");
        Redaction redaction = new Redaction("US");
        assertThat(redaction.of("/input", input))
                .isEqualTo(
                        Chain.tree(
                                "{\"card\": \"[CARD_1]\", \"line\": \"[PHONE_1]\", \"cents\": 4990, \"at\": 1732353000000, \"share\": 0.5}"));
        assertThat(redaction.pointers()).containsExactly("/input/card", "/input/line");
    }

    @Test
    void findsNamesInCapitalsAndOfSeveralWords() {
        Redaction redaction = new Redaction("US").knowing(Chain.tree("""
                {"first_name": "Mia", "last_name": "van der Berg", "full_name": "Mia van der Berg", "surname": "Li"}"""));
        assertThat(redaction.of("/rationale", "MIA and Mia van der Berg, of the van der Bergs; Miami, van der_Berg"))
                .isEqualTo("[NAME_1] and [NAME_3], of the van der Bergs; Miami, van der_Berg");
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
    @ValueSource(strings = {"a", "1", "@", "+1 ", "DE12 ", "a@", "4111 ", "a.", "(0", "a@b.cc ", "+4930901820 "})
    void takesNoLongTimeForAnyText(String piece) {
        Duration start = worked();
        new Redaction("US").of("/input", piece.repeat(400_000 / piece.length()));
        assertThat(worked().minus(start)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void takesNoLongTimeForAnyNumberOfNames() {
        ArrayNode people = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < 20_000; i++) {
            people.addObject().put("first_name", "Name" + i);
        }
        Duration start = worked();
        assertThat(new Redaction("US").knowing(people).of("/input", "Nobody Name7 ".repeat(30_000)))
                .startsWith("Nobody [NAME_8] Nobody");
        assertThat(worked().minus(start)).isLessThan(Duration.ofSeconds(5));
    }

    /// The time of this thread alone, whatever else the machine does.
    private static Duration worked() {
        return Duration.ofNanos(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime());
    }
}
