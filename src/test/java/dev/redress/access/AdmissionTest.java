package dev.redress.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redress.Chain;
import dev.redress.SignIn;
import dev.redress.Wire;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is let in at the doors. No request here sends the body it announces, so each answer was decided before it.
@QuarkusTest
@TestProfile(NarrowDoors.class)
class AdmissionTest {

    @Inject
    MeterRegistry metrics;

    @Inject
    DataSource database;

    private String key;

    @BeforeEach
    void anAgentOfItsOwn() {
        key = freshKey();
    }

    private static String freshKey() {
        return SignIn.as("otto")
                .contentType(ContentType.JSON)
                .body(Map.of("agentId", Chain.fresh("agent"), "name", "test"))
                .post("/api/v1/agent-keys")
                .path("key");
    }

    /// The service may notice a little later that callers have gone; the next test finds all places free.
    @AfterEach
    void everyPlaceIsFree() throws Exception {
        until("requests", 0);
        until("working", 0);
        until("bytes", 0);
    }

    private void until(String name, double value) throws InterruptedException {
        for (int i = 0; metric(name) != value && i < 100; i++) {
            Thread.sleep(100);
        }
        assertThat(metric(name)).as(name).isEqualTo(value);
    }

    private double metric(String name) {
        return metrics.get("redress.intake." + name).gauge().value();
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/decisions, application/json, application/problem+json",
        "/api/v1/decisions/batch, application/x-ndjson, application/problem+json",
        "/v1/traces, application/json, application/json",
        "/v1/traces, application/x-protobuf, application/x-protobuf",
        "/logs, application/json, application/problem+json"
    })
    void anAgentOverItsLimitIsToldWhenToComeAgain(String door, String type, String answered) throws IOException {
        Response answered400 = Chain.agent(key).body("no JSON").post("/api/v1/decisions");
        assertThat(answered400.statusCode()).isEqualTo(400);
        assertThat(answered400.header("RateLimit-Policy")).isEqualTo("\"agent\";q=" + NarrowDoors.AGENT + ";w=1200");
        assertThat(answered400.header("RateLimit")).matches("\"agent\";r=\\d+;t=\\d+");
        int answers = 1;
        while (Chain.agent(key).body("no JSON").post("/api/v1/decisions").statusCode() == 400) {
            answers++;
        }
        assertThat(answers).isBetween(NarrowDoors.AGENT, NarrowDoors.AGENT + 30); // it fills up meanwhile
        try (Socket socket = announce(door, type, 1_000)) {
            Wire.Answer answer = Wire.answerTo(socket);
            assertThat(answer.status()).isEqualTo(429);
            assertThat(answer.header("Content-Type")).startsWith(answered);
            assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, 1200);
            assertThat(answer.header("RateLimit")).startsWith("\"agent\";r=0;t=");
        }
        Chain.agent().body("no JSON").post("/api/v1/decisions").then().statusCode(400); // another agent goes on
        assertThat(Wire.send("GET", "/a/" + Chain.token(Chain.link("admission")), null)
                        .status())
                .isEqualTo(200);
    }

    /// Its end is no end that the server tells of.
    @Test
    void aBodyThatIsTooLongHoldsNoPlace() {
        for (int i = 0; i < 2 * NarrowDoors.REQUESTS; i++) {
            try (Socket socket = announce("/api/v1/decisions", "application/json", 65 << 20)) {
                assertThat(Wire.answerTo(socket).status()).isEqualTo(413);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
        Chain.agent(key).body("no JSON").post("/api/v1/decisions").then().statusCode(400);
    }

    /// A connection that closes under a caller takes the answer with it.
    @Test
    void whoeverStillSendsGetsTheAnswer() throws Exception {
        byte[] body = new byte[8 << 20];
        assertThat(send("/api/v1/decisions", body)).isEqualTo(413);
        try (Socket _ = announce("/api/v1/decisions/batch", "application/json", 3 << 20)) {
            until("bytes", 3 << 20);
            assertThat(send("/v1/traces", body)).isEqualTo(503);
        }
    }

    @Test
    void whoeverStillSendsIsNotWaitedForForLong() throws IOException {
        try (Socket socket = announce("/api/v1/decisions", "application/json", 8 << 20)) {
            assertThat(Wire.answerTo(socket).status()).isEqualTo(413);
            socket.setSoTimeout(20_000);
            assertThat(socket.getInputStream().read()).isNegative();
        }
    }

    /// Small bodies of agents that were seen lately are read elsewhere than others.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void moreRequestsThanThereIsRoomForAreTurnedAwayAndThereIsRoomAgain(boolean seenLately) throws Exception {
        if (seenLately) {
            Chain.agent(key).get("/api/v1/decisions").then().statusCode(200);
        }
        List<Socket> halfway = new ArrayList<>();
        try {
            for (int i = 0; i < NarrowDoors.REQUESTS; i++) {
                if (i == NarrowDoors.SHARE) {
                    key = freshKey();
                }
                halfway.add(announce("/api/v1/decisions", "application/json", 10));
                until("requests", i + 1);
                until("working", 0); // it waits for its body, which keeps nobody out
            }
            assertRefused("/api/v1/decisions", "application/json", 10);
            assertRefused("/api/v1/remedies/" + UUID.randomUUID() + "/confirmation", "application/json", 10);
            assertThat(Chain.agent(key).get("/api/v1/decisions").statusCode()).isEqualTo(200); // sends nothing
        } finally {
            close(halfway);
        }
        assertThat(comesIn(10)).isTrue();
    }

    @Test
    void oneAgentWithManySlowSendersShutsNobodyElseOut() throws Exception {
        Chain.agent(key).get("/api/v1/decisions").then().statusCode(200); // known by its name from here on
        List<Socket> halfway = new ArrayList<>();
        try {
            for (int i = 0; i < NarrowDoors.SHARE; i++) {
                halfway.add(announce("/api/v1/decisions", "application/json", 10));
                until("requests", i + 1);
            }
            assertRefused("/api/v1/decisions", "application/json", 10);
            until("requests", NarrowDoors.SHARE);
            Chain.agent().body("no JSON").post("/api/v1/decisions").then().statusCode(400);
        } finally {
            close(halfway);
        }
        assertThat(comesIn(10)).isTrue();
    }

    @Test
    void itDoesNotTakeAllBytesEither() throws Exception {
        Chain.agent(key).get("/api/v1/decisions").then().statusCode(200);
        try (Socket _ = announce("/api/v1/decisions/batch", "application/json", 1 << 20)) {
            until("bytes", 1 << 20);
            assertRefused("/api/v1/decisions/batch", "application/json", 600 << 10);
            until("requests", 1);
            key = freshKey();
            try (Socket other = announce("/api/v1/decisions/batch", "application/json", 600 << 10)) {
                until("requests", 2);
                other.setSoTimeout(300);
                assertThatThrownBy(() -> Wire.answerTo(other)).hasRootCauseInstanceOf(SocketTimeoutException.class);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aBodyThatComesInPiecesIsOne(boolean seenLately) throws Exception {
        if (seenLately) {
            Chain.agent(key).get("/api/v1/decisions").then().statusCode(200);
        }
        ObjectNode decision = Chain.decision("pieces");
        decision.remove("agent");
        byte[] body = decision.toString().getBytes(StandardCharsets.UTF_8);
        try (Socket socket = announce("/api/v1/decisions", "application/json", body.length)) {
            int third = body.length / 3;
            for (int from = 0; from < body.length; from += third) {
                Thread.sleep(50);
                socket.getOutputStream().write(body, from, Math.min(third, body.length - from));
                socket.getOutputStream().flush();
            }
            assertThat(Wire.answerTo(socket).status()).isEqualTo(201);
        }
    }

    /// Whoever asks first would otherwise wait for an answer that never comes.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whoeverAsksWhetherToGoOnIsTold(boolean seenLately) throws Exception {
        if (seenLately) {
            Chain.agent(key).get("/api/v1/decisions").then().statusCode(200);
        }
        try (Socket socket = announce("/api/v1/decisions", "application/json\r\nExpect: 100-continue", 7)) {
            assertThat(new String(socket.getInputStream().readNBytes(25), StandardCharsets.ISO_8859_1))
                    .isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            socket.getOutputStream().write("no JSON".getBytes(StandardCharsets.ISO_8859_1));
            assertThat(Wire.answerTo(socket).status()).isEqualTo(400);
        }
    }

    @Test
    void moreWorkThanGoesOnAtOnceIsTurnedAwayAndNothingThatWasTakenIsLost() throws Exception {
        List<Socket> working = new ArrayList<>();
        String first = Chain.fresh("work");
        try (Connection slow = database.getConnection()) {
            slow.setAutoCommit(false);
            slow.createStatement().execute("LOCK TABLE decision IN SHARE ROW EXCLUSIVE MODE"); // nobody can write
            for (int i = 0; i < NarrowDoors.WORKING; i++) {
                ObjectNode decision = Chain.decision(first + i);
                decision.remove("agent");
                byte[] body = decision.toString().getBytes(StandardCharsets.UTF_8);
                Socket socket = announce("/api/v1/decisions", "application/json", body.length);
                socket.getOutputStream().write(body);
                working.add(socket);
            }
            until("working", NarrowDoors.WORKING);
            assertRefused("/api/v1/decisions", "application/json", 10);
            slow.rollback();
        }
        for (Socket socket : working) {
            assertThat(Wire.answerTo(socket).status()).isEqualTo(201);
        }
        close(working);
        assertThat(comesIn(10)).isTrue();
    }

    @Test
    void moreBytesThanThereIsRoomForAreTurnedAwayButOneLargeRequestAloneIsNot() throws Exception {
        List<Socket> halfway = new ArrayList<>();
        try {
            halfway.add(announce("/api/v1/decisions/batch", "application/json", 3 << 20));
            until("bytes", 3 << 20);
            assertRefused("/v1/traces", "application/x-protobuf", 10);
        } finally {
            close(halfway);
        }
        assertThat(comesIn(3 << 20)).isTrue();
    }

    /// What a body becomes counts as well as what was announced of it.
    @ParameterizedTest
    @CsvSource({"1500000, 200", "2500000, 413"})
    void whatIsUnpackedTakesRoomAndIsRefusedWhereThereIsNone(int length, int alone) throws Exception {
        byte[] packed = packed((" ".repeat(length) + "[]").getBytes(StandardCharsets.ISO_8859_1));
        try (Socket _ = announce("/api/v1/decisions", "application/json", 1 << 20)) {
            until("bytes", 1 << 20);
            assertThat(sendPacked(packed).status()).isEqualTo(503);
        }
        until("bytes", 0);
        assertThat(sendPacked(packed).status()).isEqualTo(alone);
    }

    /// Its length was not told: it takes room as it comes.
    @ParameterizedTest
    @CsvSource({"1500000, 400", "2500000, 413"}) // it is no JSON
    void aBodyInChunksTakesTheRoomOfWhatComes(int length, int alone) throws Exception {
        try (Socket _ = announce("/api/v1/decisions", "application/json", 1 << 20)) {
            until("bytes", 1 << 20);
            assertThat(inChunks(length)).isEqualTo(503);
        }
        until("bytes", 0);
        assertThat(inChunks(length)).isEqualTo(alone);
    }

    /// Two bytes are a span: it is weighed before it is made. Whoever made these would need gigabytes.
    @Test
    void aBodyOfManySmallThingsIsRefusedBeforeTheyAreMade() {
        byte[] body = ExportTraceServiceRequest.newBuilder()
                .addResourceSpans(ResourceSpans.newBuilder()
                        .addScopeSpans(ScopeSpans.newBuilder()
                                .addAllSpans(Collections.nCopies(9_000_000, Span.getDefaultInstance()))))
                .build()
                .toByteArray();
        Wire.Answer answer = Wire.send(
                "POST", "/v1/traces", body, "Authorization: Bearer " + key, "Content-Type: application/x-protobuf");
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.header("Content-Type")).isEqualTo("application/x-protobuf");
    }

    /// Who they are is known only after their token was checked.
    @Test
    void agentsOfTheIdentityProviderTakeRoomElsewhereToo() throws Exception {
        key = SignIn.token("robot");
        try (Socket _ = announce("/api/v1/gates", "application/json", 1_500_000)) {
            until("bytes", 1_500_000);
            try (Socket other = announce("/api/v1/gates", "application/json", 1_500_000)) {
                assertThat(Wire.answerTo(other).status()).isEqualTo(503);
            }
        }
    }

    private int send(String door, byte[] body) {
        return Wire.send("POST", door, body, "Authorization: Bearer " + key, "Content-Type: application/json")
                .status();
    }

    private Wire.Answer sendPacked(byte[] body) {
        return Wire.send(
                "POST",
                "/logs",
                body,
                "Authorization: Bearer " + key,
                "Content-Type: application/json",
                "Content-Encoding: gzip");
    }

    private static byte[] packed(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(plain);
        }
        return packed.toByteArray();
    }

    private int inChunks(int length) throws IOException {
        try (Socket socket = new Socket("localhost", Wire.port())) {
            socket.setSoTimeout(30_000);
            String head =
                    "POST /api/v1/decisions/batch HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n";
            String body = head.formatted(key, length) + "x".repeat(length) + "\r\n0\r\n\r\n";
            socket.getOutputStream().write(body.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return Wire.answerTo(socket).status();
        }
    }

    /// Whoever has no credential could otherwise hold places as long as they like.
    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/decisions", "/api/v1/decisions/batch", "/v1/traces", "/logs"})
    void aWrongCredentialIsRefusedBeforeTheBodyToo(String door) throws IOException {
        key = "rdk_" + "x".repeat(40);
        try (Socket socket = announce(door, "application/json", 1_000)) {
            assertThat(Wire.answerTo(socket).status()).isEqualTo(401);
        }
    }

    /// Sends the head of a request and nothing of its body.
    private Socket announce(String door, String type, int length) throws IOException {
        Socket socket = new Socket("localhost", Wire.port());
        socket.setSoTimeout(30_000);
        socket.getOutputStream()
                .write(
                        "POST %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
                                .formatted(door, key, type, length)
                                .getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        return socket;
    }

    private void assertRefused(String door, String type, int length) throws IOException {
        try (Socket socket = announce(door, type, length)) {
            Wire.Answer answer = Wire.answerTo(socket);
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isEqualTo("2");
            assertThat(answer.header("RateLimit")).startsWith("\"agent\"");
        }
    }

    /// No answer comes before the body has come.
    private boolean comesIn(int length) throws Exception {
        until("requests", 0);
        try (Socket socket = announce("/api/v1/decisions/batch", "application/json", length)) {
            until("requests", 1);
            socket.setSoTimeout(300);
            Wire.answerTo(socket);
            return false;
        } catch (java.io.UncheckedIOException e) {
            return true;
        }
    }

    private static void close(List<Socket> sockets) throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
