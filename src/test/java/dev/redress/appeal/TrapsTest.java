package dev.redress.appeal;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redress.Chain;
import dev.redress.SignIn;
import dev.redress.Tables;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What went wrong in other appeal systems on the person's side, each seen not to happen here. The others are
/// `StatesTest` (T8, an appeal that stays pending for ever), `AdmissionTest` and `RecordRequestsTest` (the words of an
/// appeal
/// that is not taken, or won by default), `LinksTest` and `LinkKeysTest` (T14, a short MAC, a link that never ends),
/// `NamesTest` (T15, names that leak) and
/// `MailIT` (T10, a message that is never sent).
@QuarkusTest
class TrapsTest {

    @Inject
    Tables tables;

    /// T10: a ruling was made, and the message or the remedy never happened. What must follow is written with it.
    @Test
    void whatFollowsARulingIsWrittenInItsTransaction() {
        String type = Chain.fresh("trap");
        Chain.register(type, Map.of("blind", false));
        String token = Chain.link(type);
        Chain.appeal(token, """
                {"grounds": ["SOMETHING_ELSE"], "contact": {"email": "amal@example.org"}}""").then().statusCode(201);
        String ruling = Chain.overturn("rita", type).path("id");
        for (String row : List.of(
                "outgoing_message o WHERE o.about = r.id AND o.kind = 'OUTCOME'",
                "remedy o WHERE o.ruling_id = r.id",
                "label o WHERE o.ruling_id = r.id")) {
            assertThat(tables.column(
                            "SELECT (SELECT count(*) FROM %s AND o.xmin = r.xmin) FROM ruling r WHERE r.id = '%s'"
                                    .formatted(row, ruling)))
                    .as(row)
                    .containsExactly("1");
        }
        assertThat(get("/api/v1/notices/" + token + "/status").<String>path("remedies[0].state"))
                .as("open until it is confirmed")
                .isEqualTo("ORDERED");
    }

    /// A fact that was pointed at travels: to the reviewer beside its proof, into the ruling, and into the label.
    @Test
    void aCorrectedFactTravelsToTheRulingAndTheLabel() {
        String type = Chain.fresh("trap");
        String token = Chain.link(type);
        Matters.form(token, "/appeal/grounds", Map.of("ground", "FACT_WRONG"));
        Matters.form(token, "/appeal/facts", Map.of("fact", "f1"));
        Matters.form(token, "/appeal/fact-1", Map.of("value", "2026-11-01"));
        given().multiPart("file", "receipt.png", SampleFiles.PNG, "image/png")
                .multiPart("factId", "f1")
                .post("/api/v1/notices/" + token + "/evidence")
                .then()
                .statusCode(201);
        Matters.form(token, "/appeal/statement", Map.of("statement", ""));
        Matters.form(token, "/appeal/who", Map.of("self", "yes"));
        Matters.form(token, "/appeal/pause", Map.of("pause", "no"));
        Matters.form(token, "/appeal", Map.of());
        Response claimed = Chain.claim("rita", type);
        String caseId = claimed.then().statusCode(201).extract().path("caseId");
        JsonNode view =
                Chain.tree(SignIn.as("rita").get("/api/v1/cases/" + caseId).asString());
        assertThat(view.at("/appeal/disputedFacts/0/factId").asText()).isEqualTo("f1");
        assertThat(view.at("/appeal/disputedFacts/0/correctValue").asText()).isEqualTo("2026-11-01");
        assertThat(view.toString()).as("what was recorded, and the proof").contains("2026-08-01", "receipt.png");
        Chain.firstView("rita", caseId).then().statusCode(200);
        String label = SignIn.as("rita")
                .contentType("application/json")
                .header("If-Match", "*")
                .body(Chain.overturned(claimed.jsonPath().getLong("fence")).toString())
                .post("/api/v1/cases/" + caseId + "/ruling")
                .then()
                .statusCode(201)
                .extract()
                .path("labelId");
        assertThat(get("/api/v1/notices/" + token + "/status").<String>path("outcome.correctedFacts[0].value"))
                .isEqualTo("2026-11-01");
        JsonNode made = SignIn.as("ana")
                .get("/api/v1/labels?limit=1000")
                .asString()
                .lines()
                .map(Chain::tree)
                .filter(one -> one.path("id").asText().equals(label))
                .findFirst()
                .orElseThrow();
        assertThat(made.at("/humanOutcome/facts/0/id").asText()).isEqualTo("f1");
        assertThat(made.at("/humanOutcome/facts/0/value").asText()).isEqualTo("2026-11-01");
    }

