package dev.redress.notify;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redress.MailServer;
import dev.redress.SignIn;
import dev.redress.StoppableClock;
import dev.redress.Tables;
import dev.redress.Together;
import dev.redress.appeal.Reach;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What becomes of a message when the mail server says no, or nothing.
@QuarkusTest
@TestProfile(MailOn.class)
class SenderTest {

    private MailServer server;

    @Inject
    Persons persons;

    @Inject
    Sender sender;

    @Inject
    Tables tables;

    @Inject
    Reach reach;

    @BeforeEach
    void start() {
        server = MailServer.at(MailOn.port()).start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "RECIPIENT, 451, 4.3.0 try later",
        "RECIPIENT, 421, going away",
        "DATA, 452, disk full",
        "SENDER, 550, 5.7.1 not you",
        "SENDER, 451, busy"
    })
    void triesAgainWhenItIsRefusedForNowOrThroughOurOwnFault(MailServer.At at, int code, String said) throws Exception {
        String email = Persons.address();
        if (at == MailServer.At.SENDER) {
            server.refuseEverybody(code, said);
        } else {
            server.refuse(email, at, code, said);
        }
        Persons.Person person = persons.appealing("en", email);
        assertThat(awaitTried(person)).isEqualTo("WAITING 1");
        sender.send();
        assertThat(awaitTried(person)).as("not before its time").isEqualTo("WAITING 1");
        server.accept(email);
        server.acceptEverybody();
        persons.later(Duration.ofMinutes(2));
        assertThat(server.to(email)).hasSize(1);
        assertThat(awaitTried(person)).isEqualTo("SENT 2");
    }

    @ParameterizedTest
    @CsvSource({"RECIPIENT, 550, 5.1.1 no such mailbox", "RECIPIENT, 553, no", "DATA, 554, 5.6.0 refused"})
    void givesUpAtOnceWhenItIsRefusedForGood(MailServer.At at, int code, String said) throws Exception {
        String email = Persons.address();
        server.refuse(email, at, code, said + " <" + email + ">");
        Persons.Person person = persons.appealing("en", email);
        assertThat(awaitTried(person)).isEqualTo("BOUNCED 1");
        assertThat(reach.bounced(person.decision())).isTrue();
        JsonPath seen = SignIn.as("otto")
                .queryParam("state", "BOUNCED")
                .get("/api/v1/messages-out")
                .jsonPath();
        Map<String, Object> message = seen.getMap("items[0]");
        assertThat(message)
                .containsEntry("kind", "RECEIVED")
                .containsEntry("to", "p…@example.org")
                .containsEntry("decisionId", person.decision().toString());
        assertThat(message.get("lastError").toString())
                .contains(code + " ", "<p…@example.org>")
                .doesNotContain(email);
        server.accept(email);
        persons.later(Duration.ofDays(1));
        assertThat(server.to(email)).isEmpty();
        assertThat(tables.column("SELECT actor_kind FROM journal WHERE act = 'MESSAGE_BOUNCED' AND decision_id = '"
                        + person.decision() + "'"))
                .containsExactly("MACHINE");
    }

    @Test
    void losesNothingWhileTheServerIsAway() throws Exception {
        server.stop();
        List<Persons.Person> all = List.of(persons.appealing("en"), persons.appealing("de"), persons.appealing("ar"));
        for (Persons.Person person : all) {
            assertThat(awaitTried(person)).startsWith("WAITING ");
        }
        server.start();
        persons.later(Duration.ofHours(7));
        for (Persons.Person person : all) {
            server.await(person.email(), 1);
        }
        persons.later(Duration.ofDays(2));
        assertThat(all).allMatch(person -> server.to(person.email()).size() == 1);
    }

    @Test
    void givesUpAfterThreeDaysAndSaysSo() throws Exception {
        String email = Persons.address();
        server.refuse(email, MailServer.At.RECIPIENT, 450, "not yet");
        Persons.Person person = persons.appealing("en", email);
        assertThat(awaitTried(person)).isEqualTo("WAITING 1");
        persons.later(Duration.ofDays(2));
        assertThat(awaitTried(person)).isEqualTo("WAITING 2");
        persons.later(Duration.ofDays(4));
        assertThat(awaitTried(person)).isEqualTo("GIVEN_UP 3");
        assertThat(tables.column("SELECT act FROM journal WHERE act LIKE 'MESSAGE%' AND decision_id = '"
                        + person.decision() + "'"))
                .containsExactly("MESSAGE_GIVEN_UP");
    }

    @Test
    void waitsForNoServerThatDoesNotAnswer() throws Exception {
        server.stop();
        try (ServerSocket _ = new ServerSocket(MailOn.port(), 50, InetAddress.getLoopbackAddress())) {
            Persons.Person person = persons.appealing("en");
            assertThat(awaitTried(person)).isEqualTo("WAITING 1");
        } finally {
            server.start();
        }
    }

    @Test
    void sendsEachOnceHoweverManyReplicasThereAre() throws Exception {
        server.stop();
        List<Persons.Person> all = java.util.stream.Stream.generate(() -> persons.appealing("en"))
                .limit(12)
                .toList();
        for (Persons.Person person : all) {
            awaitTried(person);
        }
        server.start();
        try (StoppableClock.Moved _ = StoppableClock.ahead(Duration.ofHours(7))) {
            Together.call(6, _ -> {
                while (sender.sendOne()) {
                    // as a replica of its own would
                }
                return null;
            });
            for (Persons.Person person : all) {
                server.await(person.email(), 1);
            }
        }
        assertThat(all).allMatch(person -> server.to(person.email()).size() == 1);
        assertThat(server.all().stream().map(mail -> mail.header("Message-ID"))).doesNotHaveDuplicates();
    }

    /// As after a crash between the server's yes and the commit.
    @Test
    void repeatsAMailUnderTheSameMessageId() throws Exception {
        Persons.Person person = persons.appealing("en");
        awaitTried(person);
        tables.change("UPDATE outgoing_message SET state = 'WAITING', ended_at = NULL WHERE appeal_id = '"
                + person.appeal() + "'");
        server.await(person.email(), 2);
        assertThat(server.to(person.email()).stream()
                        .map(mail -> mail.header("Message-ID"))
                        .distinct())
                .hasSize(1);
    }

    @Test
    void dropsAReminderThatHasBeenOvertaken() throws Exception {
        Persons.Person person = persons.appealing("en");
        server.await(person.email(), 1);
        server.refuse(person.email(), MailServer.At.RECIPIENT, 451, "later");
        persons.tell(person, "When did you buy it?", true);
        for (int i = 0; i < 100 && !states(person).contains("WAITING"); i++) {
            Thread.sleep(50);
        }
        given().contentType(ContentType.JSON)
                .body(Map.of("text", "In November."))
                .post("/api/v1/notices/" + person.token() + "/messages")
                .then()
                .statusCode(201);
        server.accept(person.email());
        persons.later(Duration.ofHours(1));
        assertThat(states(person)).containsExactlyInAnyOrder("SENT", "OVERTAKEN");
        assertThat(server.to(person.email())).hasSize(1);
    }

    @Test
    void promisesNothingForAnAppealThatWasTakenBack() throws Exception {
        String email = Persons.address();
        server.refuse(email, MailServer.At.RECIPIENT, 451, "later");
        Persons.Person person = persons.appealing("en", email);
        assertThat(awaitTried(person)).isEqualTo("WAITING 1");
        given().delete("/api/v1/notices/" + person.token() + "/appeal").then().statusCode(204);
        server.accept(email);
        persons.later(Duration.ofHours(1));
        assertThat(states(person)).containsExactlyInAnyOrder("SENT", "OVERTAKEN");
        assertThat(server.to(email))
                .singleElement()
                .satisfies(mail -> assertThat(mail.text()).contains("You took your request back."));
    }

    /// As when mail was switched off in between.
    @Test
    void sendsNothingThatHasWaitedForDays() throws Exception {
        Persons.Person person = persons.appealing("en");
        server.await(person.email(), 1);
        awaitTried(person);
        tables.change("UPDATE outgoing_message SET state = 'WAITING', tries = 0, ended_at = NULL,"
                + " waiting_since = now() - interval '9 days' WHERE appeal_id = '" + person.appeal() + "'");
        assertThat(awaitTried(person)).isEqualTo("GIVEN_UP 1");
        assertThat(server.to(person.email())).hasSize(1);
    }

    @Test
    void writesNothingOfAMailToTheLog() throws Exception {
        StringBuilder log = new StringBuilder();
        Handler listening = new Handler() {
            @Override
            public void publish(LogRecord line) {
                log.append(line.getMessage())
                        .append(java.util.Arrays.toString(line.getParameters()))
                        .append('\n');
            }

            @Override
            public void flush() {
                // nothing is held back
            }

            @Override
            public void close() {
                // nothing is open
            }
        };
        Logger root = Logger.getLogger("");
        root.addHandler(listening);
        try {
            String refused = Persons.address();
            server.refuse(refused, MailServer.At.RECIPIENT, 550, "no <" + refused + ">");
            Persons.Person first = persons.appealing("en", refused);
            Persons.Person second = persons.appealing("en");
            awaitTried(first);
            server.await(second.email(), 1);
            assertThat(log.toString())
                    .contains("RECEIVED", "BOUNCED")
                    .doesNotContain(refused, second.email(), second.token(), "We have your request");
        } finally {
            root.removeHandler(listening);
        }
    }

    private List<String> states(Persons.Person person) {
        return tables.column("SELECT state FROM outgoing_message WHERE appeal_id = '" + person.appeal() + "'");
    }

    /// Waits until the first message to the person was tried; its state and how many tries are behind it.
    private String awaitTried(Persons.Person person) throws InterruptedException {
        for (int i = 0; i < 900; i++) {
            List<String> found = tables.column("SELECT state || ' ' || tries FROM outgoing_message WHERE appeal_id = '"
                    + person.appeal() + "' AND (tries > 0 OR state <> 'WAITING')");
            if (!found.isEmpty()) {
                return found.getFirst();
            }
            Thread.sleep(50);
        }
        throw new AssertionError("never tried");
    }
}
