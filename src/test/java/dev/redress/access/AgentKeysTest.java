package dev.redress.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import dev.redress.Chain;
import dev.redress.SignIn;
import dev.redress.Tables;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class AgentKeysTest {

    @Inject
    Tables tables;

    @Test
    void aKeyWorksForItsAgentUntilItIsRevoked() {
        String agent = Chain.fresh("agent");
        Response made = make(agent);
        String key = made.then()
                .statusCode(201)
                .body("agentId", equalTo(agent))
                .body("createdBy", equalTo("otto"))
                .extract()
                .path("key");
        Chain.agent(key)
                .body(Chain.decision("unregistered").toString())
                .post("/api/v1/decisions")
                .then()
                .statusCode(201);
        SignIn.as("otto").delete("/api/v1/agent-keys/" + made.path("id")).then().statusCode(204);
        Chain.agent(key).get("/api/v1/decisions").then().statusCode(401);
    }

    /// What was read of the key may be older than the revocation that is committed while it is read.
    @Test
    void aKeyThatIsRevokedWhileItIsLookedUpIsNotRemembered() {
        AgentKeys keys = new AgentKeys(Clock.systemUTC(), Optional.empty(), "nobody") {
            @Override
            Optional<String> lookUp(byte[] hash) {
                forget();
                return Optional.of("an agent");
            }
        };
        keys.agentOf("rdk_a");
        assertThat(keys.recentAgentOf("rdk_a")).isEmpty();
    }

    @Test
    void aKeyIsShownOnceAndKeptAsItsHashOnly() {
        Response made = make(Chain.fresh("agent"));
        String key = made.path("key");
        SignIn.as("otto")
                .get("/api/v1/agent-keys")
                .then()
                .statusCode(200)
                .body(containsString(made.path("id")))
                .body(not(containsString(key)));
        assertThat(tables.column("SELECT k::text FROM agent_key k")).noneMatch(row -> row.contains(key));
        assertThat(tables.column("SELECT encode(hash, 'hex') = encode(sha256('" + key
                        + "'), 'hex') FROM agent_key WHERE id = '" + made.path("id") + "'"))
                .containsExactly("t");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rita", "lena", "ana", "ada"})
    void onlyAnOperatorMakesKeysAndTypes(String person) {
        SignIn.as(person).get("/api/v1/agent-keys").then().statusCode(403);
        SignIn.as(person)
                .contentType(ContentType.JSON)
                .body(Map.of("agentId", "a"))
                .post("/api/v1/agent-keys")
                .then()
                .statusCode(403);
        SignIn.as(person)
                .contentType(ContentType.JSON)
                .body(Map.of("name", "a", "appealable", true))
                .put("/api/v1/decision-types/a")
                .then()
                .statusCode(403);
        Chain.agent()
                .body(Map.of("name", "a", "appealable", true))
                .put("/api/v1/decision-types/a")
                .then()
                .statusCode(403);
    }

    @Test
    void aTypeIsReadAsItWasRegisteredWithTheGapsFilled() {
        String type = Chain.fresh("type");
        Chain.register(type, Map.of("window", Map.of("amount", 14, "unit", "DAYS")));
        SignIn.as("otto")
                .get("/api/v1/decision-types/" + type)
                .then()
                .statusCode(200)
                .body("code", equalTo(type))
                .body("window.amount", equalTo(14))
                .body("ruling.unit", equalTo("DAYS"))
                .body("blind", equalTo(true));
        SignIn.as("ada").get("/api/v1/decision-types").then().body("items.code", org.hamcrest.Matchers.hasItem(type));
    }

    private static Response make(String agent) {
        return SignIn.as("otto")
                .contentType(ContentType.JSON)
                .body(Map.of("agentId", agent, "name", "a test"))
                .post("/api/v1/agent-keys");
    }
}
