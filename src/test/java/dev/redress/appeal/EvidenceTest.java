package dev.redress.appeal;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.redress.Chain;
import dev.redress.SignIn;
import dev.redress.Tables;
import dev.redress.Wire;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a person uploads, over the wire.
@QuarkusTest
class EvidenceTest {

    @Inject
    Tables tables;

    @ParameterizedTest
    @CsvSource({
        "receipt.pdf, application/pdf",
        "photo.jpg, image/jpeg",
        "photo.png, image/png",
        "photo.heic, image/heic",
        "note.txt, text/plain",
        "letter.docx, application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "table.xlsx, application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "letter.odt, application/vnd.oasis.opendocument.text",
        "old.doc, application/msword"
    })
    void isTakenByWhatItIs(String name, String mediaType) {
        String token = Chain.link("evidence");
        add(token, name, SampleFiles.named(name))
                .then()
                .statusCode(201)
                .body("evidence[0].mediaType", equalTo(mediaType))
                .body("evidence[0].name", equalTo(name))
                .body("evidence[0].scanned", equalTo(false));
    }

    @ParameterizedTest
    @CsvSource({
        "page.html, file-type-unknown",
        "picture.svg, file-type-unknown",
        "program.exe, file-type-unknown",
        "macros.docm, file-type-unknown",
        "archive.zip, file-type-unknown",
        "archive-that-says-it-is-a-photo.sxw, file-type-unknown",
        "macros.ott, file-type-unknown",
        "empty.txt, file-empty"
    })
    void isRefusedWhenItIsSomethingElse(String name, String problem) {
        add(Chain.link("evidence"), name, SampleFiles.named(name))
                .then()
                .body("type", containsString("/problems/" + problem));
    }

    @Test
    void thatIsNotWhatItsNameSaysIsRefused() {
        String token = Chain.link("evidence");
        add(token, "letter.pdf", SampleFiles.PNG)
                .then()
                .statusCode(415)
                .body("type", containsString("file-is-another-type"));
        add(token, "photo.jpg", SampleFiles.PNG).then().statusCode(201); // a phone names every photo so
    }

