package dev.redress.access;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.HttpSecurityRecorder.DefaultAuthFailureHandler;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SignInFailuresTest {

    private static final Queue<Object> IN_PLACE = new ConcurrentLinkedQueue<>();

    /// Looks after the framework's REST layer had its turn and before anybody signs in.
    @Singleton
    static class Look {

        void install(@Observes Filters filters) {
            filters.register(
                    request -> {
                        IN_PLACE.add(request.get(QuarkusHttpUser.AUTH_FAILURE_HANDLER));
                        request.next();
                    },
                    150);
        }
    }

    /// The framework makes a new one whenever it looks up a template.
    @Test
    void areHandledByOneForAll() {
        for (int i = 0; i < 3; i++) {
            given().get("/api/v1/notices/nobody");
        }
        assertThat(IN_PLACE).hasSizeGreaterThan(2).doesNotHaveAnyElementsOfTypes(DefaultAuthFailureHandler.class);
        assertThat(Set.copyOf(IN_PLACE)).hasSize(1);
    }

    @Test
    void areAnsweredAsProblemsAndCountedByTheTemplateOfTheirPath() {
        String path = "/api/v1/cases/0193a000-0000-7000-8000-00000000feed";
        given().get(path).then().statusCode(401).contentType("application/problem+json");
        given().header("Authorization", "Bearer not-a-token")
                .get(path)
                .then()
                .statusCode(401)
                .contentType("application/problem+json");
        assertThat(given().get("/q/metrics").asString())
                .containsPattern("http_server_requests_seconds_count\\{[^}]*status=\"401\"[^}]*"
                        + "uri=\"/api/v1/cases/\\{id\\}\"")
                .doesNotContain("00000000feed");
    }
}
