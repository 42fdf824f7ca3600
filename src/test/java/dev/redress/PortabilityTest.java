package dev.redress;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Whether a distributed engine could send the statements of the chain to the one machine that has the decision. Those
/// that it could not are named, with the reason, in `docs/portability.md`, and there are no others.
@QuarkusTest
class PortabilityTest {

    private static final Path PAGE = Path.of("docs/portability.md");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\w[^|]*?) \\| (\\w[^|]*?) \\|");
    private static final Pattern NAMED =
            Pattern.compile("(?i)\\b(?:from|join|into|update)\\s+(?:only\\s+)?\"?([a-z_]+)");

    private static final Pattern SEQ_SCAN = Pattern.compile("Seq Scan on (\\w+)");

    /// One row each.
    private static final Set<String> SMALL = Set.of("label_position", "outcome_position");

    @Inject
    Tables tables;

    @Inject
    DataSource database;

    @Inject
    Scheduler scheduler;

    private final String type = Chain.fresh("portable");

    @BeforeEach
    void nothingElse() {
        scheduler.pause();
        Chain.register(type, Map.of());
    }

    @AfterEach
    void goesOn() {
        scheduler.resume();
    }

    @Test
    void everyStatementOfTheChainKeepsToOneDecisionOrSaysWhyNot() throws Exception {
        Map<String, List<Statements.Statement>> steps = chain();
        Map<String, Set<String>> found = new TreeMap<>();
        List<String> report = new ArrayList<>();
        int kept = 0;
        try (Shards shards = new Shards(database)) {
            for (Map.Entry<String, List<Statements.Statement>> step : steps.entrySet()) {
                for (Statements.Statement statement : step.getValue()) {
                    if (named(statement.sql()).stream().noneMatch(shards::cuts)) {
                        continue; // small tables that every machine has: types, keys, people
                    }
                    Set<String> scattered = shards.scattered(statement);
                    report.add(step.getKey() + " | " + scattered + " | "
                            + statement.sql().replaceAll("\\s+", " "));
                    if (scattered.isEmpty()) {
                        kept++;
                    }
                    scattered.forEach(table -> found.computeIfAbsent(step.getKey(), _ -> new TreeSet<>())
                            .add(table));
                }
            }
        }
        Files.createDirectories(Path.of("target"));
        Files.write(Path.of("target/portability.txt"), report);
        assertThat(kept).as("statements that keep to one decision").isGreaterThan(40);
        assertThat(found).as("see target/portability.txt").isEqualTo(documented());
    }

    /// With a million rows a statement without an index is the end of whoever waits for it; small tables may be read
    /// whole.
    @Test
    void noStatementOfTheChainReadsAWholeTable() throws Exception {
        Map<String, Set<String>> whole = new TreeMap<>();
        Map<String, List<Statements.Statement>> steps = chain();
        steps.put(
                "proof",
                List.of(new Statements.Statement("SELECT * FROM decision WHERE external_id = 'x'", List.of())));
        try (Connection connection = database.getConnection();
                java.sql.Statement ask = connection.createStatement()) {
            ask.execute("SET enable_seqscan = off");
            ask.execute("SET plan_cache_mode = force_custom_plan");
            for (Map.Entry<String, List<Statements.Statement>> step : steps.entrySet()) {
                for (Statements.Statement statement : step.getValue()) {
                    for (String table : readWhole(ask, statement)) {
                        whole.computeIfAbsent(table, _ -> new TreeSet<>()).add(step.getKey());
                    }
                }
            }
            ask.execute("RESET ALL");
        }
        assertThat(whole.remove("decision_before")).containsExactly("proof");
        whole.keySet().removeIf(table -> table.startsWith("decision_"));
        whole.keySet().removeAll(SMALL);
        assertThat(whole).isEmpty();
    }

    private static Set<String> readWhole(java.sql.Statement ask, Statements.Statement statement) throws SQLException {
        Set<String> tables = new TreeSet<>();
        ask.execute(statement.prepare("asked"));
        try (ResultSet plan = ask.executeQuery("EXPLAIN (COSTS OFF) " + statement.execute("asked"))) {
            while (plan.next()) {
                Matcher scan = SEQ_SCAN.matcher(plan.getString(1));
                if (scan.find()) {
                    tables.add(scan.group(1));
                }
            }
        } finally {
            ask.execute("DEALLOCATE asked");
        }
        return tables;
    }

    /// A statement that looks for a decision by what somebody calls it is seen to go everywhere.
    @Test
    void aStatementThatDoesNotKeepToOneIsSeen() throws Exception {
        try (Shards shards = new Shards(database)) {
            String id = "'019ab1c2-6e00-7a3b-8c4d-5e6f70819203'";
            assertThat(shards.scattered(new Statements.Statement(
                            "SELECT * FROM decision d JOIN journal j ON j.decision_id = d.id WHERE d.id = $1",
                            List.of(id))))
                    .isEmpty();
            assertThat(shards.scattered(
                            new Statements.Statement("SELECT * FROM decision WHERE external_id = $1", List.of("'x'"))))
                    .containsExactly("decision");
            assertThat(shards.scattered(new Statements.Statement(
                            "SELECT * FROM decision d, journal j WHERE d.id = $1", List.of(id))))
                    .containsExactly("journal");
        }
    }

    private Map<String, List<Statements.Statement>> chain() throws Exception {
        Statements statements = new Statements(tables);
        Map<String, List<Statements.Statement>> steps = new LinkedHashMap<>();
        String traceId = java.util.UUID.randomUUID().toString().replace("-", "");
        ObjectNode decision = Chain.decision(type);
        decision.putObject("trace").put("traceId", traceId);
        decision.set("actor", Chain.tree("{\"sub\": \"amal\", \"act\": {\"sub\": \"helper\"}}"));
        Chain.post(Chain.decision(type)); // what is read once and remembered is read now
        String[] known = new String[2];
        steps.put(
                "record",
                statements.of(() -> known[0] =
                        Chain.post(decision).then().statusCode(201).extract().asString()));
        String id = Chain.tree(known[0]).get("id").asText();
        String token = Chain.token(Chain.tree(known[0]).get("appealUrl").asText());
        steps.put("repeat", statements.of(() -> Chain.post(decision).then().statusCode(200)));
        steps.put(
                "read",
                statements.of(() ->
                        Chain.agent().get("/api/v1/decisions/" + id).then().statusCode(200)));
        steps.put(
                "spans",
                statements.of(() -> Chain.agent()
                        .body("{\"resourceSpans\": [{\"scopeSpans\": [{\"spans\": [{\"traceId\": \"" + traceId
                                + "\", \"spanId\": \"b7ad6b7169203331\", \"name\": \"chat\","
                                + " \"startTimeUnixNano\": \"1764000000000000000\"}]}]}]}")
                        .post("/v1/traces")
                        .then()
                        .statusCode(200)));
        steps.put(
                "notice", statements.of(() -> given().get("/a/" + token).then().statusCode(200)));
        steps.put("appeal", statements.of(() -> Chain.appeal(token).then().statusCode(201)));
        steps.put(
                "status",
                statements.of(
                        () -> given().get("/a/" + token + "/status").then().statusCode(200)));
        steps.put(
                "claim",
                statements.of(() -> known[1] = Chain.claim("rita", type)
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("caseId")));
        String caseId = known[1];
        long fence = Long.parseLong(tables.column("SELECT fence FROM claim WHERE case_id = '" + caseId + "'")
                .getFirst());
        steps.put(
                "extend",
                statements.of(() -> SignIn.as("rita")
                        .contentType("application/json")
                        .put("/api/v1/cases/" + caseId + "/claim")
                        .then()
                        .statusCode(200)));
        steps.put(
                "first view",
                statements.of(() -> Chain.firstView("rita", caseId).then().statusCode(200)));
        steps.put(
                "case",
                statements.of(() ->
                        SignIn.as("rita").get("/api/v1/cases/" + caseId).then().statusCode(200)));
        steps.put(
                "rule",
                statements.of(() -> Chain.rule("rita", caseId, fence).then().statusCode(201)));
        steps.put(
                "link",
                statements.of(() -> Chain.agent()
                        .post("/api/v1/decisions/" + id + "/link")
                        .then()
                        .statusCode(201)));
        steps.forEach(
                (step, sent) -> assertThat(sent).as("statements of " + step).isNotEmpty());
        return steps;
    }

    private static Set<String> named(String sql) {
        Set<String> named = new TreeSet<>();
        Matcher one = NAMED.matcher(sql);
        while (one.find()) {
            named.add(one.group(1).toLowerCase(java.util.Locale.ROOT));
        }
        return named;
    }

    /// Rows `| step | table | why |` of the page.
    private static Map<String, Set<String>> documented() throws Exception {
        Map<String, Set<String>> documented = new TreeMap<>();
        Matcher row = ROW.matcher(Files.readString(PAGE)
                .split("## What does not keep to one decision")[1]
                .split("\n## ")[0]);
        while (row.find()) {
            if (!row.group(1).equals("step")) {
                documented
                        .computeIfAbsent(row.group(1), _ -> new TreeSet<>())
                        .addAll(List.of(row.group(2).split(", ")));
            }
        }
        return documented;
    }
}
