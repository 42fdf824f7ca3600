package dev.redress.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redress.Chain;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;

@QuarkusTest
class FreshLinksTest {

    @Test
    void aFreshLinkEndsTheOlderOnesAndARevokedOneEndsAll() {
        Response recorded = Chain.post(Chain.decision("unregistered"));
        String link = "/api/v1/decisions/" + recorded.path("id") + "/link";
        String fresh = Chain.agent().post(link).then().statusCode(201).extract().path("appealUrl");
        assertThat(notice(recorded.path("appealUrl"))).isEqualTo(404);
        assertThat(notice(fresh)).isEqualTo(200);
        Chain.agent().delete(link).then().statusCode(204);
        assertThat(notice(fresh)).isEqualTo(404);
        Chain.agent().get("/api/v1/decisions/" + recorded.path("id")).then().body("appealUrl", nullValue());
        assertThat(notice(Chain.agent().post(link).path("appealUrl"))).isEqualTo(200);
    }

    @Test
    void theFirstAnswerToAReplayAfterAFreshLinkHasTheLinkThatIsGood() {
        ObjectNode decision = Chain.decision("unregistered");
        String id = Chain.post(decision).path("id");
        String fresh = Chain.agent().post("/api/v1/decisions/" + id + "/link").path("appealUrl");
        Chain.post(decision)
                .then()
                .statusCode(200)
                .body("appealUrl", equalTo(fresh))
                .body("id", startsWith(id));
    }

    private static int notice(String appealUrl) {
        return io.restassured.RestAssured.get("/api/v1/notices/" + Chain.token(appealUrl))
                .statusCode();
    }
}
