package dev.redress.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redress.Receiver;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutgoingTest {

    private final Vertx vertx = Vertx.vertx();
    private final Outgoing open = new Outgoing(vertx, true, Duration.ofMillis(500));
    private final Outgoing guarded = new Outgoing(vertx, false, Duration.ofMillis(500));

    @AfterEach
    void close() {
        vertx.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.0.0.1/",
                "https://127.1/",
                "https://2130706433/",
                "https://localhost:8443/x",
                "https://10.0.0.1/",
                "https://172.16.9.9/",
                "https://192.168.1.1/",
                "https://169.254.169.254/latest/meta-data",
                "https://100.64.0.1/",
                "https://0.0.0.0/",
                "https://224.0.0.1/",
                "https://255.255.255.255/",
                "https://[::1]/",
                "https://[::]/",
                "https://[::ffff:127.0.0.1]/",
                "https://[::ffff:a9fe:a9fe]/",
                "https://[::7f00:1]/",
                "https://[64:ff9b::7f00:1]/",
                "https://[2002:7f00:1::]/",
                "https://[fe80::1]/",
                "https://[fc00::1]/",
                "https://[fd12:3456::1]/",
                "https://[ff02::1]/",
                "https://[2001:db8::1]/",
                "http://93.184.216.34/",
                "ftp://93.184.216.34/",
                "https://user:word@93.184.216.34/",
                "https://93.184.216.34/#part",
                "https://93.184.216.34:0/",
                "https://93.184.216.34:99999/",
                "https:///nowhere",
                "mailto:a@example.org"
            })
    void goesNowhereThatIsNotPublic(String address) {
        assertThat(guarded.refusal(URI.create(address))).isPresent();
        assertThat(guarded.send("POST", URI.create(address), Map.of(), new byte[0]))
                .isInstanceOf(Outgoing.NotReached.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"93.184.216.34", "172.32.0.1", "2606:2800:220:1:248:1893:25c8:1946", "::ffff:93.184.216.34"})
    void goesToPublicAddresses(String address) throws Exception {
        assertThat(PublicAddress.is(InetAddress.getByName(address))).isTrue();
    }

    @Test
    void aGuardedOneIsNeverSent() {
        try (Receiver receiver = Receiver.answering(200)) {
            guarded.send("POST", URI.create(receiver.url("/")), Map.of(), new byte[0]);
            assertThat(receiver.got()).isEmpty();
        }
    }

    @Test
    void readsNoMoreThanItMust() {
        try (Receiver receiver = new Receiver(_ -> new Receiver.Answer(200, Map.of(), "x".repeat(1_000_000), 0))) {
            Outgoing.Result result = open.send("GET", URI.create(receiver.url("/")), Map.of(), new byte[0]);
            assertThat(result)
                    .isInstanceOfSatisfying(
                            Outgoing.Answered.class,
                            answer -> assertThat(answer.body()).hasSize(Outgoing.MOST));
        }
    }

    @Test
    void tellsWhatWasNeverSentFromWhatWasLost() {
        Receiver receiver = new Receiver(_ -> Receiver.Answer.of(200).after(Duration.ofSeconds(2)));
        URI uri = URI.create(receiver.url("/"));
        assertThat(open.send("POST", uri, Map.of(), new byte[0])).isInstanceOf(Outgoing.Lost.class);
        receiver.close();
        assertThat(open.send("POST", uri, Map.of(), new byte[0])).isInstanceOf(Outgoing.NotReached.class);
    }

    @Test
    void sendsTheNameItWasGiven() {
        try (Receiver receiver = Receiver.answering(200)) {
            URI uri = URI.create(receiver.url("/x?y=z").replace("127.0.0.1", "localhost"));
            open.send("POST", uri, Map.of("a", "b"), "body".getBytes());
            Receiver.Got got = receiver.await(1).getFirst();
            assertThat(got.path()).isEqualTo("/x?y=z");
            assertThat(got.headers().get("host")).startsWith("localhost:");
            assertThat(got.headers().get("a")).isEqualTo("b");
            assertThat(got.body()).isEqualTo("body");
        }
    }

    @Test
    void escapesWhatIsNotAscii() {
        try (Receiver receiver = Receiver.answering(200)) {
            open.send("POST", URI.create(receiver.url("/für?ü=ö")), Map.of(), new byte[0]);
            assertThat(receiver.await(1).getFirst().path()).isEqualTo("/f%C3%BCr?%C3%BC=%C3%B6");
        }
    }
}
