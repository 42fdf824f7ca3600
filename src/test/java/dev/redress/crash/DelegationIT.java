package dev.redress.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redress.Chain;
import dev.redress.bench.Issuer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An agent that files for a person, as a signed token says; and what the log of the service keeps of people.
class DelegationIT {

    private static final String APPEAL = """
            {"grounds": ["SOMETHING_ELSE"], "statement": "A very private matter.",
             "contact": {"email": "amal@example.org"}}""";

    @TempDir
    Path home;

    private final HttpClient client = HttpClient.newHttpClient();
    private Postgres postgres;
    private Provider provider;
    private Issuer issuer;
    private Service service;

    @BeforeEach
    void start() throws Exception {
        postgres = Postgres.in(home);
        provider = Provider.start();
        issuer = new Issuer();
        service = new Service(home, postgres, provider).set("QUARKUS_OIDC_AUTH_SERVER_URL", issuer.url());
        service.start();
    }

    @AfterEach
    void stop() throws Exception {
        service.close();
        postgres.close();
        issuer.close();
        provider.close();
    }

    @Test
    void isShownAsWhoFiledForWhom() throws Exception {
        String token = recorded();
        String appeal = "/api/v1/notices/" + token + "/appeal";
        HttpResponse<String> bare = send("POST", appeal, Service.KEY, APPEAL);
        assertThat(bare.statusCode()).as(bare.body()).isEqualTo(403);
        assertThat(bare.body()).contains("delegation-needed");
        String said = "/api/v1/notices/" + token + "/messages";
        assertThat(send("POST", said, Service.KEY, "{\"text\": \"For the person.\"}")
                        .statusCode())
                .isEqualTo(403);
        HttpResponse<String> undelegated = send("POST", appeal, issuer.token("amal", "agent"), APPEAL);
        assertThat(undelegated.statusCode()).isEqualTo(403);
        HttpResponse<String> filed = send("POST", appeal, issuer.delegated("amal", "agent", "helper-bot"), APPEAL);
        assertThat(filed.statusCode()).as(filed.body()).isEqualTo(201);
        JsonNode status = Chain.tree(
                send("GET", "/api/v1/notices/" + token + "/status", null, null).body());
        assertThat(status.at("/filedBy/agent").asText()).isEqualTo("helper-bot");
        assertThat(status.at("/filedBy/person").asText()).isEqualTo("amal");
        assertThat(send("GET", "/a/" + token + "/status", null, null).body()).contains("helper-bot");
        assertThat(send("POST", appeal, "not-a-token", APPEAL).statusCode()).isEqualTo(401);
    }

    /// What a signed token says of who acts for whom is recorded, and a decision that says other is refused.
    @Test
    void isRecordedWithTheDecisionAndFoundByThePerson() throws Exception {
        String delegated = issuer.delegated("amal", "agent", "helper-bot");
        String body = Sender.body(Chain.fresh("delegation"));
        HttpResponse<String> recorded = send("POST", "/api/v1/decisions", delegated, body);
        assertThat(recorded.statusCode()).as(recorded.body()).isEqualTo(201);
        String id = Chain.tree(recorded.body()).get("id").asText();
        String auditor = issuer.token("ada", "auditor");
        JsonNode made = Chain.tree(send("GET", "/api/v1/delegations?subject=amal", auditor, null)
                        .body())
                .path("items");
        assertThat(made).hasSize(1);
        assertThat(made.at("/0/decisionId").asText()).isEqualTo(id);
        assertThat(made.at("/0/agentId").asText()).isEqualTo("helper-bot");
        assertThat(made.at("/0/actors").toString()).isEqualTo("[\"helper-bot\"]");
        assertThat(made.at("/0/proven").asBoolean()).isTrue();
        assertThat(send("GET", "/api/v1/decisions/" + id, delegated, null).statusCode())
                .isEqualTo(200);
        assertThat(send("GET", "/api/v1/decisions/" + id, issuer.delegated("amal", "agent", "other-bot"), null)
                        .statusCode())
                .as("the same person's other agent")
                .isEqualTo(404);

        String other = Sender.body(Chain.fresh("delegation"))
                .replaceFirst("\\{", "{\"actor\": {\"sub\": \"bela\", \"act\": {\"sub\": \"helper-bot\"}},");
        HttpResponse<String> differs = send("POST", "/api/v1/decisions", delegated, other);
        assertThat(differs.statusCode()).isEqualTo(403);
        assertThat(differs.body()).contains("delegation-differs");

        String borrowed = issuer.token("rita", "agent\",\"reviewer");
        assertThat(send("POST", "/api/v1/decisions", borrowed, Sender.body(Chain.fresh("delegation")))
                        .statusCode())
                .as("a person's token in the hands of an agent")
                .isEqualTo(403);
        for (String path : new String[] {"/api/v1/decisions", "/v1/traces", "/logs"}) {
            HttpResponse<String> wrong = send("POST", path, "not-a-token", "{}");
            assertThat(wrong.statusCode()).as(path).isEqualTo(401);
            assertThat(wrong.headers().firstValue("WWW-Authenticate"))
                    .as(path)
                    .hasValueSatisfying(challenge -> assertThat(challenge).startsWith("Bearer"));
        }
    }

    /// Also while the database is away, when every request fails and is logged.
    @Test
    void leavesNoLinkAndNobodysWordsInTheLog() throws Exception {
        String token = recorded();
        walk(token);
        postgres.kill();
        walk(token);
        assertThat(service.log())
                .isNotEmpty()
                .doesNotContain(token)
                .doesNotContain(token.substring(20, 60))
                .doesNotContain("amal@example.org")
                .doesNotContain("private matter");
        postgres.start();
    }

    private void walk(String token) throws Exception {
        for (String path :
                new String[] {"", "/notice", "/status", "/file", "/message", "/appeal/grounds", "/nothing"}) {
            send("GET", "/a/" + token + path, null, null);
            send("GET", "/api/v1/notices/" + token + path, null, null);
        }
        send("POST", "/api/v1/notices/" + token + "/appeal", null, "{\"grounds\": 7}");
        send("POST", "/api/v1/notices/" + token + "/appeal", null, APPEAL);
        send("POST", "/api/v1/notices/" + token + "/messages", null, "{\"text\": \"A private matter, too.\"}");
        send("GET", "/a/" + token + "x", null, null);
    }

    private String recorded() throws Exception {
        String body = Sender.body(Chain.fresh("delegation"));
        return Chain.token(
                Chain.tree(send("POST", "/api/v1/decisions", Service.KEY, body).body())
                        .get("appealUrl")
                        .asText());
    }

    private HttpResponse<String> send(String method, String path, String credential, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(service.at(path))
                .timeout(java.time.Duration.ofSeconds(60))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        if (credential != null) {
            request.header("Authorization", "Bearer " + credential);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
