package dev.redress;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The metrics count every path, however many there are.
@QuarkusTest
class PathMetricsTest {

    private static final Pattern PATH = Pattern.compile("@Path\\(\"/?([^\"]*)\"\\)");
    private static final Pattern COUNTED = Pattern.compile("uri=\"([^\"]*)\"");

    /// What the library counts unless told otherwise.
    private static final int DEFAULT = 100;

    @Test
    void ofThePersonAreThereWhenAllOthersWereAskedBefore() throws Exception {
        new YAMLMapper()
                .readTree(Path.of("openapi.yaml").toFile())
                .path("paths")
                .properties()
                .forEach(path -> path.getValue().fieldNames().forEachRemaining(method -> ask(method, path.getKey())));
        pages().forEach(path -> ask("get", path));
        given().get("/api/v1/notices/nobody/status").then().statusCode(404);
        given().get("/a/nobody/status").then().statusCode(404);
        Set<String> counted = COUNTED.matcher(given().get("/q/metrics").asString())
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
        assertThat(counted)
                .contains("/api/v1/notices/{token}/status", "/a/{token}/status")
                .hasSizeGreaterThan(DEFAULT);
    }

    private static void ask(String method, String path) {
        if (path.startsWith("/a/") || path.startsWith("/api/v1/notices/")) {
            return;
        }
        RequestSpecification request = method.equals("get") ? SignIn.as("otto") : given();
        request.redirects()
                .follow(false)
                .contentType(ContentType.JSON)
                .request(method.toUpperCase(Locale.ROOT), path.replaceAll("\\{[^}]*}", "x"));
    }

    /// Of the pages, as their classes say.
    private static Set<String> pages() throws IOException {
        Set<String> paths = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith("Pages.java")).toList()) {
                List<MatchResult> found =
                        PATH.matcher(Files.readString(file)).results().toList();
                String start = found.isEmpty() ? "" : found.getFirst().group(1);
                found.forEach(one -> paths.add(
                        one.group(1).equals(start)
                                ? "/" + start
                                : ("/" + start + "/" + one.group(1)).replace("//", "/")));
            }
        }
        return paths;
    }
}
