package dev.redress.appeal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redress.platform.SettingsFile;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegimesTest {

    private static final List<Regime> SHIPPED =
            RegimesFile.read("regimes.json", SettingsFile.bytes(Optional.empty(), "redress.regimes", "regimes.json"));

    @ParameterizedTest
    @CsvSource({
        "GDPR_12_3, DE, refund.request, 2026-11-25, true",
        "GDPR_12_3, NO, refund.request, 2026-11-25, true",
        "GDPR_12_3, GB, refund.request, 2026-11-25, false",
        "GDPR_12_3, DE, refund.request, 2018-05-24, false",
        "GDPR_12_3, DE, refund.request, 2018-05-25, true",
        "UK_DPA_164A, GB, refund.request, 2026-06-18, false",
        "UK_DPA_164A, GB, refund.request, 2026-06-19, true",
        "REG_B_1002_9, US, credit.card, 2026-11-25, true",
        "REG_B_1002_9, US, creditor, 2026-11-25, false",
        "PWD_11_REPLY, FR, platform-work.suspension, 2026-12-01, false",
        "PWD_11_REPLY, FR, platform-work.suspension, 2026-12-02, true"
    })
    void aLawHoldsWhereForWhatAndWhenItSays(String name, String place, String type, LocalDate day, boolean holds) {
        Regime regime = SHIPPED.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        assertThat(regime.isFor(List.of(place), type, day)).isEqualTo(holds);
        assertThat(regime.isFor(List.of(), type, day))
                .as("an unknown jurisdiction")
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"regimes\": [{\"name\": \"PROMISE\"}]}|/regimes/0/name must be a name in capitals",
                "{\"regimes\": [{\"name\": \"A\"}]}|/regimes/0/source must be a text",
                "{\"regimes\": [{\"name\": \"A\", \"laws\": 1}]}|/regimes/0/laws is not a member here",
                "{\"regimes\": [ENTRY, ENTRY]}|/regimes/1/name is the name of two",
                "{\"regimes\": [{\"name\": \"A\", \"source\": \"https://x.example/\", \"checkedOn\": \"2026-11-25\", \"title\": \"a\", \"kind\": \"RULING\", \"term\": {\"amount\": 0, \"unit\": \"DAYS\"}}]}|/regimes/0/term/amount must be a number from 1",
                "{\"regimes\": [{\"name\": \"A\", \"source\": \"https://x.example/\", \"checkedOn\": \"2026-11-25\", \"title\": \"a\", \"kind\": \"NEVER\", \"term\": {\"amount\": 1, \"unit\": \"DAYS\"}}]}|/regimes/0/kind must be one of ACKNOWLEDGEMENT"
            })
    void aFaultIsNamedAndStopsTheStart(String json, String sentence) {
        String whole = json.replace("ENTRY", """
                {"name": "A", "title": "a", "kind": "RULING", "term": {"amount": 1, "unit": "DAYS"}, "pauses": true,
                 "movesToBusinessDay": false, "source": "https://x.example/", "checkedOn": "2026-11-25"}""");
        assertThatThrownBy(() -> RegimesFile.read("own.json", whole.getBytes(UTF_8)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("in own.json, ")
                .hasMessageContaining(sentence);
    }
}
