package dev.redress.remedy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redress.Chain;
import dev.redress.SignIn;
import dev.redress.refunds.Refunds;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A real refunds service with a database of its own, in every manner of doing what it is told. Only what is right in
/// its database is confirmed here.
@QuarkusTest
class RefundsTest {

    private static final BigDecimal PRICE = new BigDecimal("49.90");

    private final String type = Chain.fresh("refunds");
    private Refunds refunds;
    private String webhook;

    @AfterEach
    void end() {
        if (webhook != null) {
            SignIn.as("otto").delete("/api/v1/webhooks/" + webhook);
        }
        SignIn.as("otto").delete("/api/v1/probes/" + type);
        refunds.close();
    }

    @Test
    void thatIsNeverCalledConfirmsNothing() throws Exception {
        start(Refunds.Manner.RIGHT);
        String remedy = ordered();
        Thread.sleep(2_500);
        assertThat(Debts.state(remedy)).isEqualTo("ORDERED");
        assertThat(refunds.paid(remedy)).isEmpty();
    }

    @Test
    void thatFailsLeavesItUnknown() throws Exception {
        start(Refunds.Manner.FAILING);
        hook();
        String remedy = ordered();
        Debts.await(remedy, "UNKNOWN");
        Thread.sleep(2_500); // a look finds nothing, which does not say that nothing will come
        assertThat(Debts.state(remedy)).isEqualTo("UNKNOWN");
        assertThat(refunds.paid(remedy)).isEmpty();
    }

    @Test
    void thatSaysSoWithoutARowHasFailed() throws Exception {
        start(Refunds.Manner.PRETENDING);
        hook();
        String remedy = ordered();
        Debts.await(remedy, "FAILED");
        assertThat(refunds.paid(remedy)).isEmpty();
    }

    @Test
    void thatPaysAnotherAmountHasFailed() throws Exception {
        start(Refunds.Manner.MISTAKEN);
        hook();
        String remedy = ordered();
        Debts.await(remedy, "FAILED");
        assertThat(refunds.paid(remedy)).containsExactly(new BigDecimal("499.0"));
    }

    @Test
    void thatPaysTwiceHasFailed() throws Exception {
        start(Refunds.Manner.DOUBLING);
        hook();
        String remedy = ordered();
        Debts.await(remedy, "FAILED");
        assertThat(refunds.paid(remedy)).hasSize(2);
    }

    @Test
    void thatPaysWhatWasOrderedOnceIsConfirmed() throws Exception {
        start(Refunds.Manner.RIGHT);
        hook();
        String remedy = ordered();
        Debts.await(remedy, "CONFIRMED");
        assertThat(refunds.paid(remedy))
                .hasSize(1)
                .first()
                .satisfies(paid -> assertThat(paid).isEqualByComparingTo(PRICE));
    }

    @Test
    void whoseAnswerIsLostIsLookedAtAndNotToldAgain() throws Exception {
        start(Refunds.Manner.MUTE);
        hook();
        String remedy = ordered();
        Debts.await(remedy, "CONFIRMED");
        Thread.sleep(7_000); // the next try would have come
        assertThat(refunds.told()).isEqualTo(1);
        assertThat(refunds.paid(remedy)).hasSize(1);
    }

    private void start(Refunds.Manner manner) throws SQLException {
        Chain.register(type, Map.of("blind", false));
        refunds = new Refunds(
                ConfigProvider.getConfig().getValue("quarkus.datasource.jdbc.url", String.class), Chain.KEY, manner);
        SignIn.as("otto")
                .contentType(ContentType.JSON)
                .body("""
                        {"decisionType": "%s", "url": "%s", "credential": "%s",
                         "expect": [{"pointer": "/0/amount", "value": "{/remedy/target/amount}"},
                                    {"pointer": "/0/currency", "value": "EUR"},
                                    {"pointer": "/1", "absent": true}]}""".formatted(type, refunds.refunds(), Refunds.CREDENTIAL))
                .put("/api/v1/probes/" + type)
                .then()
                .statusCode(200);
    }

    private void hook() {
        webhook = SignIn.as("otto")
                .contentType(ContentType.JSON)
                .body(Map.of("url", refunds.orders(), "types", List.of("remedy.ordered")))
                .post("/api/v1/webhooks")
                .path("id");
    }

    private String ordered() {
        Chain.appealed(type);
        Response claimed = Chain.claim("rita", type);
        ObjectNode ruling = Chain.overturned(claimed.jsonPath().getLong("fence"));
        ruling.withObjectProperty("remedy").putPOJO("target", Map.of("amount", PRICE, "currency", "EUR"));
        Response ruled = Chain.rule("rita", claimed.path("caseId"), ruling);
        ruled.then().statusCode(201);
        return ruled.path("remedyId");
    }
}
