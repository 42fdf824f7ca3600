package dev.redress.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redress.Chain;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class HardToReadTest {

    private static final String OFFICE = "Pursuant to rule 3.2 you cannot have your money back now.";

    private static final String LONG = "We " + "can not ".repeat(15) + "pay.";

    /// Ten words of 34 syllables: 0.39 × 10 + 11.8 × 3.4 − 15.59 = 28.43.
    private static final String HARD =
            "Your reimbursement application necessitates supplementary documentation regarding the original transaction.";

    @Test
    void plainWordsAreAnsweredWithoutAWord() {
        Chain.post(english("We said no.", "You bought this more than 30 days ago. Our limit is 30 days."))
                .then()
                .statusCode(201)
                .body("$", not(hasKey("warnings")));
    }

    @Test
    void everyHardTextIsNamedAndNothingIsRefused() {
        Chain.post(english(HARD, "You bought this more than 30 days ago.", OFFICE, LONG))
                .then()
                .statusCode(201)
                .body("warnings.pointer", contains("/outcome/summary", "/reasons/1/text", "/reasons/2/text"))
                .body("warnings[0].detail", equalTo("is hard to read: Flesch-Kincaid grade 28.4, where 9 is the limit"))
                .body("warnings[1].detail", equalTo("uses words of law and offices: pursuant"))
                .body("warnings[2].detail", equalTo("has a sentence of 32 words, where 30 is the limit"));
    }

    @Test
    void goodNewsMayBeSaidAnyhow() {
        ObjectNode decision = english(HARD, OFFICE);
        decision.withObjectProperty("outcome").put("adverse", false);
        Chain.post(decision).then().statusCode(201).body("$", not(hasKey("warnings")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes", "order", "escapes"})
    void theSameAgainIsAnsweredWithTheSameWarnings(String how) {
        ObjectNode decision = english(HARD, OFFICE, LONG);
        Response first = Chain.agent().body(decision.toString()).post("/api/v1/decisions");
        String again = switch (how) {
            case "order" -> turned(decision).toString();
            case "escapes" -> decision.toString().replace("Pursuant", "\\u0050ursuant");
            default -> decision.toString();
        };
        Response second = Chain.agent().body(again).post("/api/v1/decisions");
        second.then().statusCode(200).header("Idempotent-Replayed", "true");
        assertThat(second.asString()).isEqualTo(first.asString()).contains("\"warnings\":[");
    }

    @Test
    void eachOfABatchHasItsOwn() {
        String body =
                "{\"decisions\":[%s,%s]}".formatted(english("We said no.", OFFICE), english("We said no.", "Late."));
        Chain.agent()
                .body(body)
                .post("/api/v1/decisions/batch")
                .then()
                .statusCode(200)
                .body("results[0].warnings.pointer", contains("/reasons/0/text"))
                .body("results[1]", not(hasKey("warnings")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "de | Die Rückerstattungsvoraussetzungen sind aufgrund unzureichender Nachweisdokumentation nicht erfüllt. | is hard to read: reading ease (Amstad)",
                "de_AT | Sie erhalten hiermit kein Geld. | uses words of law and offices: hiermit",
                "fr | La réglementation applicable exige impérativement des justifications complémentaires préétablies. | is hard to read: reading ease (Kandel-Moles)",
                "es | La documentación complementaria resulta absolutamente indispensable para continuar la tramitación. | is hard to read: reading ease (Fernández-Huerta)",
                "pl | Zakwestionowane rozstrzygnięcie wymaga uzupełnienia dokumentacji potwierdzającej okoliczności zakupu. | is hard to read: FOG-PL index",
                "ar | رفضنا الطلب بموجب القاعدة. | uses words of law and offices: بموجب"
            })
    void isToldByTheMeasureOfThePersonsLanguage(String locale, String text, String detail) {
        ObjectNode decision = english("No.", text);
        decision.withObjectProperty("subject").put("locale", locale);
        List<String> details =
                Chain.post(decision).then().statusCode(201).extract().path("warnings.detail");
        assertThat(details).singleElement().asString().startsWith(detail);
    }

    @Test
    void onlySentencesAreCountedInALanguageWithoutAMeasure() {
        ObjectNode decision = english(
                "Indeferido.",
                "A documentação complementar afigura-se absolutamente indispensável.",
                "não ".repeat(21));
        decision.withObjectProperty("subject").put("locale", "pt-BR");
        Chain.post(decision)
                .then()
                .statusCode(201)
                .body("warnings.pointer", contains("/reasons/1/text"))
                .body("warnings.detail", contains("is hard to read: mean sentence length 21.0, where 20 is the limit"));
    }

    @Test
    void whoSaysNoLanguageIsReadAsEnglish() {
        ObjectNode decision = english("We said no.", OFFICE);
        decision.withObjectProperty("subject").remove("locale");
        Chain.post(decision).then().statusCode(201).body("warnings.pointer", contains("/reasons/0/text"));
    }

    private static ObjectNode english(String summary, String... reasons) {
        ObjectNode decision = Chain.decision("plain");
        decision.withObjectProperty("subject").put("locale", "en");
        decision.withObjectProperty("outcome").put("summary", summary);
        List<Map<String, String>> list = new ArrayList<>();
        for (String reason : reasons) {
            list.add(Map.of("code", "R", "text", reason));
        }
        decision.set("reasons", dev.redress.platform.Json.tree(dev.redress.platform.Json.write(list)));
        return decision;
    }

    private static ObjectNode turned(ObjectNode decision) {
        ObjectNode turned = Chain.tree("{}");
        List<String> names = new ArrayList<>();
        decision.fieldNames().forEachRemaining(names::addFirst);
        names.forEach(name -> turned.set(name, decision.get(name)));
        return turned;
    }
}
