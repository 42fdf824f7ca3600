package dev.redress.decision;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redress.Chain;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The words that an agent shows beside its decision.
@QuarkusTest
class NoticeTextsTest {

    @ParameterizedTest
    @CsvSource({
        "en, A machine decided this., Tuesday",
        "de-AT, Das hat eine Maschine entschieden., Dienstag",
        "fr, Une machine a décidé seule., mardi",
        "es, Lo decidió una máquina sola., martes",
        "pl, Program komputerowy sam podjął tę decyzję., wtorek",
        "ar, اتخذ برنامج حاسوب هذا القرار وحده., الثلاثاء",
        "xx, A machine decided this., Tuesday"
    })
    void areInThePersonsLanguageWithTheWeekday(String locale, String decided, String weekday) {
        ObjectNode decision = Chain.decision(Chain.fresh("words")).put("decidedAt", "2026-11-24T12:00:00Z");
        Chain.register(
                decision.get("type").asText(),
                Map.of("window", Map.of("amount", 56, "unit", "DAYS"))); // eight weeks: the same weekday
        decision.withObjectProperty("subject").put("locale", locale);
        Response first = Chain.post(decision);
        String text = first.path("notice.text");
        assertThat(text).startsWith(decided).contains(weekday).endsWith(": " + first.path("appealUrl"));
        assertThat(Chain.post(decision).<String>path("notice.text")).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "PARTIALLY, A machine and a person decided this.",
        "NOT, A person decided this.",
        ", Something was decided for you."
    })
    void sayOfTheMachineWhatTheAgentSaid(String automation, String decided) {
        ObjectNode decision = Chain.decision(Chain.fresh("words"));
        decision.withObjectProperty("subject").put("locale", "en");
        decision.withObjectProperty("outcome").put("adverse", false);
        decision.remove("automation");
        if (automation != null) {
            decision.put("automation", automation);
        }
        assertThat(Chain.post(decision).<String>path("notice.text")).startsWith(decided);
    }

    @Test
    void promiseNoAppealWhereThereIsNone() {
        ObjectNode decision = Chain.decision(Chain.fresh("words"));
        decision.withObjectProperty("subject").put("locale", "en");
        Chain.register(
                decision.get("type").asText(), Map.of("appealable", false, "notAppealableBecause", "Only a draft."));
        Response answer = Chain.post(decision);
        assertThat(answer.<String>path("notice.text"))
                .isEqualTo("A machine decided this. No person took part. See what was decided and why: "
                        + answer.path("appealUrl"));
    }
}
