package dev.redress.review;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redress.Chain;
import dev.redress.SignIn;
import dev.redress.StoppableClock;
import dev.redress.Tables;
import dev.redress.feedback.SecondLevel;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The desk tells the same days as the person is told: those of where the person is, wherever the operator is.
@QuarkusTest
class DaysAtTheDeskTest {

    @Inject
    Tables tables;

    private final String type = Chain.fresh("days");

    @BeforeEach
    void theTypeIsNotBlind() {
        Chain.register(type, Map.of("blind", false, "remedyDue", Map.of("amount", 5, "unit", "BUSINESS_DAYS")));
    }

    @ParameterizedTest
    @CsvSource({"IE, Europe/Dublin", "US, America/New_York"})
    void tellUntilWhenAnAnswerIsWaitedFor(String jurisdiction, String zone) {
        Held held = Held.of("rita", type, appealed(jurisdiction));
        Desk.act("rita", held.caseId(), "messages", Map.of("text", "When did you buy it?", "question", true))
                .then()
                .statusCode(201);
        assertThat(held.page("rita"))
                .contains("Waits for an answer until " + day(held, "thread[0].question.answerBy", zone));
    }

    @ParameterizedTest
    @CsvSource({"IE, Europe/Dublin", "US, America/New_York"})
    void tellInTheQueueWhenTheAnswerIsDue(String jurisdiction, String zone) {
        Held held = Held.of("rita", type, appealed(jurisdiction));
        assertThat(SignIn.as("rita")
                        .accept(ContentType.HTML)
                        .get("/desk?type=" + type)
                        .asString())
                .contains("<span class=\"app-number\">" + day(held, "clocks[0].dueAt", zone));
    }

    /// Late in the evening of a Sunday in New York it is Monday in Berlin and in UTC, and a day has been counted.
    @ParameterizedTest
    @CsvSource({"IE, Europe/Dublin, ''", "US, America/New_York, ''", "FI, Europe/Helsinki, 2031-01-31"})
    void previewTheDayOfWhatIsOrderedAsThePersonWillReadIt(String jurisdiction, String zone, String typed) {
        Instant monday = LocalDate.now(ZoneOffset.UTC)
                .with(TemporalAdjusters.next(DayOfWeek.MONDAY))
                .atTime(2, 0)
                .toInstant(ZoneOffset.UTC);
        try (StoppableClock.Moved _ = StoppableClock.ahead(Duration.between(Instant.now(), monday))) {
            Held held = Held.of("rita", type, appealed(jurisdiction));
            Map<String, String> form = held.form();
            form.put("remedy-dueAt", typed);
            String previewed = held.desk("rita", "preview", form).asString();
            form = held.form();
            form.put("remedy-dueAt", typed);
            held.desk("rita", "ruling", form).then().statusCode(303);
            held.desk("rita", "send-now", Map.of()).then().statusCode(303);
            String due = day(held, "remedies[0].dueAt", zone);
            assertThat(previewed).contains(due);
            assertThat(get("/a/" + held.token() + "/status?lang=en").asString()).contains(due);
            String at = get("/api/v1/notices/" + held.token() + "/status").path("remedies[0].dueAt");
            assertThat(Instant.parse(at).atZone(ZoneId.of(zone)).toLocalTime()).isEqualTo(LocalTime.of(23, 59, 59));
        }
    }

    @Test
    void tellTheDayOfACaseThatHasNoClock() throws SQLException {
        ObjectNode decision = Chain.decision(type);
        decision.withObjectProperty("subject").put("jurisdiction", "IE");
        String audit = SecondLevel.open(tables, Chain.post(decision).path("id"), "AUDIT", false);
        tables.change("UPDATE review_case SET due_at = '2031-01-31T23:59:59Z', jurisdiction = 'IE' WHERE id = '" + audit
                + "'");
        assertThat(SignIn.as("rita")
                        .accept(ContentType.HTML)
                        .get("/desk/cases/" + audit)
                        .asString())
                .contains("Friday, 31 January 2031")
                .doesNotContain("Saturday, 1 February 2031");
    }

    private String appealed(String jurisdiction) {
        ObjectNode decision = Chain.decision(type);
        decision.withObjectProperty("subject").put("jurisdiction", jurisdiction).put("locale", "en");
        String token = Chain.token(
                Chain.post(decision).then().statusCode(201).extract().path("appealUrl"));
        Chain.appeal(token).then().statusCode(201);
        return token;
    }

    /// The day there of a moment that the person's status names.
    private static String day(Held held, String path, String zone) {
        String at = get("/api/v1/notices/" + held.token() + "/status").path(path);
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.FULL)
                .localizedBy(Locale.UK)
                .format(Instant.parse(at).atZone(ZoneId.of(zone)));
    }
}
