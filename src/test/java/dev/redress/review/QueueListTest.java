package dev.redress.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redress.Chain;
import dev.redress.SignIn;
import dev.redress.Tables;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The list of cases: filters, search, pages both ways, numbers that are true.
@QuarkusTest
class QueueListTest {

    @Inject
    Tables tables;

    @Inject
    QueueCounts counts;

    private final String type = Chain.fresh("list");

    @Test
    void aRulingThatWaitsIsNoCaseThatWaits() {
        Chain.register(type, Map.of("blind", false, "secondApproval", true));
        Held held = Held.by("rita", type);
        QueueCounts.Counts before = counts.now(Instant.now());
        held.rule().then().statusCode(202);
        QueueCounts.Counts after = counts.now(Instant.now());
        assertThat(after.open()).isEqualTo(before.open());
        assertThat(after.claimed()).isEqualTo(before.claimed() - 1);
        assertThat(after.waiting()).isEqualTo(before.waiting());
        assertThat(after.sent() + after.approval()).isEqualTo(before.sent() + before.approval() + 1);
        assertThat(SignIn.as("rita").get("/desk").asString())
                .contains(after.sent() + " sent, " + after.approval() + " waiting for approval");
    }

    /// It is told with the ruling, so it can be asked for.
    @Test
    void aClosedSampleIsFoundAsWhatItWas() throws SQLException {
        String sample = Desk.another(tables, Desk.waiting(type), "AUDIT", -1);
        long fence = Chain.claim("rita", type).jsonPath().getLong("fence");
        Chain.rule("rita", sample, fence).then().statusCode(201);
        String closed = "/api/v1/cases?state=RULED&type=" + type + "&origin=";
        SignIn.as("ravi").get(closed + "AUDIT").then().body("items.id", equalTo(List.of(sample)));
        SignIn.as("ravi").get(closed + "APPEAL").then().body("items", equalTo(List.of()));
    }

    /// A sample that ended because the person appealed offers nothing more to do. Nor does a clock without a zone
    /// break the page, as there were once.
    @Test
    void whatHasEndedOrIsOldHasItsPage() throws SQLException {
        String id = Desk.waiting(type);
        String page = "/desk/cases/" + id;
        tables.change("UPDATE clock SET zone = NULL WHERE appeal_id IN"
                + " (SELECT appeal_id FROM review_case WHERE id = '" + id + "')");
        assertThat(SignIn.as("lena").get(page).then().statusCode(200).extract().asString())
                .contains("take-back-reason");
        tables.change("UPDATE review_case SET closed_at = now(), closed_as = 'APPEALED' WHERE id = '" + id + "'");
        tables.change("DELETE FROM queue_entry WHERE case_id = '" + id + "'");
        assertThat(SignIn.as("lena").get(page).then().statusCode(200).extract().asString())
                .doesNotContain("take-back-reason", "recusal-reason");
    }

    @ParameterizedTest
    @CsvSource({
        "policy, refunds, other",
        "policyVersion, 7, 8",
        "model, gpt-4o-2024-08-06, other",
        "agent, demo-agent, other",
        "jurisdiction, DE, FR",
        "language, de, fr",
        "origin, APPEAL, AUDIT",
        "state, WAITING, CLAIMED",
        "claimable, true, ",
        "mine, , true",
        "held, , true",
        "team, , other",
        "search, november, december"
    })
    void aFilterKeepsWhatFits(String filter, String fits, String fitsNot) {
        Desk.waiting(type);
        String list = "/api/v1/cases?type=" + type + "&" + filter + "=";
        String page = "/desk?type=" + type + "&" + filter + "=";
        if (fits != null) {
            SignIn.as("rita").get(list + fits).then().statusCode(200).body("items.type", equalTo(List.of(type)));
            assertThat(SignIn.as("rita").get(page + fits).asString()).contains("/desk/cases/");
        }
        if (fitsNot != null) {
            SignIn.as("rita").get(list + fitsNot).then().statusCode(200).body("items", equalTo(List.of()));
            assertThat(SignIn.as("rita").get(page + fitsNot).asString())
                    .doesNotContain("/desk/cases/")
                    .contains("No case fits here");
        }
    }

