package dev.redress.appeal;

import static io.restassured.RestAssured.delete;
import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redress.Chain;
import dev.redress.SignIn;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Matters in every state a person can meet, made through the API, and the pages they have: for tests that walk all of
/// them.
public final class Matters {

    private static final String STORY =
            "I bought it on 1 November.\nThe receipt says so.\n<b>Not bold</b> & \"quoted\" — اشتريته في نوفمبر";

    private final String language;
    private final String type = Chain.fresh("matter");
    private final Map<String, String> pages = new LinkedHashMap<>();

    private Matters(String language) {
        this.language = language;
    }

    /// The name of each page and its path, in this language.
    public static Map<String, String> pages(String language) {
        Matters matters = new Matters(language);
        Chain.register(matters.type, Map.of("blind", false, "secondLevel", true));
        matters.drafted();
        matters.covered();
        matters.guarded();
        matters.asked();
        matters.ruled();
        matters.otherwise();
        matters.ended(); // last: what stays open would be claimed before the others
        return matters.pages;
    }

    /// Question pages on which something is still missing, each of a draft of its own: sent as they are, they come back
    /// with what is wrong.
    public static Map<String, String> unanswered(String language) {
        Matters matters = new Matters(language);
        Chain.register(matters.type, Map.of("blind", false, "secondLevel", true));
        matters.unanswered();
        return matters.pages;
    }

    /// Everything an agent can say that a person reads.
    private ObjectNode decision() {
        ObjectNode decision = Chain.decision(type);
        decision.withObjectProperty("subject").put("locale", language);
        decision.set("facts", Chain.tree("""
                {"facts": [
                  {"id": "f1", "name": "Purchase date", "value": "2026-08-01", "source": "orders", "observedAt": "2026-11-01T09:30:00Z"},
                  {"id": "f2", "name": "Price", "value": 49.90},
                  {"id": "f3", "name": "A value that cannot be disputed", "value": [1, 2], "correctable": false}]}""").get("facts"));
        decision.set("counterfactuals", Chain.tree("""
                {"all": [{"change": "bought on or after 24 October", "result": "the refund is approved"}]}""").get("all"));
        decision.set("commitments", Chain.tree("""
                {"all": [{"id": "c1", "type": "REFUND", "text": "We send the money back.", "amount": "49.90 EUR"}]}""").get("all"));
        decision.set("effect", Chain.tree("{\"type\": \"REFUSED\", \"startsAt\": \"2026-11-01T00:00:00Z\"}"));
        decision.set(
                "ground",
                Chain.tree(
                        "{\"kind\": \"CONTRACTUAL\", \"reference\": \"Terms 4.2\", \"url\": \"https://example.com/terms\"}"));
        return decision;
    }

    private String link(ObjectNode decision) {
        return Chain.token(Chain.post(decision).then().statusCode(201).extract().path("appealUrl"));
    }

    private void drafted() {
        String token = link(decision());
        add("notice", token, "");
        String draft = link(decision());
        for (Map.Entry<String, Map<String, String>> step : Map.of(
                        "1grounds", Map.of("ground", "FACT_WRONG"),
                        "2facts", Map.of("fact", "f1"),
                        "3fact-1", Map.of("value", "2026-11-01", "explanation", "The receipt says so."),
                        "4statement", Map.of("statement", STORY),
                        "5who", Map.of("self", "no", "name", "Amal", "relation", "daughter"),
                        "6pause", Map.of("pause", "yes"),
                        "7contact", Map.of("email", "amal@example.org"))
                .entrySet()
                .stream()
                .sorted(Map.Entry.comparingByKey())
                .toList()) {
            form(draft, "/appeal/" + step.getKey().substring(1), step.getValue());
        }
        evidence(draft, "f1");
        for (String step :
                List.of("grounds", "facts", "fact-1", "statement", "evidence", "who", "pause", "contact", "check")) {
            add(step, draft, "/appeal/" + step);
        }
        add("notice-with-draft", draft, "/notice");
    }

    private void covered() {
        ObjectNode first = decision().put("runId", type);
        String sibling = link(decision().put("runId", type));
        Chain.appeal(link(first)).then().statusCode(201);
        claimed(); // out of the way of the others
        add("notice-covered", sibling, "");
    }

