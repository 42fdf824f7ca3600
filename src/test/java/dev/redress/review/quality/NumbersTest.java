package dev.redress.review.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The arithmetic of hints, reading and forecasts, by hand.
class NumbersTest {

    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "one two  three|3",
                "''|0",
                "   |0",
                "abcdefghijkl|1",
                "abcdefghijklm|2", // longer than a word: a number of a file
                "这是一个没有空格的句子所以算作几个词|2"
            })
    void wordsAreCounted(String text, int words) {
        assertThat(Reading.words(text)).isEqualTo(words);
    }

    @Test
    void readingTakesWhatTheWordsTakeButALeastTime() {
        Reading reading = new Reading(400, Duration.ofSeconds(20));
        assertThat(reading.least(400)).isEqualTo(Duration.ofSeconds(60));
        assertThat(reading.least(1)).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void aLongPauseIsNoWork() {
        List<Instant> minutes = List.of(NOON, NOON.plusSeconds(120), NOON.plusSeconds(3_720));
        assertThat(Reads.active(minutes, NOON.plusSeconds(3_780))).isEqualTo(Duration.ofSeconds(120 + 300 + 60));
        assertThat(Reads.active(List.of(), NOON)).isZero();
    }

    @Test
    void aStreakIsToldWhenChanceHardlyGivesIt() {
        List<String> usual = mixed("UPHELD", 50, "OVERTURNED", 50);
        assertThat(Hints.streak(Collections.nCopies(7, "UPHELD"), usual)).isEmpty();
        assertThat(Hints.streak(Collections.nCopies(8, "UPHELD"), usual)) // 0.5^8 = 0.004
                .hasValueSatisfying(hint -> assertThat(hint).contains("Your last 8 rulings were all upheld"));
        assertThat(Hints.streak(Collections.nCopies(8, "UPHELD"), mixed("UPHELD", 60, "OVERTURNED", 40)))
                .as("0.6^8 = 0.017 is nothing rare")
                .isEmpty();
        assertThat(Hints.streak(Collections.nCopies(30, "UPHELD"), mixed("UPHELD", 19, "OVERTURNED", 0)))
                .as("nineteen tell nothing")
                .isEmpty();
        List<String> broken = new ArrayList<>(Collections.nCopies(20, "UPHELD"));
        broken.add(5, "OVERTURNED");
        assertThat(Hints.streak(broken, usual)).isEmpty();
        assertThat(Hints.streak(List.of(), usual)).isEmpty();
    }

    @Test
    void aPaceIsToldWhenItIsTwiceTheOwn() {
        assertThat(Hints.pace(times(10, 100L, 20, 200L))).isNotEmpty();
        assertThat(Hints.pace(times(10, 101L, 20, 200L))).isEmpty();
        assertThat(Hints.pace(times(10, 1L, 19, 200L))).as("too few to say").isEmpty();
    }

    @Test
    void aBreakEndsTheSitting() {
        List<Instant> minutes = new ArrayList<>();
        for (int minute = 1; minute <= 121; minute += 10) {
            minutes.add(NOON.minus(Duration.ofMinutes(minute)));
        }
        assertThat(Hints.sitting(minutes, NOON)).isEqualTo(Duration.ofMinutes(121));
        minutes.remove(6); // a gap of twenty minutes
        assertThat(Hints.sitting(minutes, NOON)).isEqualTo(Duration.ofMinutes(51));
        assertThat(Hints.sitting(List.of(), NOON)).isZero();
    }

    @Test
    void aRateHasAnIntervalAndFewGiveNone() {
        DailyRate rate = DailyRate.of(100, 10);
        assertThat(rate.perDay()).isEqualTo(10);
        assertThat(rate.low()).isEqualTo(8.136, within(0.001)); // (10 - 0.97998)^2 / 10
        assertThat(rate.high()).isEqualTo(12.056, within(0.001));
        assertThat(DailyRate.of(19, 10).perDay()).isNull();
        assertThat(DailyRate.of(20, 10).known()).isTrue();
    }

    @Test
    void aNewCaseWaitsAsLongAsTheQueueTakes() {
        Forecast forecast = Forecast.of(50, 90, DailyRate.of(100, 10));
        assertThat(forecast.waitDays()).isEqualTo(5);
        assertThat(forecast.late()).isEqualTo(20); // 90 due, 70 done in a week
        assertThat(forecast.lateLow()).isEqualTo(90 - 7 * 12.056, within(0.01));
        assertThat(forecast.lateHigh()).isEqualTo(90 - 7 * 8.136, within(0.01));
        assertThat(Forecast.of(50, 10, DailyRate.of(100, 10)).late()).isZero();
        assertThat(Forecast.of(50, 10, DailyRate.of(5, 10)))
                .as("too few to say")
                .isNull();
    }

    private static List<String> mixed(String one, int ones, String other, int others) {
        List<String> all = new ArrayList<>(Collections.nCopies(ones, one));
        all.addAll(Collections.nCopies(others, other));
        return all;
    }

    private static List<Long> times(int latest, long now, int earlier, long usual) {
        List<Long> all = new ArrayList<>(Collections.nCopies(latest, now));
        all.addAll(Collections.nCopies(earlier, usual));
        return all;
    }
}
