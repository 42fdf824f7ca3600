package dev.redress.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.redress.MailServer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a person is told by mail outlives the service that had to tell it.
class MailIT {

    private static final int ROUNDS = Integer.getInteger("redress.crash.cycles", 3);
    private static final int PEOPLE = 5;

    @TempDir
    Path home;

    private final HttpClient client = HttpClient.newHttpClient();
    private final MailServer mail = MailServer.at(MailServer.freePort());
    private Postgres postgres;
    private Provider provider;
    private Service service;
    private Ledger ledger;
    private Sender sender;

    @BeforeEach
    void start() throws Exception {
        postgres = Postgres.in(home);
        provider = Provider.start();
        service = new Service(home, postgres, provider)
                .set("REDRESS_MAIL_ENABLED", "true")
                .set("REDRESS_MAIL_FROM", "news@redress.example")
                .set("REDRESS_MAIL_RETRY", "PT1S")
                .set("QUARKUS_MAILER_HOST", "127.0.0.1")
                .set("QUARKUS_MAILER_PORT", "" + mail.port())
                .set("QUARKUS_MAILER_START_TLS", "DISABLED");
        service.start();
        ledger = new Ledger(home.resolve("ledger"));
        sender = new Sender(service.at("/api/v1/decisions"), ledger);
    }

    @AfterEach
    void stop() throws Exception {
        ledger.close();
        service.close();
        postgres.close();
        provider.close();
    }

    @Test
    void arrivesOnceWhenTheServiceIsKilledWhileTheMailServerIsAway() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            List<String> people = appeal("away-" + round);
            service.kill();
            try (MailServer _ = mail.start()) {
                service.start();
                for (String email : people) {
                    mail.await(email, 1);
                }
                Thread.sleep(3_000);
                assertThat(people).allMatch(email -> mail.to(email).size() == 1);
            }
        }
        assertThat(mail.all()).hasSize(ROUNDS * PEOPLE);
        assertThat(service.log())
                .as("nothing that opens a door or names a person")
                .doesNotContain("away-0-0@example.org", "/a/");
    }

    /// Between the mail server's yes and our commit a kill makes a mail come twice, never not at all.
    @Test
    void isNeverLostWhenTheServiceIsKilledWhileItSends() throws Exception {
        int twice = 0;
        for (int round = 0; round < ROUNDS; round++) {
            try (MailServer _ = mail.start()) {
                List<String> people = appeal("sending-" + round);
                service.kill();
                service.start();
                for (String email : people) {
                    mail.await(email, 1);
                    assertThat(mail.to(email).stream()
                                    .map(one -> one.header("Message-ID"))
                                    .distinct())
                            .hasSize(1);
                    twice += mail.to(email).size() - 1;
                }
            }
        }
        System.out.printf(
                "kill -9 while sending: %d mails, %d of them twice%n",
                mail.all().size(), twice);
    }

    /// Each by an appeal that is acknowledged; gives the addresses.
    private List<String> appeal(String series) throws Exception {
        List<String> people = new ArrayList<>();
        for (int i = 0; i < PEOPLE; i++) {
            String id = series + "-" + i;
            String url = new ObjectMapper()
                    .readTree(sender.answer(id).body())
                    .get("appealUrl")
                    .asText();
            String email = id + "@example.org";
            HttpRequest request = HttpRequest.newBuilder(
                            service.at("/api/v1/notices/" + url.substring(url.lastIndexOf('/') + 1) + "/appeal"))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("""
                            {"grounds": ["SOMETHING_ELSE"], "statement": "It is not right.",
                             "contact": {"email": "%s", "locale": "en"}}""".formatted(email)))
                    .build();
            assertThat(client.send(request, BodyHandlers.ofString()).statusCode())
                    .isEqualTo(201);
            people.add(email);
        }
        return people;
    }
}