    private void guarded() {
        ObjectNode guarded = decision();
        guarded.withObjectProperty("subject")
                .putObject("verification")
                .put("hint", "Last 4 digits of your order number")
                .put("digest", "sha256:" + "0".repeat(64));
        add("question", link(guarded), "");
    }

    private void asked() {
        String token = appealed(true);
        String caseId = claimed();
        evidence(token, "f1");
        desk(caseId, "messages", Map.of("text", "We look at it now.", "question", false));
        Instant due = Instant.parse(
                given().get("/api/v1/notices/" + token + "/status").path("clocks[0].dueAt"));
        Map<String, Object> extension =
                Map.of("dueAt", due.plus(10, ChronoUnit.DAYS).toString(), "reason", "The shop has not answered yet.");
        desk(caseId, "extensions", extension);
        desk(caseId, "messages", Map.of("text", "Which shop did you buy it from?", "question", true));
        String decision = given().get("/api/v1/notices/" + token).path("decisionId");
        SignIn.as("otto")
                .contentType(ContentType.JSON)
                .body(Map.of("granted", false, "reason", "The goods are gone."))
                .put("/api/v1/pause-requests/" + decision)
                .then()
                .statusCode(200);
        add("status-asked", token, "/status");
        add("answer", token, "/message");
        add("withdraw", token, "/withdraw");
        add("file-asked", token, "/file");
    }

    private void ruled() {
        String token = appealed(false);
        rule(claimed(), Chain.overturned(0));
        add("status-overturned", token, "");
        add("again", token, "/again");
        add("file-overturned", token, "/file");
        add("notice-ruled", token, "/notice");
        String upheld = appealed(false);
        rule(claimed(), Chain.tree("{\"fence\": 0, \"verdict\": \"UPHELD\", \"reasons\": \"The rule fits.\"}"));
        given().contentType(ContentType.JSON)
                .body(Map.of("text", "I do not agree."))
                .post("/api/v1/notices/" + upheld + "/second-appeal")
                .then()
                .statusCode(201);
        add("status-second-level", upheld, "");
        claimedBy("lena");
    }

    private void ended() {
        String token = appealed(false);
        add("status-received", token, "");
        add("message", token, "/message");
        String withdrawn = appealed(false);
        delete("/api/v1/notices/" + withdrawn + "/appeal").then().statusCode(204);
        add("status-withdrawn", withdrawn, "/status");
        add("lost", token + "x", "");
    }

    /// Answers of every other kind, a remedy that is done, a late appeal, one by somebody else, and what has no appeal.
    private void otherwise() {
        for (String verdict : List.of("PARTLY_OVERTURNED", "REMITTED", "INADMISSIBLE")) {
            String token = appealed(false);
            ObjectNode ruling = Chain.overturned(0).put("verdict", verdict);
            if (!verdict.equals("PARTLY_OVERTURNED")) {
                ruling.remove(List.of("correctedOutcome", "remedy", "correctedFacts"));
            }
            if (verdict.equals("INADMISSIBLE")) {
                ruling.remove("cause");
            }
            Response ruled = rule(claimed(), ruling);
            if (verdict.equals("PARTLY_OVERTURNED")) {
                Chain.agent()
                        .body(Map.of("status", "DONE", "evidence", "refund 7"))
                        .post("/api/v1/remedies/" + ruled.path("remedyId") + "/confirmation");
            }
            add("status-" + verdict.toLowerCase(Locale.ROOT).replace('_', '-'), token, "/status");
        }
        ObjectNode old = decision();
        old.put("decidedAt", Instant.now().minus(400, ChronoUnit.DAYS).toString());
        String late = link(old);
        add("notice-late", late, "");
        given().contentType(ContentType.JSON)
                .body(Map.of(
                        "grounds", List.of("SOMETHING_ELSE"),
                        "representative", Map.of("name", "Amal", "relation", "daughter"),
                        "contact", Map.of("locale", language)))
                .post("/api/v1/notices/" + late + "/appeal")
                .then()
                .statusCode(201);
        add("status-late-helped", late, "/status");
        add("file-helped", late, "/file");
        ObjectNode good = decision();
        good.withObjectProperty("outcome").put("adverse", false).put("summary", "You get your refund.");
        good.remove(
                List.of("facts", "reasons", "counterfactuals", "commitments", "effect", "ground", "model", "policy"));
        add("notice-bare", link(good), "");
        String notAppealable = Chain.fresh("final");
        Chain.register(notAppealable, Map.of("appealable", false, "notAppealableBecause", "It was only a draft."));
        add("notice-not-appealable", link(decision().put("type", notAppealable)), "");
        add("nothing-there", late, "/nothing");
        add("nothing-there-without-a-link", "x", "/nothing");
    }