    /// T9: a granted appeal was shown as denied: the words follow decision and verdict, nothing else.
    @ParameterizedTest
    @CsvSource({
        "true, UPHELD, The decision stays as it is.",
        "true, OVERTURNED, You were right. The decision was changed.",
        "true, PARTLY_OVERTURNED, You were partly right. The decision was changed in part.",
        "true, REMITTED, The decision has to be made again.",
        "true, INADMISSIBLE, The appeal could not be taken.",
        "false, UPHELD, The decision stays as it is.",
        "false, OVERTURNED, You were right. The decision was changed.",
        "false, PARTLY_OVERTURNED, You were partly right. The decision was changed in part.",
        "false, REMITTED, The decision has to be made again.",
        "false, INADMISSIBLE, The appeal could not be taken."
    })
    void anAnswerIsToldAsItWasGiven(boolean adverse, Verdict verdict, String told) {
        String type = Chain.fresh("trap");
        Chain.register(type, Map.of("blind", false));
        ObjectNode decision = Chain.decision(type);
        decision.withObjectProperty("subject").put("locale", "en");
        decision.withObjectProperty("outcome").put("adverse", adverse);
        String token = Chain.token(Chain.post(decision).path("appealUrl"));
        Chain.appeal(token).then().statusCode(201);
        Response claimed = Chain.claim("rita", type);
        ObjectNode ruling =
                Chain.overturned(claimed.jsonPath().getLong("fence")).put("verdict", verdict.name());
        if (!verdict.changesOutcome()) {
            ruling.remove(List.of("correctedOutcome", "remedy", "correctedFacts"));
        }
        if (!verdict.needsCause()) {
            ruling.remove("cause");
        }
        Chain.rule("rita", claimed.path("caseId"), ruling).then().statusCode(201);
        assertThat(get("/api/v1/notices/" + token + "/status").<String>path("outcome.verdict"))
                .isEqualTo(verdict.name());
        String page = get("/a/" + token + "/status").asString();
        for (Verdict any : Verdict.values()) {
            assertThat(page.contains(Wording.text(any, Locale.ENGLISH)))
                    .as("%s told of %s", any, verdict)
                    .isEqualTo(any == verdict);
        }
        assertThat(page).contains(told);
    }

    /// T11: an appeal from a mail missed the review page: link and interface are one way in.
    @Test
    void thePageAndTheInterfaceMakeEqualCases() {
        String type = Chain.fresh("trap");
        String byPage = Chain.link(type);
        Matters.form(byPage, "/appeal/grounds", Map.of("ground", "SOMETHING_ELSE"));
        Matters.form(byPage, "/appeal/statement", Map.of("statement", "It is not right."));
        Matters.form(byPage, "/appeal/who", Map.of("self", "yes"));
        Matters.form(byPage, "/appeal/pause", Map.of("pause", "yes"));
        Matters.form(byPage, "/appeal/contact", Map.of("email", "amal@example.org"));
        Matters.form(byPage, "/appeal", Map.of());
        String byInterface = Chain.link(type);
        Chain.appeal(byInterface, """
                {"grounds": ["SOMETHING_ELSE"], "statement": "It is not right.", "pauseRequested": true,
                 "contact": {"email": "amal@example.org", "locale": "de"}}""").then().statusCode(201);
        assertThat(claimed(type)).isEqualTo(claimed(type));
    }

    /// T13: a link was used up by a mail scanner: opening changes no row, whatever page it is.
    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "OPTIONS"})
    void openingAnyPageChangesNothing(String method) throws InterruptedException {
        Map<String, String> pages = Matters.pages("en");
        while (!tables.column("SELECT count(*) FROM commitment_unread").equals(List.of("0"))) {
            Thread.sleep(100); // what was promised is still being held against what was done
        }
        Map<String, String> before = tables.state();
        pages.forEach((name, path) -> given().redirects().follow(false).request(method, path));
        assertThat(tables.state()).isEqualTo(before);
    }

    /// What the reviewer reads of the next case, without what no two cases share.
    private static JsonNode claimed(String type) {
        String caseId =
                Chain.claim("rita", type).then().statusCode(201).extract().path("caseId");
        ObjectNode view =
                Chain.tree(SignIn.as("rita").get("/api/v1/cases/" + caseId).asString());
        ObjectNode appeal = (ObjectNode) view.get("appeal");
        appeal.remove(List.of("id", "filedAt"));
        ObjectNode kept = appeal.objectNode();
        kept.set("appeal", appeal);
        kept.set("origin", view.get("origin"));
        kept.set("blind", view.get("blind"));
        return kept;
    }
}
