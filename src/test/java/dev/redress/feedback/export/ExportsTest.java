package dev.redress.feedback.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.redress.Chain;
import dev.redress.feedback.Made;
import dev.redress.platform.Ids;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// One dataset of four labels, overturned, upheld, partly overturned and one of hostile words, in each tool's own
/// format. Where a tool or its types can be had, the file is put before them.
@QuarkusTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExportsTest {

    private static final String HOSTILE =
            "=HYPERLINK(\"x\") {{ env.HOME }} {% raw %}{% endraw %}{{ 7*7 }} \"quoted\", file:///etc/passwd\nnext — ü ~ env.HOME }} {{input}} \\{";

    /// promptfoo would load this package and call its function.
    private static final String PACKAGE = "package:left-pad:x";

    @TempDir
    Path files;

    private JsonNode dataset;
    private List<JsonNode> records;

    @BeforeEach
    void makesTheDatasetOnce() {
        if (dataset != null) {
            return;
        }
        String type = Made.type();
        Made.ruled(type, "OVERTURNED", decision -> {
            decision.putObject("trace")
                    .put("traceId", "4bf92f3577b34da6a3ce929d0e0e4736")
                    .put("spanId", "00f067aa0ba902b7");
            decision.putObject("inputSnapshot")
                    .putArray("messages")
                    .addObject()
                    .put("role", "user")
                    .put("content", "Refund, please.");
        });
        Made.ruled(type, "UPHELD", decision -> decision.put("inputSnapshot", PACKAGE));
        Made.ruled(type, "PARTLY_OVERTURNED");
        Made.ruled(type, "UPHELD", decision -> decision.put("inputSnapshot", HOSTILE));
        dataset = Made.dataset(type, type);
        records = Made.lines(dataset, "jsonl");
    }

    @Test
    void promptfooRunsItsFileAndHostileWordsStayWords() throws Exception {
        Path file = write("promptfoo");
        List<JsonNode> echoed = NodeTools.run("promptfoo.mjs", file.toString(), "denied");
        assertThat(echoed).hasSize(4);
        for (JsonNode result : echoed) {
            assertThat(result.get("success").booleanValue())
                    .as("the agent said denied; that was right: " + result)
                    .isEqualTo(result.at("/metadata/verdict").asText().equals("UPHELD"));
        }
        assertThat(NodeTools.run("promptfoo.mjs", file.toString(), "{{input}}"))
                .extracting(result -> result.get("output").asText())
                .contains(HOSTILE, PACKAGE, "{\"purchase\":\"2026-08-01\"}");
    }

    @Test
    void theTypesOfOpenAiLangfuseAndLangSmithHold() throws Exception {
        NodeTools.typeCheck("""
                import type { RunCreateParams, CreateEvalJSONLRunDataSource } from 'openai/resources/evals/runs/runs';
                import type { CreateDatasetItemRequest, CreateScoreRequest } from '@langfuse/core';
                import type { ExampleCreate } from 'langsmith/schemas';
                import type { ChatCompletionMessageParam } from 'openai/resources/chat/completions';
                const evals: CreateEvalJSONLRunDataSource =
                  {"type": "jsonl", "source": {"type": "file_content", "content": %s}};
                const run: RunCreateParams = {"data_source": evals};
                const items: CreateDatasetItemRequest[] = %s;
                const scores: CreateScoreRequest[] = %s;
                const examples: ExampleCreate[] = %s;
                type Turn = {"messages": ChatCompletionMessageParam[]};
                const pairs: {"input": Turn, "preferred_output": ChatCompletionMessageParam[],
                  "non_preferred_output": ChatCompletionMessageParam[]}[] = %s;
                export { run, items, scores, examples, pairs };
                """.formatted(
                        lines("openai-evals"),
                        lines("langfuse"),
                        records.stream()
                                .map(record -> dev.redress.platform.Json.read(record, dev.redress.feedback.Label.class))
                                .flatMap(label -> Langfuse.score(label).stream())
                                .toList(),
                        lines("langsmith"),
                        lines("openai-preference")));
    }

    @Test
    void aWrongTypeWouldBeSeen() {
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> NodeTools.typeCheck("""
                                import type { CreateDatasetItemRequest } from '@langfuse/core';
                                export const item: CreateDatasetItemRequest = {"dataset": "x"};
                                """))
                .hasMessageContaining("CreateDatasetItemRequest");
    }

    @Test
    void parquetIsReadTheSameByDuckDbAndHyparquet() throws Exception {
        Path file = write("parquet");
        List<JsonNode> read = NodeTools.run("parquet.mjs", file.toString());
        List<Map<String, String>> rows = new ArrayList<>();
        try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
                ResultSet found = duckdb.createStatement()
                        .executeQuery("SELECT * REPLACE (epoch_ms(createdAt) AS createdAt) FROM '" + file
                                + "' ORDER BY place")) {
            while (found.next()) {
                Map<String, String> row = new LinkedHashMap<>();
                for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                    row.put(found.getMetaData().getColumnName(i), found.getString(i));
                }
                rows.add(row);
            }
        }
        assertThat(rows).hasSize(4);
        for (int i = 0; i < 4; i++) {
            Map<String, String> other = new LinkedHashMap<>();
            read.get(i)
                    .properties()
                    .forEach(member -> other.put(
                            member.getKey(),
                            member.getValue().isNull()
                                    ? null
                                    : member.getValue().asText()));
            // JavaScript has no microseconds and rounds.
            assertThat(java.time.Instant.parse(other.remove("createdAt")).toEpochMilli())
                    .isCloseTo(
                            Long.parseLong(rows.get(i).remove("createdAt")), org.assertj.core.data.Offset.offset(1L));
            assertThat(other).isEqualTo(rows.get(i));
            assertThat(rows.get(i))
                    .containsEntry("id", records.get(i).get("id").asText())
                    .containsEntry("verdict", records.get(i).get("verdict").asText())
                    .containsEntry("split", records.get(i).get("split").asText())
                    .containsEntry("blind", "true");
        }
        assertThat(rows.get(3))
                .containsEntry(
                        "input",
                        "\""
                                + HOSTILE.replace("\\", "\\\\")
                                        .replace("\"", "\\\"")
                                        .replace("\n", "\\n") + "\"");
    }

    @Test
    void csvHasTheSameRowsAndNoFormula() throws IOException {
        List<CSVRecord> rows = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get()
                .parse(new StringReader(text("csv")))
                .getRecords();
        assertThat(rows).hasSize(4);
        assertThat(rows.get(0).get("humanOutcome")).isEqualTo("approved");
        assertThat(rows.get(1).get("humanOutcome")).isEmpty();
        assertThat(rows)
                .allSatisfy(row -> assertThat(row.get("id"))
                        .isEqualTo(records.get((int) row.getRecordNumber() - 1)
                                .get("id")
                                .asText()));
        assertThat(rows).allSatisfy(row -> assertThat(row.toList()).noneMatch(cell -> cell.matches("[=+@-](?s).*")));
    }

    @Test
    void onlyWhatWasChangedMakesAPair() {
        List<JsonNode> pairs = Made.lines(dataset, "trl-preference");
        assertThat(pairs).hasSize(2);
        assertThat(pairs.getFirst().toString())
                .isEqualTo("{\"prompt\":[{\"role\":\"user\",\"content\":\"Refund, please.\"}],"
                        + "\"chosen\":[{\"role\":\"assistant\",\"content\":\"approved: You get your money back.\"}],"
                        + "\"rejected\":[{\"role\":\"assistant\",\"content\":\"denied: Your refund was refused.\"}]}");
        assertThat(Made.lines(dataset, "openai-preference"))
                .hasSize(2)
                .allSatisfy(pair ->
                        assertThat(names(pair)).containsExactly("input", "preferred_output", "non_preferred_output"));
    }

    @Test
    void whatWasPartlyRightIsNoSideOfKto() {
        assertThat(Made.lines(dataset, "trl-kto"))
                .extracting(line -> line.get("label").booleanValue())
                .containsExactly(false, true, true);
        assertThat(Made.lines(dataset, "trl-kto"))
                .allSatisfy(line -> assertThat(names(line)).containsExactly("prompt", "completion", "label"));
    }

    @Test
    void inspectMlflowAndRagasGetTheirMembersAndNoOthers() {
        assertThat(Made.lines(dataset, "inspect")).hasSize(4).allSatisfy(sample -> {
            assertThat(names(sample)).containsExactly("id", "input", "target", "metadata");
            assertThat(sample.get("input").isTextual()).isTrue();
            assertThat(sample.get("target").asText()).isIn("approved", "denied");
        });
        assertThat(Made.lines(dataset, "mlflow")).hasSize(4).allSatisfy(row -> {
            assertThat(names(row)).containsExactly("inputs", "outputs", "expectations", "tags", "source");
            assertThat(row.at("/expectations/expected_response").asText()).isIn("approved", "denied");
            assertThat(row.get("tags")).allMatch(JsonNode::isTextual);
            assertThat(names(row.get("source"))).containsExactly("human");
            assertThat(row.toString()).doesNotContain("rita");
        });
        assertThat(Made.lines(dataset, "ragas")).hasSize(4).allSatisfy(sample -> {
            assertThat(names(sample)).containsExactly("user_input", "response", "reference");
            assertThat(sample).allMatch(JsonNode::isTextual);
        });
    }

    @Test
    void huggingFaceGetsAFolderWithACardAndCroissantWhoseDigestsAreRight() throws Exception {
        Map<String, byte[]> folder = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(Made.export(dataset, "huggingface")))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                folder.put(entry.getName(), zip.readAllBytes());
            }
        }
        String card = new String(folder.get("README.md"), StandardCharsets.UTF_8);
        JsonNode front = new YAMLMapper().readTree(card.split("---\n")[1]);
        assertThat(front.at("/size_categories/0").asText()).isEqualTo("n<1K");
        assertThat(card).contains("It is not a random sample");
        int rows = 0;
        for (JsonNode file : front.at("/configs/0/data_files")) {
            assertThat(folder).containsKey(file.get("path").asText());
        }
        for (JsonNode split : front.at("/dataset_info/splits")) {
            Path data = Files.write(
                    files.resolve("split.parquet"),
                    folder.get("data/" + split.get("name").asText() + ".parquet"));
            List<JsonNode> read = NodeTools.run("parquet.mjs", data.toString());
            assertThat(read).hasSize(split.get("num_examples").intValue());
            assertThat(read)
                    .allSatisfy(row -> assertThat(names(row))
                            .containsExactlyElementsOf(
                                    front.at("/dataset_info/features").findValuesAsText("name")));
            rows += read.size();
        }
        assertThat(rows).isEqualTo(4);
        JsonNode croissant = Chain.tree(new String(folder.get("croissant.json"), StandardCharsets.UTF_8));
        for (String required :
                List.of("name", "description", "license", "url", "creator", "datePublished", "distribution")) {
            assertThat(croissant.has(required)).as(required).isTrue();
        }
        assertThat(croissant.get("conformsTo").toString()).contains("http://mlcommons.org/croissant/1.0");
        for (JsonNode file : croissant.get("distribution")) {
            assertThat(file.get("sha256").asText())
                    .isEqualTo(HexFormat.of()
                            .formatHex(Ids.sha256()
                                    .digest(folder.get(file.get("contentUrl").asText()))));
        }
        assertThat(croissant.findValuesAsText("column")).contains("verdict", "inclusionProbability");
    }

    @Test
    void aSplitCanBeHadAlone() {
        String split = records.getFirst().get("split").asText();
        String alone = dev.redress.SignIn.as("ana")
                .queryParam("split", split)
                .get("/api/v1/datasets/" + dataset.get("id").asText() + "/export")
                .asString();
        assertThat(alone.lines())
                .hasSize(dataset.at("/counts/splits/" + split).intValue())
                .allMatch(line -> line.endsWith("\"split\":\"" + split + "\"}"));
    }

    private static List<String> names(JsonNode of) {
        List<String> names = new ArrayList<>();
        of.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private List<JsonNode> lines(String format) {
        return Made.lines(dataset, format);
    }

    private String text(String format) {
        return new String(Made.export(dataset, format), StandardCharsets.UTF_8);
    }

    private Path write(String format) throws IOException {
        return Files.write(
                files.resolve(format + (format.equals("parquet") ? ".parquet" : ".jsonl")),
                Made.export(dataset, format));
    }
}
