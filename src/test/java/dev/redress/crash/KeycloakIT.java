package dev.redress.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import dev.redress.Chain;
import dev.redress.browser.Chromium;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The packaged service with a real Keycloak and the realm that is shipped for it: an agent by its credentials, and
/// people by their browser.
class KeycloakIT {

    private static final String SECRET = "a-secret-of-thirty-two-characters";

    @TempDir
    Path home;

    private final HttpClient client = HttpClient.newHttpClient();
    private Postgres postgres;
    private Keycloak keycloak;
    private Service service;

    @BeforeEach
    void start() throws Exception {
        postgres = Postgres.in(home);
        int port = Postgres.freePort();
        keycloak = new Keycloak(home, "http://localhost:" + port, SECRET);
        service = new Service(home, postgres, keycloak.realm(), port).set("QUARKUS_OIDC_CREDENTIALS_SECRET", SECRET);
        service.start();
    }

    @AfterEach
    void stop() throws Exception {
        service.close();
        keycloak.close();
        postgres.close();
    }

    @Test
    void letsInWhoeverHasATokenForRedressAndNobodyElse() throws Exception {
        String agent = accessToken(keycloak.token(Keycloak.agent()));
        HttpResponse<String> recorded = post("/api/v1/decisions", agent, Sender.body(Chain.fresh("keycloak")));
        assertThat(recorded.statusCode()).as(recorded.body()).isEqualTo(201);
        String token = Chain.token(Chain.tree(recorded.body()).get("appealUrl").asText());
        assertThat(post("/api/v1/notices/" + token + "/appeal", null, "{\"grounds\": [\"SOMETHING_ELSE\"]}")
                        .statusCode())
                .isEqualTo(201);
        assertThat(post("/api/v1/claims", agent, "{}").statusCode()).isEqualTo(403);

        String elsewhere = accessToken(keycloak.token(Keycloak.elsewhere("rita")));
        assertThat(post("/api/v1/claims", elsewhere, "{}").statusCode())
                .as("a reviewer's token for another client of the realm")
                .isEqualTo(401);

        try (Chromium chromium = new Chromium()) {
            Page desk = chromium.context(new NewContextOptions()
                            .setBaseURL(service.at("").toString().replace("127.0.0.1", "localhost")))
                    .newPage();
            desk.navigate("/desk");
            desk.fill("#username", "rita");
            desk.fill("#password", Keycloak.PASSWORD);
            desk.click("#kc-login");
            desk.waitForURL(Pattern.compile(".*/desk.*"));
            assertThat(desk.textContent("body")).contains("rita");
            assertThat(desk.locator("tbody tr").count()).isEqualTo(1);
            desk.navigate("/desk/webhooks");
            assertThat(desk.textContent("h1")).as("what a reviewer may not see").doesNotContain("Webhooks");
            desk.navigate("/desk");
            desk.click("text=Sign out");
            desk.waitForURL(Pattern.compile(".*:\\d+/"));
            desk.navigate("/desk");
            desk.waitForSelector("#kc-login");
        }
    }

    private static String accessToken(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Chain.tree(answer.body()).get("access_token").asText();
    }

    private HttpResponse<String> post(String path, String token, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(service.at(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
