package dev.redress.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redress.notify.OutgoingMessage.State;
import dev.redress.platform.Ids;
import dev.redress.platform.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OutgoingMessageTest {

    private static final Instant NOW = Instant.parse("2026-11-25T09:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void isTriedAgainAfterPausesThatGrowFromAMinuteToSixHours() {
        OutgoingMessage message = message(State.WAITING);
        List<Duration> pauses = new ArrayList<>();
        Instant now = NOW;
        while (message.state() == State.WAITING) {
            message.failed("451 busy", MINUTE, now);
            pauses.add(Duration.between(now, message.nextTryAt));
            now = message.nextTryAt;
        }
        assertThat(pauses.getFirst()).isBetween(MINUTE, Duration.ofSeconds(75));
        assertThat(pauses.subList(0, 8)).isSorted();
        assertThat(pauses).allMatch(pause -> pause.compareTo(Duration.ofHours(6)) <= 0);
        assertThat(message.state()).isEqualTo(State.GIVEN_UP);
        assertThat(Duration.between(NOW, message.endedAt))
                .isBetween(Duration.ofDays(3), Duration.ofDays(3).plusHours(6));
    }

    @Test
    void comesBackAtAnotherTimeThanItsNeighbours() {
        List<Instant> next = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            OutgoingMessage message = message(State.WAITING);
            message.failed("451 busy", MINUTE, NOW);
            next.add(message.nextTryAt);
        }
        assertThat(next.stream().distinct().count()).isGreaterThan(30);
    }

    @Test
    void keepsWhatTheServerSaidWithoutTheAddress() {
        OutgoingMessage message = message(State.WAITING);
        message.failed("550 5.1.1\r\n<jane.doe@example.org>: nobody\u0000 here" + "x".repeat(900), MINUTE, NOW);
        assertThat(message.lastError)
                .startsWith("550 5.1.1 <j…@example.org>: nobody  here")
                .hasSize(500);
    }

    @ParameterizedTest
    @EnumSource(names = {"WAITING", "SENT", "GIVEN_UP"})
    void canComeBackOnce(State from) {
        OutgoingMessage message = message(from);
        assertThat(message.bounced("550 gone", NOW)).isTrue();
        assertThat(message.bounced("550 gone", NOW.plusSeconds(1))).isFalse();
        assertThat(message.state()).isEqualTo(State.BOUNCED);
        assertThat(message.endedAt).isEqualTo(NOW);
    }

    @ParameterizedTest
    @EnumSource(names = {"BOUNCED", "GIVEN_UP"})
    void hasThreeDaysMoreAfterARetry(State from) {
        OutgoingMessage message = message(from);
        Instant later = NOW.plus(Duration.ofDays(9));
        message.retry(later);
        message.failed("451 busy", MINUTE, later.plus(Duration.ofDays(2)));
        assertThat(message.state()).isEqualTo(State.WAITING);
        message.failed("451 busy", MINUTE, later.plus(Duration.ofDays(3)));
        assertThat(message.state()).isEqualTo(State.GIVEN_UP);
    }

    @ParameterizedTest
    @EnumSource(names = {"SENT", "OVERTAKEN", "OFF", "NO_ADDRESS"})
    void isNotTriedAgainWhenItWentOrNeverShould(State from) {
        assertThatThrownBy(() -> message(from).retry(NOW)).isInstanceOf(Refusal.class);
    }

    @ParameterizedTest
    @EnumSource(names = {"OVERTAKEN", "OFF", "NO_ADDRESS"})
    void cannotComeBackWhenItNeverWent(State from) {
        assertThatThrownBy(() -> message(from).bounced("550 gone", NOW)).isInstanceOf(Refusal.class);
    }

    private static OutgoingMessage message(State state) {
        OutgoingMessage message = new OutgoingMessage();
        message.id = Ids.at(NOW);
        message.kind = Kind.RECEIVED;
        message.state = state;
        message.createdAt = NOW;
        message.waitingSince = NOW;
        message.nextTryAt = NOW;
        return message;
    }
}
