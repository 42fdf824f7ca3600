package dev.redress.review.check;

import dev.redress.SignIn;
import dev.redress.Tables;
import io.restassured.RestAssured;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// All that anybody outside the desk can see: what must be the same before and after an answer that counts for nothing.
final class Outside {

    /// Tables that hold the work of the desk itself.
    private static final Set<String> OF_THE_DESK = Set.of(
            "journal",
            "journal_aside",
            "review_case",
            "queue_entry",
            "claim",
            "first_view",
            "ruling_draft",
            "conflict",
            "case_search",
            "case_seen",
            "case_part",
            "case_read",
            "proposed_ruling",
            "known_answer",
            "check_answer");

    private Outside() {}

    /// @param token of the decision
    static Map<String, String> of(Tables tables, String token, String decision) {
        Map<String, String> seen = new TreeMap<>(tables.state());
        seen.keySet().removeAll(OF_THE_DESK);
        for (String path : List.of("", "/notice", "/status", "/file")) {
            seen.put("page" + path, RestAssured.get("/a/" + token + path).asString());
        }
        for (String path : List.of("", "/status")) {
            seen.put(
                    "api" + path,
                    RestAssured.get("/api/v1/notices/" + token + path).asString());
        }
        seen.put(
                "decision",
                dev.redress.Chain.agent().get("/api/v1/decisions/" + decision).asString());
        seen.put(
                "outcomes",
                dev.redress.Chain.agent()
                        .queryParam("limit", 200)
                        .get("/api/v1/outcomes")
                        .asString());
        for (String path : List.of(
                "/api/v1/labels?limit=1000",
                "/api/v1/estimates/error-rate",
                "/api/v1/estimates/agreement",
                "/api/v1/remedies",
                "/api/v1/messages-out",
                "/api/v1/commitments/rates",
                "/api/v1/remedies/figures",
                "/api/v1/audit-policy")) {
            for (String person : List.of("otto", "ana")) {
                seen.put(
                        person + path,
                        SignIn.as(person).get(path).asString().replaceAll("\"instance\":\"[^\"]*\"", ""));
            }
        }
        return seen;
    }
}
