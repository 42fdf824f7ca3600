package dev.redress.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redress.SignIn;
import io.quarkus.oidc.runtime.OidcJwtCallerPrincipal;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.junit.jupiter.api.Test;

/// A token that was verified a moment ago opens what it opened then, and nothing that only looks like it does.
@QuarkusTest
class RecentTokensTest {

    private final RecentTokens tokens = new RecentTokens();

    @Test
    void aTokenThatDiffersInOneCharacterIsNotTheOneThatWasVerified() {
        String good = SignIn.token("rita");
        assertThat(cases(good)).isEqualTo(200);
        assertThat(cases(good)).isEqualTo(200);
        int middleOfSignature = good.lastIndexOf('.') + 20;
        char other = good.charAt(middleOfSignature) == 'A' ? 'B' : 'A';
        assertThat(cases(good.substring(0, middleOfSignature) + other + good.substring(middleOfSignature + 1)))
                .isEqualTo(401);
        assertThat(cases(good.substring(0, good.lastIndexOf('.') + 1))).isEqualTo(401);
        assertThat(cases(good + ".")).isEqualTo(401);
        assertThat(cases(good)).isEqualTo(200);
    }

    @Test
    void rolesStayThoseOfTheToken() {
        for (int i = 0; i < 2; i++) {
            RestAssured.given()
                    .auth()
                    .oauth2(SignIn.token("ana"))
                    .get("/api/v1/cases")
                    .then()
                    .statusCode(403);
        }
    }

    @Test
    void endsWithTheToken() throws Exception {
        tokens.keep("short", identity(2));
        tokens.keep("over", identity(-1));
        tokens.keep("endless", identity(0));
        assertThat(tokens.of("short")).isPresent();
        assertThat(tokens.of("over")).isEmpty();
        assertThat(tokens.of("endless")).isEmpty();
        Thread.sleep(2_100);
        assertThat(tokens.of("short")).isEmpty();
    }

    @Test
    void isForgottenAfterFiveSecondsAndKeepsNothingOfTheRequest() throws Exception {
        tokens.keep("long", identity(3_600));
        SecurityIdentity kept = tokens.of("long").orElseThrow();
        assertThat(kept.getAttributes()).isEmpty();
        assertThat(kept.getRoles()).containsExactly(Role.REVIEWER);
        Thread.sleep(5_100);
        assertThat(tokens.of("long")).isEmpty();
    }

    /// @param seconds until it ends; 0 for never
    private static SecurityIdentity identity(int seconds) {
        JwtClaims claims = new JwtClaims();
        claims.setSubject("rita");
        if (seconds != 0) {
            claims.setExpirationTime(NumericDate.fromSeconds(System.currentTimeMillis() / 1_000 + seconds));
        }
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(new OidcJwtCallerPrincipal(claims, null))
                .addRole(Role.REVIEWER)
                .addAttribute("the request", "that brought it")
                .build();
    }

    private static int cases(String token) {
        return RestAssured.given().auth().oauth2(token).get("/api/v1/cases").statusCode();
    }
}
