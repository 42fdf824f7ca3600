package dev.redress.review.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import com.microsoft.playwright.Page;
import dev.redress.Chain;
import dev.redress.SignIn;
import dev.redress.StoppableClock;
import dev.redress.Tables;
import dev.redress.appeal.ClockKeeper;
import dev.redress.browser.Axe;
import dev.redress.browser.Browser;
import dev.redress.browser.Look;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@QuarkusTest
@ExtendWith(Browser.Extension.class)
class QueueHealthTest {

    @Inject
    QueueHealth health;

    @Inject
    ClockKeeper keeper;

    @Inject
    Clock clock;

    @Inject
    Tables tables;

    private final String type = Chain.fresh("health");

    @Test
    void whatArrivesIsHeldAndClosedIsCounted() {
        Health before = now();
        Chain.appealed(type);
        Chain.appealed(type);
        Chain.appealed(type);
        Chain.claim("ravi", type).then().statusCode(201);
        Chain.overturn("rita", type);
        Health after = now();
        assertThat(after.open().total() - before.open().total()).isEqualTo(2);
        assertThat(after.open().held() - before.open().held()).isLessThanOrEqualTo(1);
        Health.Open open = after.open();
        assertThat(open.waiting() + open.held() + open.asked() + open.onHold() + open.sent() + open.awaitingApproval())
                .isEqualTo(open.total());
        assertThat(after.days().getFirst().arrived() - before.days().getFirst().arrived())
                .isEqualTo(3);
        assertThat(after.days().getFirst().completed()
                        - before.days().getFirst().completed())
                .isEqualTo(1);
        assertThat(after.rulings().n() - before.rulings().n()).isEqualTo(1);
        assertThat(after.age().n()).isEqualTo(after.open().total());
        assertThat(after.age().maxHours()).isGreaterThanOrEqualTo(after.age().p95Hours());
        assertThat(after.age().p95Hours()).isGreaterThanOrEqualTo(after.age().p50Hours());
    }

    @Test
    void aRulingThatWaitsHasAPlaceAmongTheOpen() {
        Chain.register(type, Map.of("blind", false, "secondApproval", true));
        Chain.appealed(type);
        io.restassured.response.Response claimed = Chain.claim("rita", type);
        Health.Open before = now().open();
        Chain.rule("rita", claimed.path("caseId"), claimed.jsonPath().getLong("fence"))
                .then()
                .statusCode(202);
        Health.Open after = now().open();
        assertThat(after.sent() + after.awaitingApproval()).isEqualTo(before.sent() + before.awaitingApproval() + 1);
        assertThat(after.held()).isEqualTo(before.held() - 1);
        assertThat(after.waiting()).isEqualTo(before.waiting());
    }

    @Test
    void agesAreThoseOfTheNearestRank() {
        Chain.appealed(type);
        Health found = now();
        assertThat(tables.column("SELECT round(extract(epoch FROM now() - percentile_disc(0.5) WITHIN GROUP"
                                + " (ORDER BY opened_at DESC)) / 3600) FROM review_case WHERE closed_at IS NULL")
                        .getFirst())
                .isEqualTo(String.valueOf(Math.round(found.age().p50Hours())));
    }

    @Test
    void aCaseThatIsDueSoonIsCountedAndListed() {
        Chain.register(type, Map.of("ruling", Map.of("amount", 1, "unit", "DAYS")));
        Health before = now();
        String token = Chain.appealed(type);
        keeper.look(clock.instant().plus(Duration.ofDays(1)));
        Health after = now();
        assertThat(after.due().within72Hours() - before.due().within72Hours()).isEqualTo(1);
        assertThat(after.deadlines().escalated() - before.deadlines().escalated())
                .isPositive();
        String reference = io.restassured.RestAssured.get("/api/v1/notices/" + token + "/status")
                .path("reference");
        assertThat(health.near()).anyMatch(near -> near.reference().equals(reference));
        try (StoppableClock.Moved _ = StoppableClock.ahead(Duration.ofDays(3))) {
            Health late = now();
            assertThat(late.due().overdue()).isGreaterThan(after.due().overdue());
            while (keeper.look(clock.instant()) > 0) {
                // there are more
            }
            assertThat(now().deadlines().missedIn28Days())
                    .isGreaterThan(after.deadlines().missedIn28Days());
        }
    }

