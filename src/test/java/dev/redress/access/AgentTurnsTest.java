package dev.redress.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redress.Chain;
import dev.redress.Tables;
import dev.redress.Wire;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/// Turns end with the work, whatever becomes of the connection.
@QuarkusTest
@TestProfile(NarrowDoors.class)
class AgentTurnsTest {

    @Inject
    AgentTurns turns;

    @Inject
    DataSource database;

    @Inject
    Tables tables;

    @Test
    void whoeverHangsUpWhileWaitingTakesNoTurnAway() throws Exception {
        try (Connection slow = locked()) {
            List<Socket> working = List.of(ask(), ask());
            until(this::blocked, NarrowDoors.TURNS);
            List<Socket> waiting = List.of(ask(), ask());
            until(turns::waiting, waiting.size());
            for (Socket socket : waiting) {
                socket.close();
            }
            Thread.sleep(300); // until the service has heard of it
            slow.rollback();
            for (Socket socket : working) {
                assertThat(Wire.answerTo(socket).status()).isEqualTo(200);
            }
        }
        Chain.agent().get("/api/v1/decisions").then().statusCode(200);
    }

    @Test
    void aTurnLastsAsLongAsTheQueryAndNotOnlyAsLongAsTheConnection() throws Exception {
        Socket next;
        try (Connection slow = locked()) {
            for (Socket socket : List.of(ask(), ask())) {
                until(this::blocked, NarrowDoors.TURNS);
                socket.close();
            }
            Thread.sleep(300);
            next = ask();
            until(turns::waiting, 1);
            assertThat(blocked()).isEqualTo(NarrowDoors.TURNS);
            slow.rollback();
        }
        assertThat(Wire.answerTo(next).status()).isEqualTo(200);
    }

    @Test
    void refusalsAndFaultsGiveTheirTurnsBack() {
        for (int i = 0; i < NarrowDoors.TURNS + 1; i++) {
            Chain.agent().get("/api/v1/decisions?cursor=none").then().statusCode(400);
            Chain.agent().get("/api/v1/decisions/none").then().statusCode(404);
            Chain.agent().body("{").post("/api/v1/gates").then().statusCode(400);
            Chain.agent().get("/api/v1/outcomes").then().statusCode(200); // a stream
        }
    }

    private Connection locked() throws Exception {
        Connection slow = database.getConnection();
        slow.setAutoCommit(false);
        slow.createStatement().execute("LOCK TABLE decision IN ACCESS EXCLUSIVE MODE"); // nobody can read
        return slow;
    }

    private int blocked() {
        return Integer.parseInt(tables.column(
                        "SELECT count(*)::text FROM pg_locks WHERE NOT granted AND relation = 'decision'::regclass")
                .getFirst());
    }

    private static void until(Callable<Integer> count, int value) throws Exception {
        for (int i = 0; count.call() != value && i < 100; i++) {
            Thread.sleep(50);
        }
        assertThat(count.call()).isEqualTo(value);
    }

    private static Socket ask() throws IOException {
        Socket socket = new Socket("localhost", Wire.port());
        socket.setSoTimeout(20_000);
        socket.getOutputStream()
                .write(("GET /api/v1/decisions HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + Chain.KEY
                                + "\r\n\r\n")
                        .getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        return socket;
    }
}
