package dev.redress.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.redress.Chain;
import dev.redress.MailServer;
import dev.redress.Tables;
import dev.redress.appeal.ClockKeeper;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(MailOn.class)
class AlarmTest {

    private static MailServer server;

    @Inject
    Alarm alarm;

    @Inject
    ClockKeeper keeper;

    @Inject
    Tables tables;

    /// Tests that moved the time ahead leave deadlines that were raised in days to come; of those is told until then.
    @BeforeEach
    void whatOthersRaisedIsTold() throws SQLException {
        tables.change("UPDATE clock SET told_at = now() WHERE told_at IS NULL"
                + " AND (escalated_at IS NOT NULL OR breached_at IS NOT NULL)");
    }

    @BeforeAll
    static void start() {
        server = MailServer.at(MailOn.port()).start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void thoseWhoAnswerForTheQueueAreToldOnceOfWhatIsNearAndOnceOfWhatIsMissed() {
        String token = Chain.appealed(Chain.fresh("alarm"));
        Instant due = Instant.parse(RestAssured.get("/api/v1/notices/" + token + "/status")
                .path("clocks.find { it.regime == 'PROMISE' }.dueAt"));
        assertThat(told(due.minus(Duration.ofDays(20))))
                .as("what is near already")
                .isLessThanOrEqualTo(1);
        assertThat(told(due.minus(Duration.ofDays(2)))).isEqualTo(1);
        assertThat(told(due.minus(Duration.ofDays(2)))).as("told already").isZero();
        assertThat(told(due.plusSeconds(1))).isEqualTo(1);
        MailServer.Received last = server.to(MailOn.ALARMED).getLast();
        assertThat(last.text()).contains("were missed.", "/desk/health").doesNotContain("cust-1182", token);
        assertThat(told(due.plusSeconds(2))).isZero();
    }

    @Test
    void nobodyWaitsForTheMailServer() throws Exception {
        String token = Chain.appealed(Chain.fresh("alarm"));
        Instant due = Instant.parse(RestAssured.get("/api/v1/notices/" + token + "/status")
                .path("clocks.find { it.regime == 'PROMISE' }.dueAt"));
        keeper.look(due.minus(Duration.ofDays(2)));
        server.stop();
        Thread telling = Thread.ofVirtual().unstarted(() -> alarm.tell(due.minus(Duration.ofDays(2))));
        try (ServerSocket silent = new ServerSocket(MailOn.port(), 50, InetAddress.getLoopbackAddress())) {
            telling.start();
            try (Socket mail = silent.accept()) {
                assertTimeoutPreemptively(
                        Duration.ofSeconds(5),
                        () -> RestAssured.delete("/api/v1/notices/" + token + "/appeal")
                                .then()
                                .statusCode(204));
                mail.getOutputStream().write("421 not now\r\n".getBytes(StandardCharsets.US_ASCII));
            }
        } finally {
            server.start();
        }
        telling.join();
    }

    /// How many mails come of a look at that time.
    private int told(Instant then) {
        while (keeper.look(then) > 0) {
            // there are more
        }
        int before = server.to(MailOn.ALARMED).size();
        alarm.tell(then);
        return server.to(MailOn.ALARMED).size() - before;
    }
}
