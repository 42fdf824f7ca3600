package dev.redress.review;

import dev.redress.Chain;
import dev.redress.SignIn;
import dev.redress.Tables;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/// What reviewers do to a case, as the API takes it.
final class Desk {

    private Desk() {}

    /// Makes somebody known here: who has never asked for a case cannot be handed one.
    static void meet(String person) {
        Chain.claim(person, Chain.fresh("nothing")).then().statusCode(204);
    }

    /// A type without a blind first look, and one case of it that waits; gives its id.
    static String waiting(String type) {
        Chain.register(type, Map.of("blind", false));
        Chain.appealed(type);
        return SignIn.as("rita").get("/api/v1/cases?type=" + type).path("items[0].id");
    }

    static Response act(String person, String caseId, String act, Map<String, ?> body) {
        return SignIn.as(person).contentType(ContentType.JSON).body(body).post("/api/v1/cases/" + caseId + "/" + act);
    }

    static Response claim(String person, String caseId) {
        return SignIn.as(person).put("/api/v1/cases/" + caseId + "/claim");
    }

    static Response read(String person, String caseId) {
        return SignIn.as(person).get("/api/v1/cases/" + caseId);
    }

    static String in(Duration time) {
        return Instant.now().plus(time).toString();
    }

    static String decisionOf(Tables tables, String caseId) {
        return tables.column("SELECT decision_id FROM review_case WHERE id = '" + caseId + "'")
                .getFirst();
    }

    /// A waiting case as another origin would make it, about the decision of this one; due so many days later.
    static String another(Tables tables, String caseId, String origin, int days) throws SQLException {
        String id = UUID.randomUUID().toString();
        tables.change("""
                INSERT INTO review_case (id, origin, decision_id, reference, blind, version, opened_at, due_at, type,
                    agent_id, subject_ref, policy_id, policy_version, model, jurisdiction, language)
                SELECT '%1$s', '%3$s', decision_id, 'T-%1$s', false, 1, now(), due_at + interval '%4$d days', type,
                    agent_id, subject_ref, policy_id, policy_version, model, jurisdiction, language
                FROM review_case WHERE id = '%2$s'""".formatted(id, caseId, origin, days));
        tables.change("""
                INSERT INTO queue_entry (case_id, decision_id, due_at, opened_at, fence, origin, type, agent_id,
                    subject_ref, policy_id, policy_version, model, jurisdiction, language)
                SELECT id, decision_id, due_at, opened_at, 0, origin, type, agent_id, subject_ref, policy_id,
                    policy_version, model, jurisdiction, language FROM review_case WHERE id = '%s'""".formatted(id));
        return id;
    }
}
