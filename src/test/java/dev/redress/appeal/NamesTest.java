package dev.redress.appeal;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redress.SignIn;
import dev.redress.Tables;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Trap: a moderator's name in the mail to the person (T15). Every page and every answer below a link is asked, found
/// by
/// the endpoints themselves, so that a new one is asked too; in matters that rita, ravi, lena and otto have worked on.
/// Mails are read by `MailsTest`.
@QuarkusTest
class NamesTest {

    private static final Pattern AT_WORK = Pattern.compile("(?i)\\b(rita|ravi|lena|otto|ada|ana)\\b|reviewerId|authorId"
            + "|ruledBy|claimedBy|approvedBy|\\bholder\\b");

    @Inject
    Tables tables;

    @Test
    void ofNobodyAtTheDeskAreOnAnySurfaceOfThePerson() {
        Set<String> tokens = new TreeSet<>();
        Matters.pages("en")
                .values()
                .forEach(path -> tokens.add(path.split("/")[2].split("\\?")[0]));
        Set<String> surfaces = surfaces();
        assertThat(surfaces)
                .as("found by the endpoints themselves")
                .contains("/a/{token}/status", "/a/{token}/file.json", "/api/v1/notices/{token}/status")
                .hasSizeGreaterThan(15);
        assertThat(tables.column("SELECT DISTINCT actor_id FROM journal"))
                .as("who has acted")
                .contains("rita", "lena");
        Set<String> answered = new HashSet<>();
        for (String token : tokens) {
            for (String surface : surfaces) {
                for (String path : filled(surface, token)) {
                    Response answer = given().redirects().follow(false).get(path);
                    assertNamesNobody(answer, path);
                    if (answer.statusCode() == 200) {
                        answered.add(surface);
                    }
                }
            }
        }
        assertThat(answered)
                .as("surfaces that told something")
                .containsAll(surfaces.stream()
                        .filter(surface -> !surface.matches(".*\\{(form|id).*|.*/appeal|.*/verification|.*/objection"))
                        .toList());
    }

    @Test
    void ofNobodyAtTheDeskAreInWhatAnswersThePerson() {
        Map<String, String> pages = Matters.pages("en");
        String asked = pages.get("status-asked").split("/")[2];
        String received = pages.get("status-received").split("/")[2];
        List<Response> answers = new ArrayList<>();
        answers.add(json(Map.of("text", "The one at the station.")).post("/api/v1/notices/" + asked + "/messages"));
        answers.add(json(Map.of("grounds", List.of("SOMETHING_ELSE"))).post("/api/v1/notices/" + received + "/appeal"));
        answers.add(given().multiPart("file", "a.png", SampleFiles.PNG, "image/png")
                .post("/api/v1/notices/" + asked + "/evidence"));
        answers.add(
                given().contentType(ContentType.URLENC).formParam("text", "").post("/a/" + asked + "/objection"));
        answers.add(given().delete("/api/v1/notices/" + received + "/appeal"));
        answers.add(json(Map.of("text", "No."))
                .post("/api/v1/notices/" + pages.get("status-overturned").split("/")[2] + "/second-appeal"));
        answers.forEach(answer -> {
            assertThat(answer.statusCode()).isLessThan(500);
            assertNamesNobody(answer, answer.asString());
        });
    }

    /// The test itself: the same names are told where they belong.
    @Test
    void areToldAtTheDesk() {
        assertThat(AT_WORK.matcher(SignIn.as("rita").get("/api/v1/me").asString() + " rita")
                        .find())
                .isTrue();
        assertThat(AT_WORK.matcher("{\"by\": \"Rita\"}").find()).isTrue();
        assertThat(AT_WORK.matcher("a writer, an arena and a motto").find()).isFalse();
    }

    private static io.restassured.specification.RequestSpecification json(Map<String, ?> body) {
        return given().contentType(ContentType.JSON).body(body);
    }

    private static void assertNamesNobody(Response answer, String where) {
        String told = answer.headers() + "\n" + answer.asString();
        assertThat(AT_WORK.matcher(told).results().map(found -> found.group()))
                .as(where)
                .isEmpty();
    }

    /// The addresses of all endpoints below a link that can be read.
    private static Set<String> surfaces() {
        Set<String> surfaces = new TreeSet<>();
        for (Class<?> type : endpoints()) {
            Path root = type.getAnnotation(Path.class);
            if (root == null || !root.value().matches("(/a|/api/v1/notices)/\\{token}.*")) {
                continue;
            }
            for (Method method : type.getDeclaredMethods()) {
                if (method.isAnnotationPresent(GET.class)) {
                    Path path = method.getAnnotation(Path.class);
                    surfaces.add(path == null ? root.value() : root.value() + "/" + path.value());
                }
            }
        }
        return surfaces;
    }

    private static List<Class<?>> endpoints() {
        java.nio.file.Path classes = java.nio.file.Path.of("target/classes");
        List<Class<?>> endpoints = new ArrayList<>();
        try (Stream<java.nio.file.Path> files = Files.walk(classes)) {
            for (java.nio.file.Path file : files.filter(one -> one.toString().matches(".*(Pages|Resource)\\.class"))
                    .toList()) {
                String name =
                        classes.relativize(file).toString().replace('/', '.').replace(".class", "");
                endpoints.add(Class.forName(name, false, NamesTest.class.getClassLoader()));
            }
        } catch (IOException | ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
        return endpoints;
    }

    private List<String> filled(String surface, String token) {
        String path = surface.replace("{token}", token).replaceAll("\\{form:.*}", "verification");
        if (path.contains("{step}")) {
            return Stream.of("grounds", "facts", "fact-1", "statement", "evidence", "who", "pause", "contact", "check")
                    .map(step -> path.replace("{step}", step))
                    .toList();
        }
        return path.contains("{")
                ? List.of(path.replaceAll("\\{[^}]*}", UUID.randomUUID().toString()))
                : List.of(path);
    }
}
