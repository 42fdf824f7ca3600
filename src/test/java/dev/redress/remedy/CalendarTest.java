package dev.redress.remedy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redress.Chain;
import dev.redress.Receiver;
import dev.redress.SignIn;
import dev.redress.platform.Json;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An agent cancelled an appointment in a real calendar; a remedy is to restore it there.
@QuarkusTest
class CalendarTest {

    private final String type = Chain.fresh("calendar");

    @TempDir
    Path home;

    private Calendar calendar;
    private Receiver platform;
    private String webhook;
    private String cancelled;

    @BeforeEach
    void anAgentCancelsAnAppointment() throws Exception {
        assumeTrue(Calendar.isInstalled(), "needs radicale (Debian package: radicale)");
        Chain.register(type, Map.of("blind", false));
        calendar = new Calendar(home);
        calendar.put("Visit cancelled", null);
        cancelled = calendar.etag();
        ObjectNode decision = Chain.decision(type);
        decision.putPOJO("target", Map.of("uri", calendar.appointment().toString(), "etagAtDecision", cancelled));
        Response recorded = Chain.agent().body(Json.write(decision)).post("/api/v1/decisions");
        Chain.appeal(Chain.token(recorded.path("appealUrl"))).then().statusCode(201);
        platform = new Receiver(this::restore);
        webhook = SignIn.as("otto")
                .contentType(ContentType.JSON)
                .body(Map.of("url", platform.url("/"), "types", List.of("remedy.ordered")))
                .post("/api/v1/webhooks")
                .path("id");
    }

    @AfterEach
    void end() {
        if (calendar != null) {
            SignIn.as("otto").delete("/api/v1/webhooks/" + webhook);
            platform.close();
            calendar.close();
        }
    }

    @Test
    void isRestoredWhenNobodyTouchedIt() throws Exception {
        String remedy = Chain.overturn("rita", type).path("remedyId");
        Debts.await(remedy, "CONFIRMED");
        assertThat(calendar.read().body()).contains("SUMMARY:Visit restored");
    }

    @Test
    void keepsWhatAHumanChangedAndGoesBackToAReviewer() throws Exception {
        calendar.put("Visit moved by Mona herself", null);
        String moved = calendar.etag();
        assertThat(moved).isNotEqualTo(cancelled);

        String remedy = Chain.overturn("rita", type).path("remedyId");
        Debts.await(remedy, "STALE");
        assertThat(calendar.read().body()).contains("SUMMARY:Visit moved by Mona herself");
        assertThat(calendar.etag()).isEqualTo(moved);
        Response claimed = Chain.claim("ravi", type);
        SignIn.as("ravi")
                .get("/api/v1/cases/" + claimed.path("caseId"))
                .then()
                .body("finding.kind", equalTo("TARGET_CHANGED"))
                .body("finding.target", equalTo(calendar.appointment().toString()))
                .body("finding.etagAtDecision", equalTo(cancelled))
                .body("finding.etagNow", equalTo(moved));
    }

    /// What a careful platform does: it changes the version that the decision saw, or nothing.
    private Receiver.Answer restore(Receiver.Got got) throws Exception {
        JsonNode order = Chain.tree(got.body()).get("data");
        String seen = order.at("/decisionTarget/etagAtDecision").asText();
        HttpResponse<String> put = calendar.put("Visit restored", seen);
        boolean changed = put.statusCode() == 412;
        ObjectNode said = Chain.tree("{}").put("status", changed ? "STALE" : "DONE");
        said.putPOJO("evidence", Map.of("status", put.statusCode()));
        said.put("targetEtag", changed ? calendar.etag() : seen);
        Chain.agent()
                .body(Json.write(said))
                .post("/api/v1/remedies/" + order.get("remedyId").asText() + "/confirmation")
                .then()
                .statusCode(201);
        return Receiver.Answer.of(204);
    }
}
