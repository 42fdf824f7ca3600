package dev.redress.appeal;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.Instant;

/// A time in which a clock stood still; `until` is null while it does.
@Embeddable
public record ClockPause(
        @Column(name = "from_at") Instant from,
        @Column(name = "until_at") Instant until,

        @Enumerated(EnumType.STRING) @Column(name = "reason")
        Reason reason) {

    public enum Reason {
        /// The person was asked something; waiting for them is no fault of anybody.
        QUESTION_ASKED
    }
}
