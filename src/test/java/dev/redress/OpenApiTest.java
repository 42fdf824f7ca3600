package dev.redress;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The description of the API is a file that people review. A change of the API without a change of the file fails.
///
/// After a wanted change: `./mvnw test -Dtest=OpenApiTest -Dredress.openapi=write`, then read the difference.
@QuarkusTest
class OpenApiTest {

    private static final Path FILE = Path.of("openapi.yaml");
    private static final YAMLMapper YAML = new YAMLMapper();

    @Test
    void isTheCommittedOne() throws IOException {
        String served =
                given().get("/q/openapi").then().statusCode(200).extract().asString();
        if ("write".equals(System.getProperty("redress.openapi"))) {
            Files.writeString(FILE, served);
        }
        assertThat(YAML.readTree(served)).isEqualTo(YAML.readTree(Files.readString(FILE)));
    }

    @Test
    void isVersionThreeOne() throws IOException {
        assertThat(YAML.readTree(Files.readString(FILE)).get("openapi").asText())
                .startsWith("3.1");
    }

    @Test
    void showsAnExampleOnEveryOperation() throws IOException {
        List<String> without = new ArrayList<>();
        JsonNode description = YAML.readTree(Files.readString(FILE));
        description
                .get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    if (operation.getValue().get("responses") instanceof ObjectNode answers) {
                        answers.remove("default"); // all of them have it, with an example
                    }
                    if (operation.getValue().has("operationId")
                            && operation.getValue().findValues("example").isEmpty()
                            && operation.getValue().findValues("examples").isEmpty()) {
                        without.add(operation.getKey() + " " + path.getKey());
                    }
                }));
        assertThat(without).isEmpty();
    }

    @Test
    void describesTheApiAndNothingElse() throws IOException {
        JsonNode paths = YAML.readTree(Files.readString(FILE)).get("paths");
        assertThat(paths.propertyStream().map(java.util.Map.Entry::getKey))
                .allMatch(path -> path.startsWith("/api/v1/"));
        assertThat(paths.has("/api/v1/decisions")).isTrue();
        assertThat(paths.has("/api/v1/notices/{token}/appeal")).isTrue();
    }
}
