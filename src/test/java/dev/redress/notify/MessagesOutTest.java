package dev.redress.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.microsoft.playwright.Page;
import dev.redress.Chain;
import dev.redress.MailServer;
import dev.redress.SignIn;
import dev.redress.Tables;
import dev.redress.appeal.Reach;
import dev.redress.browser.Axe;
import dev.redress.browser.Browser;
import dev.redress.browser.Look;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What operators see and do about messages that went out.
@QuarkusTest
@TestProfile(MailOn.class)
@ExtendWith(Browser.Extension.class)
class MessagesOutTest {

    private static MailServer server;

    @Inject
    Persons persons;

    @Inject
    Reach reach;

    @Inject
    Tables tables;

    @BeforeAll
    static void start() {
        server = MailServer.at(MailOn.port()).start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void showWhetherMailArrivesButNeitherTheAddressNorTheWords() throws Exception {
        Persons.Person person = persons.appealing("de");
        String id = sent(person);
        Response list = SignIn.as("otto").queryParam("limit", 200).get("/api/v1/messages-out");
        Map<String, Object> message = list.jsonPath().getMap("items.find { it.id == '" + id + "' }");
        assertThat(message)
                .containsEntry("kind", "RECEIVED")
                .containsEntry("state", "SENT")
                .containsEntry("to", "p…@example.org")
                .containsEntry("language", "de")
                .containsEntry("tries", 1)
                .containsEntry("nextTryAt", null);
        assertThat(list.asString()).doesNotContain(person.email(), person.token());
    }

    @Test
    void comeInPagesNewestFirst() throws Exception {
        sent(persons.appealing("en"));
        sent(persons.appealing("en"));
        sent(persons.appealing("en"));
        List<String> seen = new ArrayList<>();
        String cursor = null;
        for (int i = 0; i < 3; i++) {
            Response page = SignIn.as("otto")
                    .queryParam("state", "SENT")
                    .queryParam("limit", 1)
                    .queryParam("cursor", cursor == null ? "" : cursor)
                    .get("/api/v1/messages-out");
            page.then().statusCode(200);
            seen.add(page.path("items[0].id"));
            cursor = page.path("next");
        }
        assertThat(seen).doesNotHaveDuplicates().isSortedAccordingTo(java.util.Comparator.reverseOrder());
    }

    @Test
    void canComeBackLaterWhichIsKnownOnceHoweverOftenItIsReported() throws Exception {
        Persons.Person person = persons.appealing("en");
        String id = sent(person);
        assertThat(reach.bounced(person.decision())).isFalse();
        for (int i = 0; i < 2; i++) {
            bounce(id, "550 5.1.1 <" + person.email() + "> moved away")
                    .then()
                    .statusCode(200)
                    .body("state", equalTo("BOUNCED"))
                    .body("lastError", endsWith("<p…@example.org> moved away"));
        }
        assertThat(reach.bounced(person.decision())).isTrue();
        assertThat(tables.column("SELECT actor_kind || ' ' || actor_id || ' ' || detail FROM journal "
                        + "WHERE act = 'MESSAGE_BOUNCED' AND decision_id = '" + person.decision() + "'"))
                .singleElement()
                .asString()
                .startsWith("OPERATOR otto")
                .doesNotContain("@");
        persons.tell(person, "We have your paper.", false);
        server.await(person.email(), 2);
        for (int i = 0; i < 100 && reach.bounced(person.decision()); i++) {
            Thread.sleep(20);
        }
        assertThat(reach.bounced(person.decision())).as("the next one arrived").isFalse();
    }

    @Test
    void goOnceMoreWhenAnOperatorSaysSo() throws Exception {
        Persons.Person person = persons.appealing("en");
        String id = sent(person);
        SignIn.as("otto").post("/api/v1/messages-out/" + id + "/retry").then().statusCode(409);
        bounce(id, "mailbox full").then().statusCode(200);
        SignIn.as("otto")
                .post("/api/v1/messages-out/" + id + "/retry")
                .then()
                .statusCode(200)
                .body("state", equalTo("WAITING"))
                .body("endedAt", nullValue());
        assertThat(server.await(person.email(), 2).header("Message-ID")).contains(id);
    }

    @Test
    void makeTheWishForALostLinkOpenAgain() throws Exception {
        String email = Persons.address();
        var decision = Chain.decision("mail");
        decision.withObjectProperty("subject").putObject("contact").put("email", email);
        UUID id = UUID.fromString(Chain.post(decision).path("id"));
        persons.wantLink(id, false, java.time.Clock.systemUTC().instant());
        server.await(email, 1);
        assertThat(wishes()).doesNotContain(id);
        String message = awaitSent("decision_id", id);
        bounce(message, "no such mailbox").then().statusCode(200);
        assertThat(wishes()).contains(id);
    }

    @Test
    void refuseWhatCannotBe() throws Exception {
        String id = sent(persons.appealing("en"));
        bounce(id, " ").then().statusCode(422);
        bounce(id, "x".repeat(501)).then().statusCode(422);
        bounce(id, "a\u0000b").then().statusCode(422);
        bounce(UUID.randomUUID().toString(), "gone").then().statusCode(404);
        bounce("nonsense", "gone").then().statusCode(404);
        SignIn.as("otto").get("/api/v1/messages-out?state=LOST").then().statusCode(400);
        SignIn.as("otto").get("/api/v1/messages-out?limit=0").then().statusCode(400);
        SignIn.as("otto").get("/api/v1/messages-out?cursor=x").then().statusCode(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rita", "lena", "ana", "ada"})
    void areForOperatorsAlone(String person) {
        SignIn.as(person).get("/api/v1/messages-out").then().statusCode(403);
        SignIn.as(person)
                .post("/api/v1/messages-out/" + UUID.randomUUID() + "/retry")
                .then()
                .statusCode(403);
        SignIn.as(person).get("/messages-out").then().statusCode(403);
        Chain.agent().get("/api/v1/messages-out").then().statusCode(403);
        RestAssured.get("/api/v1/messages-out").then().statusCode(401);
    }

    @Test
    void areAPageThatPutsTheLostOnTop(Browser browser) throws Exception {
        Persons.Person person = persons.appealing("en");
        bounce(sent(person), "no such mailbox, said the page's test").then().statusCode(200);
        Page page = browser.open(Look.DESK.withoutScripts());
        SignIn.open(page, "otto", "/messages-out");
        assertThat(page.locator("h1").textContent()).isEqualTo("Messages out");
        Axe.assertNoViolations(page);
        browser.shot(page, "messages-out");
        var lost = page.locator("tr:has-text(\"said the page's test\")");
        assertThat(lost.textContent())
                .contains("Received", "Bounced", "p…@example.org")
                .doesNotContain(person.email());
        lost.locator("button").click();
        page.waitForURL("**/messages-out");
        server.await(person.email(), 2);
        browser.assertQuiet();
    }

    private String sent(Persons.Person person) throws InterruptedException {
        server.await(person.email(), 1);
        return awaitSent("appeal_id", person.appeal());
    }

    private String awaitSent(String column, UUID id) throws InterruptedException {
        for (int i = 0; i < 200; i++) {
            List<String> found = tables.column(
                    "SELECT id FROM outgoing_message WHERE state = 'SENT' AND " + column + " = '" + id + "'");
            if (!found.isEmpty()) {
                return found.getFirst();
            }
            Thread.sleep(20);
        }
        throw new AssertionError("never marked as sent");
    }

    private static Response bounce(String id, String reason) {
        return SignIn.as("otto")
                .contentType(ContentType.JSON)
                .body(Map.of("reason", reason))
                .post("/api/v1/messages-out/" + id + "/bounce");
    }

    private static List<UUID> wishes() {
        return SignIn.as("otto").get("/api/v1/link-requests").jsonPath().getList("items.decisionId", UUID.class);
    }
}