    @Test
    void isTakenWhenItsPartNamesNoType() {
        String token = Chain.link("evidence");
        String body = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"note.txt\"\r\n"
                + "Content-Type: ;\r\n\r\nI bought it in November.\r\n--b--\r\n";
        assertThat(Wire.send(
                                "POST",
                                "/api/v1/notices/" + token + "/evidence",
                                body.getBytes(StandardCharsets.UTF_8),
                                "Content-Type: multipart/form-data; boundary=b")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void overTenMegabytesIsRefusedAndAFullTenIsNot() {
        String token = Chain.link("evidence");
        add(token, "big.txt", SampleFiles.text((10 << 20) + 1)).then().statusCode(413);
        add(token, "full.txt", SampleFiles.text(10 << 20))
                .then()
                .statusCode(201)
                .body("evidence[0].size", equalTo(10 << 20));
    }

    @Test
    void oneRefusedFileTakesNoOtherWithIt() {
        String token = Chain.link("evidence");
        given().multiPart("file", "good.pdf", SampleFiles.PDF, "application/pdf")
                .multiPart("file", "bad.exe", SampleFiles.named("program.exe"), "application/octet-stream")
                .multiPart("file", "also-good.png", SampleFiles.PNG, "image/png")
                .post("/api/v1/notices/" + token + "/evidence")
                .then()
                .statusCode(201)
                .body("evidence.name", equalTo(List.of("good.pdf", "also-good.png")))
                .body("refused.name", equalTo(List.of("bad.exe")))
                .body("refused[0].problem.status", equalTo(415));
    }

    @Test
    void fiveFilesFitAndASixthDoesNot() {
        String token = Chain.appealed("evidence");
        for (int i = 0; i < 5; i++) {
            add(token, i + ".txt", ("file " + i).getBytes(StandardCharsets.UTF_8))
                    .then()
                    .statusCode(201);
        }
        add(token, "6.txt", "one too many".getBytes(StandardCharsets.UTF_8))
                .then()
                .statusCode(422)
                .body("type", containsString("too-many-files"));
        get("/api/v1/notices/" + token + "/status").then().body("evidence", hasSize(5));
    }

    @Test
    void sentTwiceIsKeptOnce() {
        String token = Chain.appealed("evidence");
        String first = add(token, "photo.png", SampleFiles.PNG).path("evidence[0].id");
        add(token, "photo.png", SampleFiles.PNG).then().statusCode(201).body("evidence[0].id", equalTo(first));
        get("/api/v1/notices/" + token + "/status").then().body("evidence", hasSize(1));
    }

    @Test
    void ofTheDraftIsFiledWithTheAppealAndCanBeTakenBackBefore() {
        String token = Chain.link("evidence");
        add(token, "photo.png", SampleFiles.PNG).then().statusCode(201);
        String wrong = add(token, "wrong.pdf", SampleFiles.PDF).path("evidence[0].id");
        given().multiPart("remove", wrong)
                .redirects()
                .follow(false)
                .post("/a/" + token + "/appeal/evidence")
                .then()
                .statusCode(303);
        Chain.appeal(token).then().statusCode(201);
        get("/api/v1/notices/" + token + "/status").then().body("evidence.name", equalTo(List.of("photo.png")));
    }

    @Test
    void thatProvesAFactIsShownBesideItAtTheDesk() {
        String type = Chain.fresh("evidence");
        String token = Chain.link(type);
        given().multiPart("file", "receipt.png", SampleFiles.PNG, "image/png")
                .multiPart("factId", "f1")
                .post("/api/v1/notices/" + token + "/evidence")
                .then()
                .statusCode(201);
        Chain.appeal(token).then().statusCode(201);
        String caseId = Chain.claim("rita", type).path("caseId");
        SignIn.as("rita")
                .get("/api/v1/cases/" + caseId)
                .then()
                .body("evidence[0].factId", equalTo("f1"))
                .body("evidence[0].name", equalTo("receipt.png"));
        given().multiPart("file", "receipt.png", SampleFiles.PNG, "image/png")
                .multiPart("factId", "no such fact")
                .post("/api/v1/notices/" + token + "/evidence")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/factId"));
    }

    @Test
    void thatComesAfterTheReviewerLookedStopsTheRuling() {
        String type = Chain.fresh("evidence");
        Chain.register(type, java.util.Map.of("blind", false));
        String token = Chain.appealed(type);
        Response claimed = Chain.claim("rita", type);
        add(token, "new.png", SampleFiles.PNG).then().statusCode(201);
        Chain.rule("rita", claimed.path("caseId"), claimed.jsonPath().getLong("fence"))
                .then()
                .statusCode(412);
    }

    @Test
    void isTakenUntilTheRulingOnly() {
        String type = Chain.fresh("evidence");
        String token = Chain.appealed(type);
        Chain.overturn("rita", type);
        add(token, "late.png", SampleFiles.PNG).then().statusCode(409).body("type", containsString("already-ruled"));
    }

    @Test
    void isHandedOutAsAnAttachmentThatNoBrowserShows() {
        String type = Chain.fresh("evidence");
        String token = Chain.link(type);
        String content = "<script>alert(1)</script>, said the letter";
        String id = Chain.tree(sentAsABrowserDoes(token, "../Brief \u202Eüber%22mich.txt", content))
                .at("/evidence/0/id")
                .asText();
        Chain.appeal(token).then().statusCode(201);
        String caseId = Chain.claim("rita", type).path("caseId");
        for (Response answer : List.of(
                get("/a/" + token + "/evidence/" + id),
                SignIn.as("rita").get("/desk/cases/" + caseId + "/evidence/" + id))) {
            answer.then()
                    .statusCode(200)
                    .header("Content-Type", "application/octet-stream")
                    .header("X-Content-Type-Options", "nosniff")
                    .header("Content-Security-Policy", "sandbox; default-src 'none'")
                    .header(
                            "Content-Disposition",
                            "attachment; filename=\"Brief _ber22mich.txt\"; filename*=UTF-8''Brief%20%C3%BCber22mich.txt");
            assertThat(answer.asString()).isEqualTo(content);
        }
    }

    @Test
    void ofSomebodyElseIsNotThere() {
        String id = add(Chain.link("evidence"), "mine.png", SampleFiles.PNG).path("evidence[0].id");
        get("/a/" + Chain.link("evidence") + "/evidence/" + id).then().statusCode(404);
        String type = Chain.fresh("evidence");
        Chain.appealed(type);
        String caseId = Chain.claim("rita", type).path("caseId");
        SignIn.as("rita")
                .get("/desk/cases/" + caseId + "/evidence/" + id)
                .then()
                .statusCode(404);
    }

    @Test
    void withoutAFileIsAnswered() {
        given().multiPart("factId", "f1")
                .post("/api/v1/notices/" + Chain.link("evidence") + "/evidence")
                .then()
                .statusCode(422)
                .body("type", containsString("no-file"));
    }

    @Test
    void refusedAtTheFormKeepsTheOthersAndWhatWasTyped() {
        String token = Chain.appealed("evidence");
        String page = given().multiPart("text", "Here is the letter.")
                .multiPart("file", "good.pdf", SampleFiles.PDF, "application/pdf")
                .multiPart("file", "bad.exe", SampleFiles.named("program.exe"), "application/octet-stream")
                .post("/a/" + token + "/message")
                .then()
                .statusCode(422)
                .extract()
                .asString();
        assertThat(page).contains("Here is the letter.").contains("bad.exe");
        get("/api/v1/notices/" + token + "/status")
                .then()
                .body("evidence.name", equalTo(List.of("good.pdf")))
                .body("thread", hasSize(0));
    }

    @Test
    void isNeverPartOfTheDecisionRow() {
        String token = Chain.link("evidence");
        var before = tables.state();
        get("/a/" + token + "/appeal/evidence").then().statusCode(200);
        assertThat(tables.state()).isEqualTo(before);
    }

    private static Response add(String token, String name, byte[] content) {
        return given().multiPart("file", name, content, "application/octet-stream")
                .post("/api/v1/notices/" + token + "/evidence");
    }

    /// Names in UTF-8, a quotation mark in them as %22 (HTML standard, multipart/form-data encoding).
    private static String sentAsABrowserDoes(String token, String name, String content) {
        String body = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + name
                + "\"\r\nContent-Type: text/plain\r\n\r\n" + content + "\r\n--b--\r\n";
        return Wire.send(
                        "POST",
                        "/api/v1/notices/" + token + "/evidence",
                        body.getBytes(StandardCharsets.UTF_8),
                        "Content-Type: multipart/form-data; boundary=b")
                .text();
    }
}
