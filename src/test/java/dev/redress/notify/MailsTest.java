package dev.redress.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redress.Chain;
import dev.redress.MailServer;
import dev.redress.SignIn;
import dev.redress.StoppableClock;
import dev.redress.Tables;
import dev.redress.feedback.SecondLevel;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The mails of the chain as a mail server gets them.
@QuarkusTest
@TestProfile(MailOn.class)
class MailsTest {

    private static final Pattern LINK = Pattern.compile("http\\S+");

    private static MailServer server;

    @Inject
    Persons persons;

    @Inject
    Tables tables;

    @Inject
    Clock clock;

    @BeforeAll
    static void start() {
        server = MailServer.at(MailOn.port()).start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void tellAPersonWhatHappensFromTheFirstDayToTheLast() throws Exception {
        Persons.Person person = persons.appealing("en");
        assertThat(mail(person, 1)).contains("We have your request.", "You will get an answer by ");

        persons.tell(person, "When did you buy it?", true);
        assertThat(mail(person, 2)).contains("We have a question for you.", "Please answer by ");
        persons.later(Duration.ofDays(9));
        persons.later(Duration.ofDays(10));
        assertThat(mail(person, 3)).contains("We still have a question for you.");
        try (StoppableClock.Moved _ = StoppableClock.ahead(Duration.ofDays(15))) {
            assertThat(mail(person, 4)).contains("No answer came in time.");
        }

        persons.extend(person, "We wait for a paper from the shop.", clock.instant());
        assertThat(mail(person, 5)).contains("We need more time", "> We wait for a paper from the shop.");
        persons.later(Duration.ofDays(54));
        persons.later(Duration.ofDays(56));
        assertThat(mail(person, 6)).contains("You should have had an answer by ", "We are late.");

        Response ruling = persons.overturn(person);
        assertThat(mail(person, 7))
                .contains("There is an answer to your request.", "You were right.")
                .doesNotContain("done");
        persons.later(Duration.ofDays(15));
        assertThat(mail(person, 8)).contains("Something should have been done for you by ", "It is not done yet.");
        confirm(ruling.path("remedyId"), "FAILED");
        confirm(ruling.path("remedyId"), "DONE");
        assertThat(mail(person, 9)).contains("What had to be done for you was done on ");
        persons.later(Duration.ofDays(90));
        assertThat(server.to(person.email())).hasSize(9);

        for (MailServer.Received mail : server.to(person.email())) {
            assertThat(mail.subject()).matches("News about your request RD-\\w{4}-\\w{2}");
            assertThat(RestAssured.get(link(mail)).statusCode()).isEqualTo(200);
            assertThat(new String(mail.raw()) + mail.text() + mail.html())
                    .as("nobody but the person reads the matter itself")
                    .doesNotContainIgnoringCase("rita", "ravi", "lena", "refund", "cust-1182", "49.9", "2026-08-01")
                    .doesNotContain("My very own words", "When did you buy it?", "The receipt shows", "OUTSIDE_WINDOW");
        }
    }

    @Test
    void sayThatTheAppealWasTakenBackAndRemindOfNothingThen() throws Exception {
        Persons.Person person = persons.appealing("en");
        server.await(person.email(), 1);
        persons.tell(person, "When did you buy it?", true);
        server.await(person.email(), 2);
        RestAssured.delete("/api/v1/notices/" + person.token() + "/appeal")
                .then()
                .statusCode(204);
        assertThat(mail(person, 3)).contains("You took your request back.");
        persons.later(Duration.ofDays(10));
        persons.later(Duration.ofDays(400));
        assertThat(server.to(person.email())).hasSize(3);
    }

    @Test
    void sayOnlyWhatIsKnownOfWhatIsLate() throws Exception {
        Persons.Person person = persons.appealing("en");
        server.await(person.email(), 1);
        String remedy = persons.overturn(person).path("remedyId");
        server.await(person.email(), 2);
        tables.change("UPDATE remedy_standing SET state = 'UNKNOWN' WHERE remedy_id = '" + remedy + "'");
        persons.later(Duration.ofDays(15));
        assertThat(mail(person, 3))
                .contains("Something should have been done for you by ", "We do not know yet whether it was done.")
                .doesNotContain("not done");
    }

    /// A day that ends there is another one already, or still, where the operator is.
    @ParameterizedTest
    @CsvSource({"IE, Europe/Dublin", "US, America/New_York"})
    void nameTheDayThatItIsWhereThePersonIs(String jurisdiction, String zone) throws Exception {
        Persons.Person person = persons.appealingIn(jurisdiction);
        server.await(person.email(), 1);
        persons.tell(person, "When did you buy it?", true);
        String answerBy = "Please answer by " + day(person, "thread[0].question.answerBy", zone) + ".";
        assertThat(mail(person, 2)).contains(answerBy);
        persons.later(Duration.ofDays(10));
        assertThat(mail(person, 3)).contains(answerBy);
        RestAssured.given()
                .contentType(ContentType.JSON)
                .body(Map.of("text", "In November."))
                .post("/api/v1/notices/" + person.token() + "/messages")
                .then()
                .statusCode(201);
        String remedy = persons.overturn(person).path("remedyId");
        server.await(person.email(), 4);
        persons.later(Duration.ofDays(16));
        assertThat(mail(person, 5))
                .contains("Something should have been done for you by " + day(person, "remedies[0].dueAt", zone) + ".");
        confirm(remedy, "DONE");
        assertThat(mail(person, 6)).contains("was done on " + day(person, "remedies[0].stateAt", zone) + ".");
    }

    @Test
    void tellWhatWasSaidToTheWishThatTheDecisionWaits() throws Exception {
        Persons.Person person = persons.appealingIn("IE");
        server.await(person.email(), 1);
        String until = "2031-01-31T23:59:59Z"; // a Friday there, and a Saturday in Berlin
        answerPause(person, Map.of("granted", true, "reason", "The refund can wait.", "until", until));
        assertThat(mail(person, 2))
                .contains("You asked that the decision waits. Yes, it waits until Friday, 31 January 2031.")
                .contains("You can read why with the link below.")
                .doesNotContain("refund");
        answerPause(person, Map.of("granted", true, "reason", "The refund can wait.", "until", until));
        answerPause(person, Map.of("granted", false, "reason", "The money is gone."));
        assertThat(mail(person, 3)).contains("We are sorry. It does not wait.").doesNotContain("money");
        answerPause(person, Map.of("granted", true, "reason", "It is found."));
        assertThat(mail(person, 4)).contains("Yes, it waits.");
        assertThat(server.to(person.email())).hasSize(4);
    }

    @Test
    void sayNothingOfAWaitThatWasAnsweredOtherwiseSince() throws Exception {
        Persons.Person person = persons.appealing("en");
        server.await(person.email(), 1);
        server.refuse(person.email(), MailServer.At.RECIPIENT, 451, "later");
        answerPause(person, Map.of("granted", true, "reason", "It waits."));
        answerPause(person, Map.of("granted", false, "reason", "It does not."));
        server.accept(person.email());
        persons.later(Duration.ofHours(1));
        assertThat(mail(person, 2)).contains("It does not wait.");
        assertThat(server.to(person.email())).hasSize(2);
    }

    private static void answerPause(Persons.Person person, Map<String, ?> said) {
        SignIn.as("otto")
                .contentType(ContentType.JSON)
                .body(said)
                .put("/api/v1/pause-requests/" + person.decision())
                .then()
                .statusCode(200);
    }

    /// The day of a moment on the person's status, there.
    private static String day(Persons.Person person, String path, String zone) {
        Response status = RestAssured.get("/api/v1/notices/" + person.token() + "/status");
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.FULL)
                .localizedBy(Locale.UK)
                .format(Instant.parse(status.path(path)).atZone(ZoneId.of(zone)));
    }

