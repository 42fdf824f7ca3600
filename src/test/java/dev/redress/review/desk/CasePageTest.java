package dev.redress.review.desk;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Page;
import dev.redress.Chain;
import dev.redress.SignIn;
import dev.redress.appeal.SampleFiles;
import dev.redress.browser.Axe;
import dev.redress.browser.Browser;
import dev.redress.browser.Look;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What a reviewer reads of a case, and how.
@QuarkusTest
@ExtendWith(Browser.Extension.class)
class CasePageTest {

    private final String type = Chain.fresh("page");
    private final String policy = Chain.fresh("rules");

    @BeforeEach
    void aTypeOfItsOwn() {
        Chain.register(type, Map.of());
    }

    private ObjectNode decision() {
        ObjectNode decision = Chain.decision(type);
        decision.withObjectProperty("policy")
                .put("id", policy)
                .put("text", "Rules\n3.1 Unused only.\n3.2 Within 30 days.\n4 Broken things.");
        decision.set("calls", Chain.tree("""
                {"all": [{"id": "k1", "step": "decide", "essential": true, "status": "ERROR", "errorType": "timeout",
                          "startedAt": "2026-11-23T09:30:01Z"}]}""").get("all"));
        return decision;
    }

    private String link() {
        return Chain.token(
                Chain.post(decision()).then().statusCode(201).extract().path("appealUrl"));
    }

    private String claimed(String token) {
        Chain.appeal(token).then().statusCode(201);
        return Chain.claim("rita", type).then().statusCode(201).extract().path("caseId");
    }

    private static String send(String token, String name, byte[] content) {
        return given().multiPart("file", name, content)
                .post("/api/v1/notices/" + token + "/evidence")
                .then()
                .statusCode(201)
                .extract()
                .path("evidence[0].id");
    }

    private static Response picture(String caseId, String file) {
        return SignIn.as("rita").get("/desk/cases/" + caseId + "/evidence/" + file + "/picture");
    }

    @Test
    void drawsPicturesAnewTheRightWayUpAndKeepsNoByteOfWhatWasSent() throws IOException {
        String token = link();
        byte[] lying = new ByteArrayOutputStream() {
            {
                byte[] plain = red(60, 30);
                write(plain, 0, 2); // the start of a JPEG, then what a camera notes: turned by a quarter
                write(HexFormat.of()
                        .parseHex("ffe100224578696600004d4d002a000000080001011200030000000100060000000000000000"));
                write(plain, 2, plain.length - 2);
                write("<script>alert(1)</script>".getBytes(StandardCharsets.US_ASCII));
            }
        }.toByteArray();
        String photo = send(token, "photo.jpg", lying);
        String caseId = claimed(token);
        Response shown = picture(caseId, photo);
        shown.then()
                .statusCode(200)
                .contentType("image/jpeg")
                .header("Content-Security-Policy", "sandbox; default-src 'none'")
                .header("X-Content-Type-Options", "nosniff");
        byte[] drawn = shown.asByteArray();
        BufferedImage upright = ImageIO.read(new ByteArrayInputStream(drawn));
        assertThat(upright.getWidth()).isEqualTo(30);
        assertThat(upright.getHeight()).isEqualTo(60);
        assertThat(new Color(upright.getRGB(15, 5)).getRed()).isGreaterThan(200); // what was on the left is on top
        assertThat(new Color(upright.getRGB(15, 55)).getRed()).isLessThan(60);
        assertThat(new String(drawn, StandardCharsets.ISO_8859_1)).doesNotContain("script", "Exif");
    }

    @Test
    void drawsNothingOfWhatIsBrokenOrTooLargeAndStillHandsItOut() throws IOException {
        String token = link();
        byte[] png = SampleFiles.PNG.clone();
        byte[] huge = png.clone();
        huge[16] = huge[20] = 0x7f; // two thousand million pixels a side, says the header
        byte[] cut = java.util.Arrays.copyOf(red(200, 200), 300);
        String first = send(token, "huge.png", huge);
        String second = send(token, "cut.jpg", cut);
        String pdf = send(token, "receipt.pdf", SampleFiles.PDF);
        String caseId = claimed(token);
        for (String file : List.of(first, pdf)) {
            picture(caseId, file).then().statusCode(404);
        }
        assertThat(picture(caseId, second).statusCode()).isIn(200, 404);
        for (String file : List.of(first, second, pdf)) {
            SignIn.as("rita")
                    .get("/desk/cases/" + caseId + "/evidence/" + file)
                    .then()
                    .statusCode(200);
        }
        given().redirects()
                .follow(false)
                .get("/desk/cases/" + caseId + "/evidence/" + second + "/picture")
                .then()
                .statusCode(302);
    }