    @Test
    void searchFindsByReferenceSubjectAgentsIdAndThePersonsWords() {
        ObjectNode decision = Chain.decision(type);
        String subject = Chain.fresh("cust");
        decision.withObjectProperty("subject").put("ref", subject);
        String token = Chain.token(Chain.post(decision).path("appealUrl"));
        String reference = Chain.appeal(
                        token,
                        "{\"grounds\": [\"FACT_WRONG\"], \"statement\": \"Zażółć Straße, لم أشتر شيئا; it's <b>odd</b>!\"}")
                .path("reference");
        String externalId = decision.get("externalId").asText();
        for (String typed : List.of(
                reference,
                reference.toLowerCase(),
                reference.substring(0, 7),
                subject,
                externalId,
                externalId.substring(0, externalId.length() - 4),
                "zażółć",
                "ZAŻÓŁĆ straße",
                "أشتر",
                "odd it s")) {
            found(typed).then().body("items.reference", equalTo(List.of(reference)));
        }
        for (String typed : List.of(
                "nothinglikeit", reference + " nothinglikeit", "żó", "' | !", "& : * \\ (", "%", "_", "\\", "--")) {
            found(typed).then().statusCode(200).body("items", equalTo(List.of()));
        }
        found("  ").then().body("items.reference", equalTo(List.of(reference)));
    }

    @Test
    void pagesLeadForwardsAndBack() throws SQLException {
        String first = Desk.waiting(type);
        List<String> all = new ArrayList<>(List.of(first));
        for (int i = 1; i < 7; i++) {
            all.add(Desk.another(tables, first, "AUDIT", i));
        }
        List<String> seen = new ArrayList<>();
        List<List<String>> pages = new ArrayList<>();
        String cursor = "";
        Response page = null;
        while (cursor != null) {
            page = SignIn.as("rita").get("/api/v1/cases?limit=2&type=" + type + "&cursor=" + cursor);
            pages.add(page.path("items.id"));
            seen.addAll(page.path("items.id"));
            cursor = page.path("next");
        }
        assertThat(seen).isEqualTo(all);
        for (int i = pages.size() - 2; i >= 0; i--) {
            page = SignIn.as("rita").get("/api/v1/cases?limit=2&type=" + type + "&cursor=" + page.path("previous"));
            assertThat(page.<List<String>>path("items.id")).isEqualTo(pages.get(i));
            assertThat(page.<String>path("next")).isNotNull();
        }
        page.then().body("previous", nullValue());
        SignIn.as("rita").get("/api/v1/cases?cursor=bm9uZQ").then().statusCode(400);
    }

