package dev.redress.telemetry.sampling;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SamplingFileTest {

    private static final String WHOLE = """
            {"version": "1", "combination": "EQUALIZING", "drawAfter": "PT1H", "groups": {"EU": ["DE", "FR"]}, "strata": [
              %s
              {"name": "rest", "probability": 0.5, "keep": {"amount": 1, "unit": "DAYS", "from": "FIRST_SPAN"}}]}""";

    private static final Instant AT = Instant.parse("2026-11-25T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "credit.card, true, DE, eu-credit",
        "credit.card, true, DE-BY, eu-credit",
        "credit.card, true, de-by, eu-credit",
        "credit.card, true, US, rest",
        "credit.card, true, , rest",
        "creditor, true, DE, rest",
        "credit.card, false, DE, rest"
    })
    void theFirstStratumThatFitsHolds(String type, boolean adverse, String place, String stratum) {
        SamplingPolicy policy = read("""
                {"name": "eu-credit", "adverse": true, "decisionTypes": ["credit.*"], "jurisdictions": ["EU"], "probability": 1,
                 "keep": {"amount": 1, "unit": "MONTHS", "from": "DECISION"}},""");
        assertThat(policy.stratum(new Stratum.Decided(type, adverse, true, place, AT, AT), false)
                        .name())
                .isEqualTo(stratum);
        assertThat(policy.stratum(null, true).name()).isEqualTo("rest");
    }

    @Test
    void theFloorIsCountedFromTheDecision() {
        Stratum stratum = read("""
                {"name": "floor", "adverse": true, "probability": 1, "atLeast": {"amount": 6, "unit": "MONTHS"},
                 "keep": {"amount": 14, "unit": "DAYS", "from": "WINDOW_END"}},""").strata().getFirst();
        Instant soon = Instant.parse("2026-12-09T12:00:00Z");
        Instant late = Instant.parse("2027-11-25T12:00:00Z");
        assertThat(stratum.keepUntil(new Stratum.Decided("a", true, true, null, AT, soon), AT))
                .isEqualTo("2027-05-25T12:00:00Z");
        assertThat(stratum.keepUntil(new Stratum.Decided("a", true, true, null, AT, late), AT))
                .isEqualTo("2027-12-09T12:00:00Z");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\": \"a\", \"probability\": 0}|/strata/0/probability must be a number from 0.000001 to 1",
                "{\"name\": \"a\", \"probability\": \"1\"}|/strata/0/probability must be a number",
                "{\"name\": \"A\", \"probability\": 1}|/strata/0/name must be small letters",
                "{\"name\": \"a\", \"p\": 1}|/strata/0/p is not a member here",
                "{\"name\": \"a\", \"probability\": 1, \"keep\": {\"amount\": 1, \"unit\": \"DAYS\", \"from\": \"NOW\"}}|/strata/0/keep/from must be one of WINDOW_END",
                "{\"name\": \"a\", \"probability\": 1, \"keep\": {\"amount\": 1, \"unit\": \"DAYS\", \"from\": \"DECISION\"}}|/strata/0/keep/from must be FIRST_SPAN where",
                "{\"name\": \"a\", \"adverse\": true, \"probability\": 0.5, \"keep\": {\"amount\": 1, \"unit\": \"DAYS\", \"from\": \"DECISION\"}, \"atLeast\": {\"amount\": 6, \"unit\": \"MONTHS\"}}|/strata/0/atLeast needs a decision and the probability 1",
                "{\"name\": \"rest\", \"probability\": 1, \"keep\": {\"amount\": 1, \"unit\": \"DAYS\", \"from\": \"FIRST_SPAN\"}}|/strata/1/name is the name of two",
                "{\"name\": \"a\", \"decided\": false, \"adverse\": true, \"probability\": 1, \"keep\": {\"amount\": 1, \"unit\": \"DAYS\", \"from\": \"DECISION\"}}|/strata/0/decided is false"
            })
    void aFaultIsNamedAndStopsTheStart(String stratum, String sentence) {
        assertThatThrownBy(() -> read(stratum + ","))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"most\": 0, \"spans\": 9, \"depth\": 9, \"retries\": 9}|/unusual/most must be a whole number from 1",
                "{\"most\": 9, \"spans\": 1.5, \"depth\": 9, \"retries\": 9}|/unusual/spans must be a whole number",
                "{\"most\": 9, \"spans\": 9, \"depth\": 10001, \"retries\": 9}|/unusual/depth must be",
                "{\"most\": 9, \"spans\": 9, \"depth\": 9}|/unusual/retries must be",
                "{\"most\": 9, \"spans\": 9, \"depth\": 9, \"retries\": 9}|/unusual/keep must be an object",
                "{\"long\": 9}|/unusual/long is not a member here"
            })
    void aFaultInWhatIsUnusualIsNamedToo(String unusual, String sentence) {
        String json = WHOLE.formatted("").replaceFirst("\\{", "{\"unusual\": " + unusual + ", ");
        assertThatThrownBy(() -> SamplingFile.read("own.json", json.getBytes(UTF_8)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void nothingIsUnusualWhereThePolicyDoesNotSay() {
        assertThat(read("").unusual()).isNull();
    }

    @Test
    void aPolicyIsForEveryRun() {
        String json = WHOLE.formatted("").replace("\"probability\": 0.5", "\"failed\": true, \"probability\": 0.5");
        assertThatThrownBy(() -> SamplingFile.read("own.json", json.getBytes(UTF_8)))
                .hasMessageContaining("/strata must have one without further conditions");
    }

    private static SamplingPolicy read(String stratum) {
        return SamplingFile.read("own.json", WHOLE.formatted(stratum).getBytes(UTF_8));
    }
}