    @Test
    void showsWhatIsHardToLookAtOnlyWhenAsked() {
        String token = link();
        String photo = send(token, "wound.png", SampleFiles.PNG);
        send(token, "letter.txt", "<b>I bought it</b>".getBytes(StandardCharsets.UTF_8));
        String caseId = claimed(token);
        String page = "/desk/cases/" + caseId;
        SignIn.as("rita")
                .get(page)
                .then()
                .body(containsString("&lt;b&gt;I bought it"))
                .body(not(containsString("app-preview--blur")));
        SignIn.as("rita")
                .redirects()
                .follow(false)
                .formParam("marked", true)
                .post(page + "/evidence/" + photo + "/mark")
                .then()
                .statusCode(303);
        SignIn.as("rita")
                .get(page)
                .then()
                .body(containsString("app-preview--blur"))
                .body(containsString("Show it"));
    }

    @Test
    void marksTheClauseAndTheRunAfterTheFirstViewOnly() {
        String caseId = claimed(link());
        SignIn.as("rita")
                .get("/desk/cases/" + caseId)
                .then()
                .body(containsString("3.2 Within 30 days."))
                .body(not(containsString("<mark")))
                .body(not(containsString("incomplete run")));
        Chain.firstView("rita", caseId).then().statusCode(200);
        SignIn.as("rita")
                .get("/desk/cases/" + caseId)
                .then()
                .body(containsString("<mark class=\"app-clause\">3.2 Within 30 days.</mark>"))
                .body(containsString("incomplete run"))
                .body(containsString("Steps that failed: decide."));
    }

    @Test
    void warnsWhenADraftDepartsFromEarlierRulings() {
        for (String reviewer : List.of("rita", "ravi")) {
            claimedAndOverturned(reviewer);
        }
        String caseId = claimed(link());
        assertThat(SignIn.as("rita").get("/api/v1/cases/" + caseId).jsonPath().<Object>get("background.precedents"))
                .isNull();
        Chain.firstView("rita", caseId).then().statusCode(200);
        assertThat(SignIn.as("rita").get("/api/v1/cases/" + caseId).jsonPath().getList("background.precedents.verdict"))
                .containsExactly("OVERTURNED", "OVERTURNED");
        draft(caseId, "OVERTURNED").body(not(containsString("another way than most")));
        draft(caseId, "UPHELD").body(containsString("another way than most"));
        assertThat(SignIn.as("rita").get("/api/v1/cases/" + caseId).jsonPath().getString("background.precedents"))
                .doesNotContain("ravi"); // who made them is nobody's business
    }

    private void claimedAndOverturned(String reviewer) {
        Chain.appeal(link()).then().statusCode(201);
        Chain.overturn(reviewer, type);
    }

    private io.restassured.response.ValidatableResponse draft(String caseId, String verdict) {
        SignIn.as("rita").formParam("verdict", verdict).post("/desk/cases/" + caseId + "/draft");
        return SignIn.as("rita").get("/desk/cases/" + caseId).then().statusCode(200);
    }

    @Test
    void isForEveryoneInDayAndNightWideAndNarrow(Browser browser) {
        claimedAndOverturned("rita");
        claimedAndOverturned("ravi");
        String token = link();
        send(token, "photo.png", SampleFiles.PNG);
        String caseId = claimed(token);
        Chain.firstView("rita", caseId).then().statusCode(200);
        draft(caseId, "UPHELD");
        for (Look look : List.of(Look.DESK, Look.DESK.inTheDark(), Look.DESK.wide(768), Look.DESK.wide(390))) {
            Page page = browser.open(look);
            SignIn.open(page, "rita", "/desk/cases/" + caseId);
            Axe.assertNoViolations(page);
            browser.shot(page, "case-page-" + look.name());
            assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                    .isLessThanOrEqualTo(look.width());
        }
    }

    /// Red on the left, black on the right.
    private static byte[] red(int width, int height) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = image.createGraphics();
        pen.setColor(Color.RED);
        pen.fillRect(0, 0, width / 2, height);
        pen.dispose();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "jpg", out);
        return out.toByteArray();
    }
}
