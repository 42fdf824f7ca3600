package dev.redress.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.redress.Chain;
import dev.redress.SignIn;
import dev.redress.StoppableClock;
import dev.redress.Tables;
import dev.redress.Together;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Teams and qualifications: who is offered what.
@QuarkusTest
class QualificationsTest {

    @Inject
    Tables tables;

    private final String type = Chain.fresh("qualified");

    @AfterEach
    void nothingBoundsRavi() {
        SignIn.as("lena").delete("/api/v1/reviewers/ravi/qualification");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"types\": [\"another.type\"]}",
                "{\"languages\": [\"fr\"]}",
                "{\"jurisdictions\": [\"FR\"]}",
                "{\"trainingValidUntil\": \"2020-01-01T00:00:00Z\"}",
                "{\"types\": []}"
            })
    void whoIsNotQualifiedIsNeitherOfferedNorAbleToClaimNorToRule(String bounds) {
        String caseId = Desk.waiting(type);
        Response claimed = Chain.claim("ravi", type);
        qualify(bounds).then().statusCode(200);
        Chain.rule("ravi", caseId, claimed.jsonPath().getLong("fence"))
                .then()
                .statusCode(403)
                .body("title", equalTo("Your training does not cover this case"));
        SignIn.as("ravi").delete("/api/v1/cases/" + caseId + "/claim").then().statusCode(204);
        Chain.claim("ravi", type).then().statusCode(204).header("Redress-Not-Offered", "NOT_QUALIFIED=1");
        Desk.claim("ravi", caseId).then().statusCode(403);
        SignIn.as("ravi")
                .get("/api/v1/cases?claimable=true&type=" + type)
                .then()
                .body("items", equalTo(List.of()));
        Chain.claim("rita", type).then().statusCode(201);
    }

    @Test
    void whoIsQualifiedTakesTheCase() {
        Desk.waiting(type);
        qualify("{\"types\": [\"" + type + "\"], \"languages\": [\"de\", \"en\"], \"jurisdictions\": [\"DE\"],"
                + " \"trainingValidUntil\": \"2099-01-01T00:00:00Z\"}");
        Chain.claim("ravi", type).then().statusCode(201);
        SignIn.as("otto")
                .get("/api/v1/reviewers/ravi/qualification")
                .then()
                .body("languages", equalTo(List.of("de", "en")));
    }

    /// For them the queue is read value by value: the order must be the one of the whole queue all the same.
    @Test
    void whoIsTrainedForSeveralTypesGetsTheEarliestOfThemAll() {
        List<String> types = List.of(type, type + ".b", type + ".c");
        List<String> cases =
                List.of(Desk.waiting(types.get(1)), Desk.waiting(types.get(2)), Desk.waiting(types.get(0)));
        qualify("{\"types\": [\"%s\", \"%s\", \"none\"]}".formatted(types.get(0), types.get(1)));
        next().then().statusCode(201).body("caseId", equalTo(cases.get(0)));
        next().then().statusCode(201).body("caseId", equalTo(cases.get(2)));
        next().then().statusCode(204);
    }

    private static Response next() {
        return SignIn.as("ravi").contentType(ContentType.JSON).body("{}").post("/api/v1/claims");
    }

    @Test
    void aTypeThatAsksForAQualificationIsClosedToWhoHasNone() {
        Chain.register(type, Map.of("blind", false, "qualified", true));
        Chain.appealed(type);
        Chain.claim("ravi", type).then().statusCode(204).header("Redress-Not-Offered", "NOT_QUALIFIED=1");
        qualify("{}");
        Chain.claim("ravi", type).then().statusCode(201);
    }

    @Test
    void onlyLeadsAndOperatorsSayWhoIsQualified() {
        SignIn.as("ravi")
                .contentType(ContentType.JSON)
                .body("{}")
                .put("/api/v1/reviewers/ravi/qualification")
                .then()
                .statusCode(403);
        SignIn.as("lena").get("/api/v1/reviewers/ravi/qualification").then().statusCode(404);
        SignIn.as("lena").delete("/api/v1/reviewers/ravi/qualification").then().statusCode(404);
        qualify("{\"colour\": \"red\"}").then().statusCode(422);
    }

    @Test
    void theCasesOfAQueueGoToItsTeam() {
        String team = "q" + Math.abs(type.hashCode());
        put(team, Map.of("name", "Team", "queue", type, "members", List.of("ravi")))
                .then()
                .statusCode(200);
        put(team + "x", Map.of("name", "Team", "queue", type)).then().statusCode(422);
        Chain.register(type, Map.of("blind", false, "queue", type));
        Chain.appealed(type);
        Chain.claim("rita", type).then().statusCode(204).header("Redress-Not-Offered", "OFFERED_TO_OTHERS=1");
        SignIn.as("rita").get("/api/v1/cases?team=" + team).then().body("items.type", equalTo(List.of(type)));
        Response claimed = Chain.claim("ravi", type);
        claimed.then().statusCode(201);
        SignIn.as("ravi")
                .delete("/api/v1/cases/" + claimed.path("caseId") + "/claim")
                .then()
                .statusCode(204);
        Chain.claim("rita", type).then().statusCode(204); // still the team's
        put(team, Map.of("name", "Team", "queue", type)).then().statusCode(200);
        Chain.claim("rita", type).then().statusCode(201); // a team without members keeps nothing back
        SignIn.as("lena").delete("/api/v1/teams/" + team).then().statusCode(204);
        SignIn.as("lena").get("/api/v1/teams").then().statusCode(200);
        SignIn.as("rita").delete("/api/v1/teams/" + team).then().statusCode(403);
    }

    @Test
    void aTeamThatACaseIsHandedToIsOfferedItAlone() {
        String team = "h" + Math.abs(type.hashCode());
        put(team, Map.of("name", "Team", "members", List.of("ravi"))).then().statusCode(200);
        String caseId = Desk.waiting(type);
        Chain.claim("rita", type);
        Desk.act("rita", caseId, "handover", Map.of("team", team, "reason", "Yours."))
                .then()
                .statusCode(204);
        Chain.claim("rita", type).then().statusCode(204);
        SignIn.as("ravi")
                .get("/api/v1/cases?claimable=true&type=" + type)
                .then()
                .body("items.id", hasItem(caseId));
        Desk.act("lena", caseId, "take-back", Map.of("reason", "For all."))
                .then()
                .statusCode(204);
        Chain.claim("rita", type).then().statusCode(201);
        SignIn.as("lena").delete("/api/v1/teams/" + team);
    }

    @Test
    void aCaseOfATeamIsTheirsAgainAfterItWasHandedToAColleague() {
        Desk.meet("ravi");
        String team = "k" + Math.abs(type.hashCode());
        Chain.register(type, Map.of("blind", false, "queue", type));
        put(team, Map.of("name", "Team", "queue", type, "members", List.of("rita")))
                .then()
                .statusCode(200);
        Held held = Held.by("rita", type);
        Map<String, String> toRavi = Map.of("reviewer", "ravi", "reason", "You know these.");
        Desk.act("rita", held.caseId(), "handover", toRavi).then().statusCode(204);
        Chain.claim("rita", type).then().statusCode(204);
        Chain.claim("ravi", type).then().statusCode(201); // though he is not in the team
        SignIn.as("ravi")
                .delete("/api/v1/cases/" + held.caseId() + "/claim")
                .then()
                .statusCode(204);
        Chain.claim("ravi", type).then().statusCode(204);
        Desk.claim("rita", held.caseId()).then().statusCode(200);
        Desk.act("rita", held.caseId(), "handover", toRavi).then().statusCode(204);
        try (StoppableClock.Moved _ = StoppableClock.ahead(Duration.ofDays(3).plusMinutes(1))) {
            Chain.claim("ravi", type).then().statusCode(204);
            Chain.claim("rita", type).then().statusCode(201);
        }
        SignIn.as("lena").delete("/api/v1/teams/" + team).then().statusCode(204);
    }

    @Test
    void ofTwoTeamsForOneQueueAtOnceOneIsMade() throws Exception {
        String team = "r" + Math.abs(type.hashCode());
        List<Integer> made = Together.call(
                4, i -> put(team + i, Map.of("name", "Team", "queue", type)).statusCode());
        assertThat(made).containsExactlyInAnyOrder(200, 422, 422, 422);
        SignIn.as("lena")
                .delete("/api/v1/teams/" + team + made.indexOf(200))
                .then()
                .statusCode(204);
    }

    @Test
    void aTeamThatIsRenamedKeepsItsMembers() {
        String team = "n" + Math.abs(type.hashCode());
        put(team, Map.of("name", "Old", "queue", type, "members", List.of("ravi")))
                .then()
                .statusCode(200);
        SignIn.as("lena")
                .formParams(Map.of("id", team, "name", "New", "queue", "", "members", ""))
                .redirects()
                .follow(false)
                .post("/desk/roster/teams")
                .then()
                .statusCode(303);
        SignIn.as("lena")
                .get("/api/v1/teams")
                .then()
                .body("items.find { it.id == '" + team + "' }.name", equalTo("New"))
                .body("items.find { it.id == '" + team + "' }.queue", equalTo(type))
                .body("items.find { it.id == '" + team + "' }.members", equalTo(List.of("ravi")));
        SignIn.as("lena").delete("/api/v1/teams/" + team);
    }

    /// The page takes what the interface takes.
    @Test
    void whatIsTypedOnTheRosterHasBounds() {
        String tooLong = "x".repeat(3_000);
        roster("qualifications", Map.of("reviewer", "ravi", "until", "+12027-01-01"), "until");
        roster("qualifications", Map.of("reviewer", "ravi", "until", "-0001-01-01"), "until");
        roster("qualifications", Map.of("reviewer", "ravi", "types", tooLong), "types");
        roster("conflicts", Map.of("person", "ravi", "kind", "AGENT", "ref", tooLong, "why", "y"), "ref");
        roster("conflicts", Map.of("person", tooLong, "kind", "AGENT", "ref", "a", "why", "y"), "person");
        roster("teams", Map.of("id", "t", "name", "T", "queue", tooLong), "queue");
        roster("teams", Map.of("id", "t", "name", "T", "members", tooLong), "members");
        SignIn.as("lena")
                .formParams(Map.of("reviewer", tooLong, "types", "a"))
                .post("/desk/roster/qualifications")
                .then()
                .statusCode(400);
    }

    private static void roster(String form, Map<String, String> typed, String field) {
        String page = SignIn.as("lena")
                .formParams(typed)
                .post("/desk/roster/" + form)
                .then()
                .statusCode(422)
                .extract()
                .asString();
        assertThat(page).contains("#" + field).contains("Error");
    }

    private static Response put(String team, Map<String, ?> body) {
        return SignIn.as("lena").contentType(ContentType.JSON).body(body).put("/api/v1/teams/" + team);
    }

    private static Response qualify(String bounds) {
        return SignIn.as("lena").contentType(ContentType.JSON).body(bounds).put("/api/v1/reviewers/ravi/qualification");
    }
}