    private void unanswered() {
        draft("grounds", Map.of());
        draft("facts", Map.of("grounds", Map.of("ground", "FACT_WRONG")));
        Map<String, Map<String, String>> fact = new LinkedHashMap<>();
        fact.put("grounds", Map.of("ground", "FACT_WRONG"));
        fact.put("facts", Map.of("fact", "f1"));
        draft("fact-1", fact);
        Map<String, Map<String, String>> said = new LinkedHashMap<>();
        said.put("grounds", Map.of("ground", "RULE_MISAPPLIED"));
        draft("statement", said);
        said.put("statement", Map.of("statement", STORY));
        draft("who", said);
        said.put("who", Map.of("self", "yes"));
        draft("pause", said);
        String asked = appealed(false);
        desk(claimed(), "messages", Map.of("text", "Which shop?", "question", true));
        add("answer", asked, "/message");
        String ruled = appealed(false);
        rule(claimed(), Chain.tree("{\"fence\": 0, \"verdict\": \"UPHELD\", \"reasons\": \"The rule fits.\"}"));
        add("again", ruled, "/again");
        guarded();
    }

    private void draft(String page, Map<String, Map<String, String>> steps) {
        String token = link(decision());
        steps.forEach((step, fields) -> form(token, "/appeal/" + step, fields));
        add(page, token, "/appeal/" + page);
    }

    private String appealed(boolean pause) {
        String token = link(decision());
        Map<String, Object> appeal = Map.of(
                "grounds", List.of("FACT_WRONG", "RULE_UNFAIR"),
                "statement", STORY,
                "disputedFacts",
                        List.of(Map.of(
                                "factId", "f1", "correctValue", "2026-11-01", "explanation", "See the receipt.")),
                "contact", Map.of("locale", language),
                "pauseRequested", pause);
        given().contentType(ContentType.JSON)
                .body(appeal)
                .post("/api/v1/notices/" + token + "/appeal")
                .then()
                .statusCode(201);
        return token;
    }

    private String claimed() {
        return claimedBy("rita");
    }

    private String claimedBy(String person) {
        return Chain.claim(person, type).then().statusCode(201).extract().path("caseId");
    }

    private static Response rule(String caseId, ObjectNode ruling) {
        Response claim = SignIn.as("rita").put("/api/v1/cases/" + caseId + "/claim");
        ruling.put("fence", claim.jsonPath().getLong("fence"));
        return SignIn.as("rita")
                .contentType(ContentType.JSON)
                .header("If-Match", "*")
                .body(ruling.toString())
                .post("/api/v1/cases/" + caseId + "/ruling")
                .then()
                .statusCode(201)
                .extract()
                .response();
    }

    private static void desk(String caseId, String what, Map<String, Object> body) {
        SignIn.as("rita")
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/cases/" + caseId + "/" + what)
                .then()
                .statusCode(201);
    }

    private static void evidence(String token, String fact) {
        given().multiPart("file", "receipt.png", SampleFiles.PNG, "image/png")
                .multiPart("factId", fact)
                .post("/api/v1/notices/" + token + "/evidence")
                .then()
                .statusCode(201);
    }

    /// Sends a question page as a browser does.
    public static void form(String token, String path, Map<String, ?> fields) {
        given().redirects()
                .follow(false)
                .contentType(ContentType.URLENC.withCharset("utf-8"))
                .formParams(fields)
                .post("/a/" + token + path)
                .then()
                .statusCode(303);
    }

    private void add(String name, String token, String path) {
        pages.put(name, "/a/" + token + path + (path.contains("?") ? "&" : "?") + "lang=" + language);
    }
}
