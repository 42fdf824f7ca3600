package dev.redress.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.redress.Chain;
import dev.redress.SignIn;
import dev.redress.Tables;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Nobody reads what is on record about themselves at the desk, or where a tie is recorded; that the case is there they
/// may see. And nobody puts forward a case that they could not take.
@QuarkusTest
class ReadingTest {

    private static final String MINE = "Because it is mine.";

    @Inject
    Tables tables;

    private final String type = Chain.fresh("reading");
    private String caseId;

    @BeforeEach
    void aCaseWaits() {
        Desk.meet("ravi");
        caseId = Desk.waiting(type);
    }

    @AfterEach
    void noTieIsLeft() throws SQLException {
        tables.change("DELETE FROM conflict WHERE reviewer_id IN ('ravi', 'lena')");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ravi", "lena"})
    void isNotForThePersonItIsAbout(String person) throws SQLException {
        isAbout(person);
        for (Response read : doors(person)) {
            read.then().statusCode(403);
        }
        Desk.read(person, caseId)
                .then()
                .body("type", containsString("not-independent"))
                .body(
                        "detail",
                        equalTo("This case is about you. Somebody else looks at it, and you read of it by the"
                                + " link that you were sent."));
        assertThat(SignIn.as(person)
                        .accept(ContentType.HTML)
                        .get("/desk/cases/" + caseId)
                        .asString())
                .contains("This case is about you.")
                .doesNotContain("I bought it in November.", "Purchase date");
        Desk.read("rita", caseId).then().statusCode(200);
    }

    @ParameterizedTest
    @CsvSource({
        "AGENT_OPERATOR, agent_id, ''",
        "POLICY_AUTHOR, policy_id, policy_version",
        "POLICY_APPROVER, policy_id, ''",
        "AGENT, agent_id, ''",
        "POLICY, policy_id, policy_version",
        "SUBJECT, subject_ref, ''",
        "DECISION, decision_id::text, ''"
    })
    void isNotForWhoeverHasATieOnRecord(String kind, String ref, String version) throws SQLException {
        tie("ravi", kind, ref, version.isEmpty() ? "''" : version);
        for (Response read : doors("ravi")) {
            read.then().statusCode(403);
        }
        Desk.read("ravi", caseId).then().body("detail", containsString("A tie"));
    }

    @Test
    void isForWhoeverHasATieToSomethingElse() throws SQLException {
        tie("ravi", "POLICY_AUTHOR", "policy_id", "'another'");
        tie("ravi", "SUBJECT", "'somebody else'", "''");
        Desk.read("ravi", caseId).then().statusCode(200);
    }

    @Test
    void isNoLongerForWhoeverSaidThatTheyAreNotFreeToDecide() {
        Desk.act("ravi", caseId, "recusal", Map.of("reason", "A friend."))
                .then()
                .statusCode(204);
        Desk.read("ravi", caseId).then().statusCode(403);
    }

    @Test
    void isForWhoeverRuledOnIt() {
        Chain.overturn("ravi", type);
        Desk.read("ravi", caseId).then().statusCode(200);
    }

    @Test
    void isNotNeededToSeeThatTheCaseIsThere() throws SQLException {
        isAbout("lena");
        SignIn.as("lena").get("/api/v1/cases?type=" + type).then().body("items.id", hasItem(caseId));
        assertThat(SignIn.as("lena")
                        .accept(ContentType.HTML)
                        .get("/desk?type=" + type)
                        .asString())
                .contains(caseId);
    }

    @Test
    void hardshipIsNotMarkedByThePersonItIsAboutNorByWhoeverHasATie() throws SQLException {
        tie("ravi", "SUBJECT", "subject_ref", "''");
        mark("ravi").then().statusCode(403).body("type", containsString("not-independent"));
        tables.change("DELETE FROM conflict WHERE reviewer_id = 'ravi'");
        isAbout("ravi");
        mark("ravi").then().statusCode(403);
        Response form = SignIn.as("ravi")
                .accept(ContentType.HTML)
                .contentType(ContentType.URLENC)
                .formParams(Map.of("hardship-code", "MONEY", "hardship-note", MINE))
                .post("/desk/cases/" + caseId + "/hardship");
        form.then().statusCode(403);
        assertThat(tables.column("SELECT coalesce(hardship, 'none') FROM review_case WHERE id = '" + caseId + "'"))
                .containsExactly("none");
        mark("rita").then().statusCode(204);
    }

    /// Where a case waits for somebody else, a colleague may still see that it presses.
    @Test
    void hardshipIsMarkedInACaseThatWasHandedToSomebodyElse() {
        Chain.claim("rita", type).then().statusCode(201);
        Desk.act("rita", caseId, "handover", Map.of("reviewer", "ravi", "reason", "You know it."))
                .then()
                .statusCode(204);
        mark("rita").then().statusCode(204);
    }

    private Response mark(String person) {
        return SignIn.as(person)
                .contentType(ContentType.JSON)
                .body(Map.of("hardship", "MONEY", "note", MINE))
                .put("/api/v1/cases/" + caseId + "/hardship");
    }

    /// Everywhere that what is in the case can be read.
    private List<Response> doors(String person) {
        String file = "00000000-0000-7000-8000-000000000000";
        return List.of(
                Desk.read(person, caseId),
                SignIn.as(person).accept(ContentType.HTML).get("/desk/cases/" + caseId),
                SignIn.as(person).get("/desk/cases/" + caseId + "/evidence/" + file),
                SignIn.as(person).get("/desk/cases/" + caseId + "/evidence/" + file + "/picture"),
                SignIn.as(person)
                        .contentType(ContentType.URLENC)
                        .formParam("verdict", "UPHELD")
                        .formParam("reasons", "Let me see.")
                        .post("/desk/cases/" + caseId + "/preview"));
    }

    private void isAbout(String person) throws SQLException {
        for (String table : List.of(
                "queue_entry SET subject_ref = '%s' WHERE case_id", "review_case SET subject_ref = '%s' WHERE id")) {
            tables.change("UPDATE " + table.formatted(person) + " = '" + caseId + "'");
        }
    }

    private void tie(String person, String kind, String ref, String version) throws SQLException {
        tables.change(
                "INSERT INTO conflict (reviewer_id, kind, ref, version, reason, recorded_by, recorded_at) SELECT '"
                        + person + "', '" + kind + "', " + ref + ", " + version
                        + ", 'r', 'test', now() FROM review_case WHERE id = '" + caseId + "'");
    }
}
