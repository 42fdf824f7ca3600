package dev.redress.feedback;

import dev.redress.Chain;
import dev.redress.SignIn;
import dev.redress.Tables;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.sql.SQLException;
import java.util.UUID;

/// Cases that no appeal began, as the queue would hold them, ruled by the lead through the API.
public final class SecondLevel {

    private SecondLevel() {}

    /// A lead looks at the ruling once more.
    public static Response rule(Tables tables, Response first, String verdict) throws SQLException {
        String decision = tables.column("SELECT decision_id FROM ruling WHERE id = '" + first.path("id") + "'")
                .getFirst();
        return rule(open(tables, decision, "SECOND_LEVEL", false), verdict);
    }

    /// Puts a case of this origin into the queue.
    public static String open(Tables tables, String decision, String origin, boolean blind) throws SQLException {
        String id = UUID.randomUUID().toString();
        tables.change("""
                INSERT INTO review_case (id, origin, decision_id, reference, blind, version, opened_at, due_at, type,
                    agent_id, subject_ref, policy_id, policy_version, model)
                SELECT '%s', '%s', id, 'T-%s', %s, 1, now(), now() + interval '9 days', type, agent_id, subject_ref,
                    policy_id, policy_version, model_served FROM decision WHERE id = '%s'""".formatted(id, origin, id, blind, decision));
        tables.change("""
                INSERT INTO queue_entry (case_id, decision_id, due_at, opened_at, fence, origin, type, agent_id,
                    subject_ref, policy_id, policy_version, model)
                SELECT id, decision_id, due_at, opened_at, 0, origin, type, agent_id, subject_ref, policy_id,
                    policy_version, model FROM review_case WHERE id = '%s'""".formatted(id));
        return id;
    }

    public static Response rule(String caseId, String verdict) {
        Response claimed = SignIn.as("lena").contentType(ContentType.JSON).put("/api/v1/cases/" + caseId + "/claim");
        claimed.then().statusCode(200);
        return Chain.rule("lena", caseId, Made.ruling(claimed.jsonPath().getLong("fence"), verdict));
    }
}
