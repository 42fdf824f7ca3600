package dev.redress.appeal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redress.Chain;
import dev.redress.SignIn;
import dev.redress.StoppableClock;
import dev.redress.Tables;
import dev.redress.Together;
import dev.redress.platform.Ids;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class RenewalTest {

    /// What whoever sends mail would hear.
    @ApplicationScoped
    public static class Heard {

        final List<String> wishes = new CopyOnWriteArrayList<>();

        void hear(@Observes LinkWanted wanted) {
            wishes.add(wanted.decision().id() + (wanted.expired() ? " expired" : " locked"));
        }

        List<String> of(String decision) {
            return wishes.stream().filter(wish -> wish.startsWith(decision)).toList();
        }
    }

    @Inject
    Tables tables;

    @Inject
    Heard heard;

    private final Caller caller = Caller.somewhere();

    @Test
    void whoCannotAnswerTheQuestionCanAskForANewLink() {
        Response recorded = Chain.post(asking(Map.of("email", "a@example.org")));
        String token = Chain.token(recorded.path("appealUrl"));
        caller.get("/a/" + token)
                .then()
                .body(containsString("I cannot answer this"))
                .body(containsString("action=\"/a/" + token + "/renewal\""));
        caller.post("/a/" + token + "/renewal")
                .then()
                .statusCode(200)
                .body(containsString("If we have an address for you, we send a new link there."));
        String id = recorded.path("id");
        assertThat(wishes(id)).containsExactly("APPELLANT {\"expired\":false}");
        assertThat(heard.of(id)).containsExactly(id + " locked");
    }

    @Test
    void theWayOutIsThereAfterTooManyWrongAnswers() {
        String token = Chain.token(Chain.post(asking(null)).path("appealUrl"));
        for (int i = 0; i < Visits.TRIES; i++) {
            caller.form("/a/" + token + "/verification", "answer", "wrong");
        }
        caller.form("/a/" + token + "/verification", "answer", "1234")
                .then()
                .statusCode(429)
                .body(containsString("I cannot answer this"));
        caller.post("/a/" + token + "/renewal").then().statusCode(200);
    }

    @Test
    void everybodyIsAnsweredAlikeWhateverIsOnRecord() {
        String with =
                Chain.token(Chain.post(asking(Map.of("email", "a@example.org"))).path("appealUrl"));
        String without = Chain.token(Chain.post(asking(null)).path("appealUrl"));
        String expected = caller.post("/a/" + with + "/renewal").asString().replace(with, "");
        assertThat(caller.post("/a/" + without + "/renewal").asString().replace(without, ""))
                .isEqualTo(expected);
        for (int i = 0; i < 5; i++) {
            assertThat(caller.post("/a/" + without + "/renewal").asString().replace(without, ""))
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a/", "/api/v1/notices/"})
    void threeWishesADayArePassedOn(String path) throws Exception {
        Response recorded = Chain.post(asking(null));
        String token = Chain.token(recorded.path("appealUrl"));
        String id = recorded.path("id");
        int expected = path.startsWith("/api") ? 202 : 200;
        assertThat(Together.call(8, i -> caller.post(path + token + "/renewal").statusCode()))
                .containsOnly(expected);
        assertThat(wishes(id)).hasSize(3);
        assertThat(heard.of(id)).hasSize(3);
        try (StoppableClock.Moved _ = StoppableClock.ahead(Duration.ofHours(25))) {
            caller.post(path + token + "/renewal").then().statusCode(expected);
        }
        assertThat(wishes(id)).hasSize(4);
    }

    @Test
    void anExpiredLinkIsRenewedByPageAndByApi() {
        Response recorded = Chain.post(Chain.decision("renewal"));
        String token = Chain.token(recorded.path("appealUrl"));
        String id = recorded.path("id");
        try (StoppableClock.Moved _ = StoppableClock.ahead(Duration.ofDays(1_000))) {
            caller.post("/api/v1/notices/" + token + "/renewal").then().statusCode(202);
            caller.post("/a/" + token + "/renewal")
                    .then()
                    .statusCode(200)
                    .body(containsString("Wenn wir eine Adresse von Ihnen haben"));
        }
        assertThat(wishes(id)).containsExactly("APPELLANT {\"expired\":true}", "APPELLANT {\"expired\":true}");
        assertThat(SignIn.as("otto").get("/api/v1/link-requests").jsonPath().getList("items.decisionId"))
                .contains(id);
    }

    @Test
    void aLinkThatWorksNeedsNoOtherAndAWrongOneGetsNone() {
        Response recorded = Chain.post(Chain.decision("renewal"));
        String token = Chain.token(recorded.path("appealUrl"));
        caller.post("/api/v1/notices/" + token + "/renewal").then().statusCode(409);
        caller.post("/a/" + token + "/renewal").then().statusCode(200).body(containsString("Was entschieden wurde"));
        String id = recorded.path("id");
        Chain.agent().delete("/api/v1/decisions/" + id + "/link");
        for (String bad : List.of(token, "A".repeat(80))) {
            caller.post("/api/v1/notices/" + bad + "/renewal").then().statusCode(404);
            caller.post("/a/" + bad + "/renewal").then().statusCode(404);
        }
        assertThat(wishes(id)).isEmpty();
    }

    private List<String> wishes(String decision) {
        return tables.column(
                "SELECT actor_kind || ' ' || detail FROM journal WHERE act = 'LINK_REQUESTED' AND decision_id = '"
                        + UUID.fromString(decision) + "'");
    }

    private static ObjectNode asking(Map<String, String> contact) {
        ObjectNode decision = Chain.decision("renewal");
        ObjectNode subject = decision.withObjectProperty("subject");
        String digest = HexFormat.of().formatHex(Ids.sha256().digest("1234".getBytes(StandardCharsets.UTF_8)));
        subject.put("locale", "en");
        subject.putPOJO("verification", Map.of("hint", "the last 4 digits", "digest", "sha256:" + digest));
        if (contact != null) {
            subject.putPOJO("contact", contact);
        }
        return Chain.tree(decision.toString());
    }
}
