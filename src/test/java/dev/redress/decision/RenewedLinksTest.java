package dev.redress.decision;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redress.Chain;
import dev.redress.StoppableClock;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RenewedLinksTest {

    private static final Duration YEARS = Duration.ofDays(900);

    @Inject
    Links links;

    @Inject
    Decisions decisions;

    @Inject
    Clock clock;

    @Test
    void oneThatRanOutIsGoodAgainForNinetyDaysUnderAnotherToken() {
        Response recorded = Chain.post(Chain.decision("links"));
        Decision decision = decision(recorded);
        String old = recorded.path("appealUrl");
        try (StoppableClock.Moved _ = StoppableClock.ahead(YEARS)) {
            String fresh = renewed(decision);
            assertThat(fresh).isNotEqualTo(old).isEqualTo(links.currentUrl(decision));
            assertThat(opened(fresh)).isInstanceOf(Links.Opened.Good.class);
            assertThat(opened(old)).isInstanceOf(Links.Opened.Expired.class);
            assertThat(Chain.agent().get("/api/v1/decisions/" + decision.id()).<String>path("appealUrl"))
                    .isEqualTo(fresh);
        }
        assertThat(opened(old)).as("until its own end").isInstanceOf(Links.Opened.Good.class);
        try (StoppableClock.Moved _ = StoppableClock.ahead(YEARS.plusDays(91))) {
            assertThat(opened(links.currentUrl(decision))).isInstanceOf(Links.Opened.Expired.class);
        }
    }

    @Test
    void oneThatLivesLongerAlreadyStaysAsItIs() {
        Response recorded = Chain.post(Chain.decision("links"));
        assertThat(renewed(decision(recorded))).isEqualTo(recorded.<String>path("appealUrl"));
    }

    @Test
    void oneThatWasRevokedIsNotRenewed() {
        Response recorded = Chain.post(Chain.decision("links"));
        Chain.agent()
                .delete("/api/v1/decisions/" + recorded.path("id") + "/link")
                .then()
                .statusCode(204);
        try (StoppableClock.Moved _ = StoppableClock.ahead(YEARS)) {
            assertThat(renewed(decision(recorded))).isNull();
        }
    }

    @Test
    void aFreshLinkEndsARenewedOneToo() {
        Response recorded = Chain.post(Chain.decision("links"));
        Decision decision = decision(recorded);
        try (StoppableClock.Moved _ = StoppableClock.ahead(YEARS)) {
            String renewed = renewed(decision);
            Response issued = Chain.agent().post("/api/v1/decisions/" + decision.id() + "/link");
            issued.then().statusCode(201);
            assertThat(opened(renewed)).isInstanceOf(Links.Opened.Bad.class);
            assertThat(opened(issued.path("appealUrl"))).isInstanceOf(Links.Opened.Good.class);
            assertThat(Instant.parse(issued.path("expiresAt")))
                    .isAfter(clock.instant().plus(Duration.ofDays(89)));
        }
        Response again = Chain.agent().post("/api/v1/decisions/" + decision.id() + "/link");
        assertThat(again.<String>path("expiresAt"))
                .as("the first end again")
                .isEqualTo(decision.linkExpiresAt.toString());
    }

    @Test
    void aVerifiedOneNeedsNoAnswerAnyMore() {
        ObjectNode decision = Chain.decision("links");
        decision.withObjectProperty("subject")
                .putPOJO("verification", Map.of("hint", "your number", "digest", "sha256:" + "0".repeat(64)));
        Decision asking = decision(Chain.post(Chain.tree(decision.toString())));
        String notice = "/api/v1/notices/" + Chain.token(links.currentUrl(asking));
        assertThat(RestAssured.get(notice).statusCode()).isEqualTo(403);
        notice = "/api/v1/notices/" + Chain.token(links.currentVerifiedUrl(asking));
        assertThat(RestAssured.get(notice).statusCode()).isEqualTo(200);
    }

    private Decision decision(Response recorded) {
        return QuarkusTransaction.requiringNew().call(() -> decisions.findById(UUID.fromString(recorded.path("id"))));
    }

    private String renewed(Decision decision) {
        return links.renewed(decision, clock.instant());
    }

    private Links.Opened opened(String url) {
        return links.open(Chain.token(url), clock.instant());
    }
}