    @Test
    void tellOfAMessageThatAsksNothing() throws Exception {
        Persons.Person person = persons.appealing("fr");
        server.await(person.email(), 1);
        persons.tell(person, "We have your paper.", false);
        assertThat(mail(person, 2))
                .contains("Il y a un nouveau message pour vous.")
                .doesNotContain("paper");
    }

    @Test
    void tellWhoDidNotAskWhenTheirOutcomeChangedAndNobodyWhenItDidNot() throws Exception {
        for (String verdict : List.of("UPHELD", "OVERTURNED")) {
            String email = Persons.address();
            var decision = Chain.decision("mail");
            decision.withObjectProperty("subject")
                    .put("locale", "en")
                    .putObject("contact")
                    .put("email", email);
            String audit = SecondLevel.open(tables, Chain.post(decision).path("id"), "AUDIT", false);
            SecondLevel.rule(audit, verdict).then().statusCode(201);
            if (verdict.equals("OVERTURNED")) {
                MailServer.Received mail = server.await(email, 1);
                assertThat(mail.subject()).isEqualTo("News about a decision on you");
                assertThat(mail.text().replace("\n", " "))
                        .contains("You did not have to ask.", "We have changed it for you.")
                        .doesNotContainIgnoringCase("lena", "refund", "The receipt shows");
                assertThat(RestAssured.get(link(mail)).asString())
                        .contains("We looked at this again without being asked");
            }
            assertThat(server.to(email)).hasSize(verdict.equals("UPHELD") ? 0 : 1);
        }
    }

