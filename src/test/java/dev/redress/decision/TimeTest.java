package dev.redress.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-23T09:30:00Z",
                "2026-11-23T09:30:00.1Z",
                "2026-11-23T09:30:00.123456789Z",
                "2024-02-29T23:59:59.000001Z",
                "2026-11-23T09:30:00+01:00",
                "2026-11-23T09:30Z",
                "2026-11-23t09:30:00z",
                "2023-02-29T00:00:00Z",
                "2026-13-01T00:00:00Z",
                "2026-11-23T24:00:00Z",
                "2026-11-23T09:30:60Z",
                "2026-11-23T09:30:00.Z",
                "2026-11-23T09:30:00.1234567890Z",
                "2026-11-23T09:30:00.12 4Z",
                "2026-11-23T0x:30:00Z",
                "2026-11-23T-9:30:00Z",
                "2026-11-23T09:30:0٣Z",
                "2026-11-23T09:30:00.Z Z"
            })
    void theFastWayReadsWhatTheGeneralParserReads(String text) {
        assertThat(Shape.Time.parse(text)).isEqualTo(general(text));
    }

    private static Instant general(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
