package dev.redress.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The packaged service never runs with what everybody knows, nor without a door.
class ProductionStartIT {

    private static final String DEVELOPMENT_LINK_KEY = "ZGV2ZWxvcG1lbnQtb25seS1saW5rLWtleS0wMDAwMDE=";

    @TempDir
    static Path home;

    private static Postgres postgres;
    private static Provider provider;

    @BeforeAll
    static void start() throws Exception {
        postgres = Postgres.in(home);
        provider = Provider.start();
    }

    @AfterAll
    static void stop() throws Exception {
        provider.close();
        postgres.close();
    }

    @Test
    void startsWithItsOwnKeys() throws Exception {
        try (Service service = service()) {
            service.start();
            assertThat(service.log()).doesNotContain("ERROR", "\tat ");
        }
    }

    /// The JDK's own client asks for HTTP/2 by itself.
    @Test
    void takesDecisionsByHttp2() throws Exception {
        try (Service service = service();
                Ledger ledger = new Ledger(home.resolve("ledger"))) {
            service.start();
            var sender = new Sender(service.at("/api/v1/decisions"), ledger, HttpClient.Version.HTTP_2);
            var answer = sender.answer("by-http-2");
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(answer.statusCode()).isEqualTo(201);
            assertThat(sender.answer("by-http-2").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void refusesTheDemoKeyOfTheAgent() throws Exception {
        assertRefused(
                "REDRESS_AGENT_KEY", "rdk_demo_0000000000000000000000000000", "REDRESS_AGENT_KEY is the demo key");
    }

    @Test
    void refusesAShortKeyOfTheAgent() throws Exception {
        assertRefused("REDRESS_AGENT_KEY", "rdk_short", "at least 24 characters");
    }

    @Test
    void refusesToRunWithoutALinkKey() throws Exception {
        assertRefused("REDRESS_LINK_KEYS_1", null, "Set REDRESS_LINK_KEYS_1");
    }

    @Test
    void refusesTheDevelopmentLinkKey() throws Exception {
        assertRefused("REDRESS_LINK_KEYS_1", DEVELOPMENT_LINK_KEY, "link key 1 is the development key");
    }

    @Test
    void refusesToRunWithoutAPublicAddress() throws Exception {
        assertRefused("REDRESS_PUBLIC_URL", null, "There is no public address. Set REDRESS_PUBLIC_URL");
    }

    @Test
    void refusesAPublicAddressThatIsNone() throws Exception {
        assertRefused("REDRESS_PUBLIC_URL", "appeals.example.com", "Set REDRESS_PUBLIC_URL");
    }

    @Test
    void refusesToSendLinksForAllToRead() throws Exception {
        assertRefused("REDRESS_PUBLIC_URL", "http://appeals.example.com", "Set REDRESS_PUBLIC_URL");
    }

    @Test
    void refusesToRunWithoutADatabase() throws Exception {
        assertRefused("QUARKUS_DATASOURCE_JDBC_URL", null, "Set QUARKUS_DATASOURCE_JDBC_URL");
    }

    @Test
    void refusesToRunWithSignInSwitchedOff() throws Exception {
        assertRefused("QUARKUS_OIDC_TENANT_ENABLED", "false", "QUARKUS_OIDC_TENANT_ENABLED");
    }

    @Test
    void refusesToSendMailWithoutASender() throws Exception {
        assertRefused("REDRESS_MAIL_ENABLED", "true", "Set REDRESS_MAIL_FROM");
    }

    @Test
    void refusesToThrowMailAway() throws Exception {
        assertRefused(
                service().set("REDRESS_MAIL_ENABLED", "true").set("REDRESS_MAIL_FROM", "news@redress.example"),
                "QUARKUS_MAILER_MOCK",
                "true",
                "Remove QUARKUS_MAILER_MOCK");
    }

    @Test
    void refusesToRunWithoutAnIdentityProvider() throws Exception {
        assertRefused(
                "QUARKUS_OIDC_AUTH_SERVER_URL", null, "'quarkus.oidc.auth-server-url' property must be configured");
    }

    @Test
    void refusesAListOfPlacesWithAFault() throws Exception {
        Path list = Files.writeString(
                home.resolve("places.json"), "{\"jurisdictions\": {\"DE\": [{\"kind\": \"LAWYER\"}]}}");
        assertRefused("REDRESS_JURISDICTIONS", list.toString(), "/jurisdictions/DE/0/");
    }

    @Test
    void refusesAListOfPlacesThatIsNotThere() throws Exception {
        assertRefused("REDRESS_JURISDICTIONS", "/nowhere/places.json", "/nowhere/places.json, which cannot be read");
    }

    @Test
    void refusesHelpThatLeadsNowhere() throws Exception {
        assertRefused("REDRESS_HELP_URL", "javascript:alert(1)", "redress.help.url must be an address");
    }

    private static Service service() throws Exception {
        return new Service(home, postgres, provider);
    }

    private static void assertRefused(String name, String value, String sentence) throws Exception {
        assertRefused(service(), name, value, sentence);
    }

    private static void assertRefused(Service sound, String name, String value, String sentence) throws Exception {
        try (Service service = sound.set(name, value)) {
            assertThat(service.refuse()).as("the exit code").isNotNull().isNotZero();
            assertThat(service.log().lines().filter(line -> line.contains(sentence)))
                    .as(service.log())
                    .hasSize(1);
            assertThat(service.log()).as("for people, not for programmers").doesNotContain("\tat ");
        }
    }
}