    @Test
    void carryTheHeadersThatMachinesReadAndNoneOfAPerson() throws Exception {
        Persons.Person person = persons.appealing("ar");
        MailServer.Received mail = server.await(person.email(), 1);
        assertThat(mail.header("Message-ID")).matches("<[0-9a-f-]{36}@localhost>");
        assertThat(mail.header("Auto-Submitted")).isEqualTo("auto-generated");
        assertThat(mail.header("Content-Language")).isEqualTo("ar");
        assertThat(mail.header("From")).isEqualTo(MailOn.FROM);
        assertThat(mail.header("Reply-To")).isEqualTo("help@redress.example");
        assertThat(mail.header("To")).isEqualTo(person.email());
        assertThat(mail.header("Date")).isNotBlank();
        assertThat(mail.subject()).startsWith("جديد بشأن طلبك RD-");
        assertThat(mail.html()).contains("lang=\"ar\" dir=\"rtl\"");
        for (String empty : new String[] {"Cc", "Bcc"}) {
            assertThat(mail.message().getHeader(empty))
                    .as("RFC 5322 section 3.6.3: with an address or not at all")
                    .isNull();
        }
        assertThat(new String(mail.raw()).lines()).as("RFC 5322 section 2.1.1").allMatch(line -> line.length() <= 998);
    }

    @Test
    void goToTheAddressOfTheAgentWhenThePersonGaveNone() throws Exception {
        String email = Persons.address();
        var decision = Chain.decision("mail");
        decision.withObjectProperty("subject").putObject("contact").put("email", email);
        String token = Chain.token(Chain.post(decision).path("appealUrl"));
        Chain.appeal(token).then().statusCode(201);
        assertThat(server.await(email, 1).subject()).startsWith("Neues zu Ihrem Anliegen RD-");
    }

    @Test
    void bringAFreshLinkToTheAddressOnRecordOnceAnHour() throws Exception {
        String email = Persons.address();
        var decision = Chain.decision("mail");
        decision.withObjectProperty("subject")
                .put("locale", "en")
                .putObject("contact")
                .put("email", email);
        Response recorded = Chain.post(decision);
        UUID id = UUID.fromString(recorded.path("id"));
        String old = Chain.token(recorded.path("appealUrl"));
        try (StoppableClock.Moved _ = StoppableClock.ahead(Duration.ofDays(900))) {
            wish(old);
            MailServer.Received mail = server.await(email, 1);
            assertThat(mail.subject()).isEqualTo("Your new link");
            assertThat(mail.text()).contains("Here is your new link.");
            assertThat(RestAssured.get(link(mail)).statusCode()).isEqualTo(200);
            assertThat(RestAssured.get("/api/v1/notices/" + old).statusCode()).isEqualTo(404);
            awaitSent(id);
            wish(old);
            assertThat(server.to(email)).hasSize(1);
            assertThat(openRequests()).doesNotContain(id);
        }
    }

    @Test
    void spareThePersonTheQuestionThatTheyCouldNotAnswer() throws Exception {
        String email = Persons.address();
        var decision = Chain.decision("mail");
        var subject = decision.withObjectProperty("subject");
        subject.put("locale", "en").putObject("contact").put("email", email);
        subject.putObject("verification").put("hint", "your number").put("digest", "sha256:" + "0".repeat(64));
        Response recorded = Chain.post(decision);
        String token = Chain.token(recorded.path("appealUrl"));
        assertThat(RestAssured.get("/api/v1/notices/" + token).statusCode()).isEqualTo(403);
        wish(token);
        String sent = Chain.token(link(server.await(email, 1)));
        assertThat(RestAssured.get("/api/v1/notices/" + sent).statusCode()).isEqualTo(200);
    }

    @Test
    void leaveTheWishOpenWhenThereIsNoAddress() {
        Response recorded = Chain.post(Chain.decision("mail"));
        try (StoppableClock.Moved _ = StoppableClock.ahead(Duration.ofDays(900))) {
            wish(Chain.token(recorded.path("appealUrl")));
            assertThat(openRequests()).contains(UUID.fromString(recorded.path("id")));
        }
    }

    private String mail(Persons.Person person, int number) throws InterruptedException {
        return server.await(person.email(), number).text().replace("\n", " ");
    }

    private static String link(MailServer.Received mail) {
        List<String> links = LINK.matcher(mail.text())
                .results()
                .map(java.util.regex.MatchResult::group)
                .toList();
        assertThat(links).hasSize(1);
        assertThat(mail.html()).contains("href=\"" + links.getFirst() + "\"");
        return links.getFirst();
    }

    private static void wish(String token) {
        RestAssured.post("/api/v1/notices/" + token + "/renewal").then().statusCode(202);
    }

    private static List<UUID> openRequests() {
        return SignIn.as("otto").get("/api/v1/link-requests").jsonPath().getList("items.decisionId", UUID.class);
    }

    private static void awaitSent(UUID decision) throws InterruptedException {
        for (int i = 0; i < 100; i++) {
            if (SignIn.as("otto")
                    .queryParam("state", "SENT")
                    .get("/api/v1/messages-out")
                    .jsonPath()
                    .getList("items.decisionId", UUID.class)
                    .contains(decision)) {
                return;
            }
            Thread.sleep(50);
        }
        throw new AssertionError("never marked as sent");
    }

    private static void confirm(String remedy, String status) {
        Chain.agent()
                .contentType(ContentType.JSON)
                .body("{\"status\": \"" + status + "\", \"evidence\": {\"receipt\": \"re_1\"}}")
                .post("/api/v1/remedies/" + remedy + "/confirmation")
                .then()
                .statusCode(201);
    }
}