    /// No number on the page is counted over the open cases, and each is what counting would give.
    @Test
    void theNumbersAreTrueAfterAnyActs() {
        Random random = new Random(7);
        Chain.register(type, Map.of("blind", false));
        List<String> tokens = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            act(random.nextInt(9), tokens, random);
        }
        assertThat(tables.column("""
                SELECT (SELECT sum(open) || ' ' || sum(asked) || ' ' || sum(held) FROM
                        (SELECT open, asked, held FROM case_count UNION ALL SELECT open, asked, held FROM case_change) c)
                    = (SELECT count(*) || ' ' || count(asked_at) || ' ' || (SELECT count(*) FROM hold)
                        FROM review_case WHERE closed_at IS NULL AND purpose = 'REVIEW')""")).containsExactly("t");
        QueueCounts.Counts now = counts.now(java.time.Instant.now());
        assertThat(tables.column("SELECT count(*) FROM review_case WHERE closed_at IS NULL"))
                .as("those of the list")
                .containsExactly(String.valueOf(now.open()));
        assertThat(now.waiting() + now.claimed() + now.asked() + now.held() + now.sent() + now.approval())
                .isEqualTo(now.open());
        assertThat(now.asked()).isPositive();
        assertThat(now.held()).isPositive();
        assertThat(SignIn.as("rita").get("/desk").asString()).contains(now.open() + " open");
    }

    @Test
    void theSumOfManyChangesIsTheSame() throws SQLException {
        long before = counts.now(java.time.Instant.now()).open();
        tables.change("INSERT INTO case_change SELECT 1, 0, 0 FROM generate_series(1, 1500)");
        tables.change("INSERT INTO case_change SELECT -1, 0, 0 FROM generate_series(1, 1490)");
        counts.addUp();
        assertThat(counts.now(java.time.Instant.now()).open()).isEqualTo(before + 10);
        assertThat(Integer.parseInt(
                        tables.column("SELECT count(*) FROM case_change").getFirst()))
                .isLessThan(100);
        tables.change("INSERT INTO case_change VALUES (-10, 0, 0)");
    }

    /// PostgreSQL keeps no U+0000, and a form can carry one.
    @Test
    void aFormWithWhatCannotBeKeptIsRefused() {
        String caseId = Desk.waiting(type);
        Desk.claim("lena", caseId).then().statusCode(200);
        Map.of(
                        "cases/" + caseId + "/first-view",
                        "leaning=UNSURE&note=a%00b",
                        "cases/" + caseId + "/draft",
                        "page=a%00b",
                        "cases/" + caseId + "/handover",
                        "handover-reviewer=a%00b&handover-reason=r",
                        "checks/known-answers",
                        "verdict=UPHELD&reference=a%00b",
                        "claims",
                        "type=a%00b",
                        "views",
                        "delete=a%00b",
                        "roster/conflicts",
                        "person=a%00b&kind=AGENT&ref=x&why=y")
                .forEach((path, form) -> assertThat(SignIn.as("lena")
                                .contentType("application/x-www-form-urlencoded")
                                .body(form)
                                .post("/desk/" + path)
                                .statusCode())
                        .as(path)
                        .isEqualTo(422));
        SignIn.as("lena")
                .formParams(Map.of("leaning", "UNSURE", "note", "x".repeat(4_001)))
                .post("/desk/cases/" + caseId + "/first-view")
                .then()
                .statusCode(422);
    }

    @Test
    void aReviewerSavesViewsOfTheirOwn() {
        String name = Chain.fresh("view");
        save("rita", name, "type=" + type + "&language=de").then().statusCode(201);
        assertThat(SignIn.as("rita").get("/api/v1/views").<List<String>>path("items.name"))
                .contains(name);
        assertThat(SignIn.as("ravi").get("/api/v1/views").<List<String>>path("items.name"))
                .doesNotContain(name);
        assertThat(SignIn.as("rita").get("/desk").asString()).contains("/desk?type=" + type + "&amp;language=de");
        save("rita", name, "javascript:alert(1)//<b>").then().statusCode(422);
        save("rita", "", "type=x").then().statusCode(422);
        SignIn.as("ravi").delete("/api/v1/views/" + name).then().statusCode(404);
        SignIn.as("rita").delete("/api/v1/views/" + name).then().statusCode(204);
    }

    private void act(int what, List<String> tokens, Random random) {
        if (what < 3 || tokens.isEmpty()) {
            tokens.add(Chain.appealed(type));
            return;
        }
        if (what == 3) {
            io.restassured.RestAssured.delete(
                    "/api/v1/notices/" + tokens.remove(random.nextInt(tokens.size())) + "/appeal");
            return;
        }
        Response claimed = Chain.claim("rita", type);
        if (claimed.statusCode() != 201) {
            return;
        }
        String id = claimed.path("caseId");
        switch (what) {
            case 4 -> Desk.act("rita", id, "hold", Map.of("until", Desk.in(Duration.ofDays(3)), "reason", "r"));
            case 5 -> Desk.act("rita", id, "messages", Map.of("text", "When was it?", "question", true));
            case 6 -> Chain.rule("rita", id, claimed.jsonPath().getLong("fence"));
            case 7 -> {
                Desk.act("rita", id, "hold", Map.of("until", Desk.in(Duration.ofDays(3)), "reason", "r"));
                Desk.act("lena", id, "take-back", Map.of("reason", "r"));
            }
            default -> Desk.act("rita", id, "skip", Map.of("reason", "r"));
        }
    }

    private Response found(String typed) {
        return SignIn.as("rita")
                .queryParam("type", type)
                .queryParam("search", typed)
                .get("/api/v1/cases");
    }

    private static Response save(String person, String name, String query) {
        return SignIn.as(person)
                .contentType(ContentType.JSON)
                .body(Map.of("name", name, "query", query))
                .post("/api/v1/views");
    }
}
