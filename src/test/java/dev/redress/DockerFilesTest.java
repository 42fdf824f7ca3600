package dev.redress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// The Dockerfile, the compose file and the trial realm keep their promises; and every check is seen to fail.
class DockerFilesTest {

    private static final Texts SOUND = Texts.below("docker");

    private static final List<Rule> RULES = Stream.concat(DockerRules.ALL.stream(), RealmRules.ALL.stream())
            .distinct()
            .toList();

    static final List<Break> BREAKS = List.of(
            image("built with a JDK 25, run on a Java 25", ":25-jdk", ":21-jdk"),
            image("built with a JDK 25, run on a Java 25", ":25-jre", ":17-jre"),
            image("built by the wrapper", "./mvnw", "mvn"),
            image("runs as a numeric user that is not root", "USER 10001:10001", "USER 0"),
            image("runs as a numeric user that is not root", "USER 10001:10001", "USER redress"),
            image("runs as a numeric user that is not root", "USER 10001:10001", "USER 10001\nUSER root"),
            image("runs as a numeric user that is not root", "USER 10001:10001\n", ""),
            image("adds nothing from the network", "EXPOSE", "ADD https://example.org/agent.jar ./\nEXPOSE"),
            image("no secret in the image", "EXPOSE", "ENV REDRESS_AGENT_KEY=rdk_1\nEXPOSE"),
            image("no secret in the image", "EXPOSE", "ARG DB_PASSWORD\nEXPOSE"),
            image("no health check, for the platform's probes do that", "EXPOSE", "HEALTHCHECK CMD true\nEXPOSE"),
            image("copies the whole fast-jar", "quarkus-app/lib/ lib/", "quarkus-app/lib/ libs/"),
            image("fixed Java flags", "\"-XX:MaxRAMPercentage=50\", ", ""),
            image("fixed Java flags", "\"-XX:MaxDirectMemorySize=128m\", ", ""),
            image(
                    "the AOT cache is made with the flags it is used with",
                    "-XX:+UseParallelGC -Xmx512m",
                    "-XX:+UseZGC -Xmx512m"),
            image("the AOT cache is made with the flags it is used with", "\"-XX:AOTCache=app.aot\", ", ""),
            compose("every setting the service needs is given", "REDRESS_LINK_CURRENT: \"1\"\n", "A: \"1\"\n"),
            compose(
                    "every secret comes from the environment",
                    "REDRESS_AGENT_KEY: ${REDRESS_AGENT_KEY:?see docker/.env.example}",
                    "REDRESS_AGENT_KEY: rdk_1"),
            compose(
                    "every secret comes from the environment",
                    "DEMO_PASSWORD: ${DEMO_PASSWORD:?see docker/.env.example}",
                    "DEMO_PASSWORD: ${DEMO_PASSWORD:-letmein}"),
            compose("fixed image tags", "redress:0.1.0", "redress:latest"),
            compose("fixed image tags", "postgres:18.6", "postgres"),
            compose("ports are open to this machine alone", "127.0.0.1:8180:8180", "8180:8180"),
            compose("PostgreSQL 18, whose data is kept", "postgres:18.6", "postgres:17.2"),
            compose("PostgreSQL 18, whose data is kept", "/var/lib/postgresql", "/var/lib/postgresql/data"),
            compose("Keycloak 26, which imports the realm", ", \"--import-realm\"", ""),
            compose("starts once its neighbours are healthy", "service_healthy", "service_started"),
            compose("the service is confined", "read_only: true", "read_only: false"),
            compose("a bounded /tmp that native libraries load from", "/tmp:exec,", "/tmp:"),
            in(
                    ".env.example",
                    "the example environment names every value compose takes, and holds none",
                    "DEMO_PASSWORD=",
                    "DEMO_PASSWORD=letmein"),
            compose(
                    "the example environment names every value compose takes, and holds none",
                    "POSTGRES_USER: redress",
                    "POSTGRES_USER: ${OTHER:?}"),
            realm("the realm is redress", "\"realm\": \"redress\"", "\"realm\": \"master\""),
            realm("the roles of the design", "\"name\": \"auditor\"", "\"name\": \"audit\""),
            realm(
                    "the demo people and the demo agent, each with its one role",
                    "\"username\": \"ravi\"",
                    "\"username\": \"ravy\""),
            realm("people need not complete their profile", "\"emailVerified\": true", "\"emailVerified\": false"),
            realm(
                    "people sign in by the authorization-code flow, and come back to this service",
                    "\"http://localhost:8080/*\"\n",
                    "\"*\"\n"),
            realm(
                    "agents sign in by client credentials alone",
                    "\"serviceAccountsEnabled\": true",
                    "\"serviceAccountsEnabled\": false"),
            realm(
                    "roles are the groups of access and id tokens",
                    "\"id.token.claim\": \"true\"",
                    "\"id.token.claim\": \"false\""),
            realm(
                    "access tokens are for this service",
                    "\"included.client.audience\": \"redress\"",
                    "\"included.client.audience\": \"account\""),
            realm("everybody is the same after a new import", "\"id\": \"", "\"sub\": \""),
            realm("no secret in git", "${DEMO_PASSWORD}", "letmein"),
            realm("no secret in git", "${REDRESS_CLIENT_SECRET}", "secret"));

    @Test
    void keepEveryPromise() {
        assertThat(Rule.broken(RULES, SOUND)).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("BREAKS")
    void aBreakIsReported(Break fault) {
        fault.isReportedBy(RULES, SOUND);
    }

    @Test
    void everyRuleIsSeenToFail() {
        assertThat(Break.promises(BREAKS)).containsExactlyInAnyOrderElementsOf(Rule.promises(RULES));
    }

    private static Break in(String path, String promise, String old, String replacement) {
        return new Break(promise, path, old, replacement);
    }

    private static Break image(String promise, String old, String replacement) {
        return in("Dockerfile", promise, old, replacement);
    }

    private static Break compose(String promise, String old, String replacement) {
        return in("compose.yaml", promise, old, replacement);
    }

    private static Break realm(String promise, String old, String replacement) {
        return in("keycloak/redress-realm.json", promise, old, replacement);
    }
}
