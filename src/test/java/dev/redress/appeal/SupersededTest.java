package dev.redress.appeal;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redress.Chain;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Whoever reads a decision that a newer one corrects is told so; the way to the newer one is its own link.
@QuarkusTest
class SupersededTest {

    private final String type = Chain.fresh("superseded");
    private Response first;
    private String token;

    @BeforeEach
    void aDecisionIsRecorded() {
        first = Chain.post(Chain.decision(type));
        token = Chain.token(first.path("appealUrl"));
    }

    @Test
    void isToldByTheNoticeOfTheOlderOneAlone() {
        get("/api/v1/notices/" + token).then().body("supersededAt", nullValue());
        assertThat(get("/a/" + token + "/notice?lang=en").asString()).doesNotContain("A newer decision");
        Response second = corrected("2026-11-24T09:30:00Z");
        Response third = corrected("2026-11-25T09:30:00Z");
        get("/api/v1/notices/" + token)
                .then()
                .statusCode(200)
                .body("supersededAt", equalTo("2026-11-25T09:30:00Z"))
                .body("outcome.code", equalTo("denied"));
        for (Response newer : List.of(second, third)) {
            String link = Chain.token(newer.path("appealUrl"));
            for (String path : List.of("/a/" + token + "/notice", "/api/v1/notices/" + token)) {
                assertThat(get(path).asString()).doesNotContain(link, newer.<String>path("id"));
            }
            get("/api/v1/notices/" + link).then().body("supersededAt", nullValue());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en | A newer decision took the place of this one. It is from Tuesday, 24 November 2026.",
                "de | Eine neuere Entscheidung ersetzt diese. Sie ist vom Dienstag, 24. November 2026.",
                "fr | Une décision plus récente remplace celle-ci. Elle est du mardi 24 novembre 2026.",
                "es | Una decisión más nueva sustituye a esta. Es del martes, 24 de noviembre de 2026.",
                "pl | Nowsza decyzja zastąpiła tę decyzję. Jej data: wtorek, 24 listopada 2026.",
                "ar | حل قرار أحدث محل هذا القرار."
            })
    void isToldInTheLanguageOfThePerson(String language, String told) {
        corrected("2026-11-24T09:30:00Z");
        assertThat(get("/a/" + token + "/notice?lang=" + language).asString()).contains(told);
    }

    private Response corrected(String decidedAt) {
        ObjectNode newer = Chain.decision(type);
        newer.put("supersedes", first.<String>path("id")).put("decidedAt", decidedAt);
        Response recorded = Chain.post(newer);
        recorded.then().statusCode(201);
        return recorded;
    }
}