    /// While the person is asked nobody is late, but for a clock that goes on.
    @Test
    void aClockThatStandsStillIsNeitherNearNorOverdue() {
        Chain.register(type, Map.of("ruling", Map.of("amount", 1, "unit", "DAYS")));
        String token = Chain.appealed(type);
        String reference = io.restassured.RestAssured.get("/api/v1/notices/" + token + "/status")
                .path("reference");
        keeper.look(clock.instant().plus(Duration.ofDays(1)));
        String caseId = Chain.claim("rita", type).path("caseId");
        SignIn.as("rita")
                .contentType(ContentType.JSON)
                .body(Map.of("text", "Which shop was it?", "question", true))
                .post("/api/v1/cases/" + caseId + "/messages")
                .then()
                .statusCode(201);
        assertThat(health.near()).noneMatch(near -> near.reference().equals(reference));
        try (StoppableClock.Moved _ = StoppableClock.ahead(Duration.ofDays(3))) {
            assertThat(SignIn.as("rita").get("/desk?state=ASKED&type=" + type).asString())
                    .contains(reference)
                    .doesNotContain("Overdue");
            long others = Long.parseLong(tables.column("SELECT count(*) FROM review_case WHERE closed_at IS NULL"
                            + " AND purpose = 'REVIEW' AND asked_at IS NULL AND due_at < '" + clock.instant() + "'")
                    .getFirst());
            long asked = Long.parseLong(tables.column("SELECT count(*) FROM review_case WHERE closed_at IS NULL"
                            + " AND purpose = 'REVIEW' AND asked_at IS NOT NULL AND due_at < '" + clock.instant() + "'")
                    .getFirst());
            assertThat(now().due().overdue()).isBetween(others, others + asked - 1);
        }
        try (StoppableClock.Moved _ = StoppableClock.ahead(Duration.ofDays(40))) { // GDPR knows no such pause
            assertThat(SignIn.as("rita").get("/desk?state=ASKED&type=" + type).asString())
                    .contains("Overdue");
        }
    }

    @Test
    void isForLeadsAndOperatorsAndNamesNobody() {
        for (String person : new String[] {"lena", "otto"}) {
            SignIn.as(person)
                    .get("/api/v1/queue-health")
                    .then()
                    .statusCode(200)
                    .body("days", hasSize(14))
                    .body("arrivals.days", greaterThanOrEqualTo(0))
                    .body(not(containsString("rita")));
            SignIn.as(person).get("/desk/health").then().statusCode(200).body(not(containsString("rita")));
        }
        SignIn.as("rita").get("/api/v1/queue-health").then().statusCode(403);
        SignIn.as("rita").get("/desk/health").then().statusCode(403);
        Chain.agent().get("/api/v1/queue-health").then().statusCode(403);
        SignIn.as("otto").get("/desk/me").then().statusCode(403);
    }

    @Test
    void canBeReadByAScreenReaderInLightAndDark(Browser browser) {
        Chain.register(type, Map.of("ruling", Map.of("amount", 1, "unit", "DAYS")));
        Chain.appealed(type);
        Chain.appealed(type);
        Chain.overturn("rita", type);
        keeper.look(clock.instant().plus(Duration.ofDays(1)));
        for (Look look : new Look[] {Look.DESK, Look.DESK.inTheDark(), Look.DESK.wide(768)}) {
            Page page = browser.open(look);
            SignIn.open(page, "lena", "/desk/health");
            assertThat(page.locator("h1").textContent()).startsWith("How the queue does");
            assertThat(page.locator("caption").count()).isPositive();
            Axe.assertNoViolations(page);
            browser.shot(page, "desk-health-" + look.name());
        }
        browser.assertQuiet();
    }

    private Health now() {
        Instant now = clock.instant();
        return io.quarkus.narayana.jta.QuarkusTransaction.requiringNew().call(() -> health.read(now));
    }
}
