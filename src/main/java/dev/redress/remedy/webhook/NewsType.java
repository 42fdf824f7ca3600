package dev.redress.remedy.webhook;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/// What a webhook can be told of; on the wire `case.ruled`.
public enum NewsType {
    APPEAL_FILED,
    APPEAL_WITHDRAWN,
    CASE_RULED,
    REMEDY_ORDERED,
    REMEDY_CONFIRMED,
    /// It was done wrongly, twice, not at all, or the platform said that it cannot be done.
    REMEDY_FAILED,
    /// What was to be changed has changed since the decision.
    REMEDY_STALE,
    REMEDY_OVERDUE;

    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '.');
    }

    @JsonCreator
    public static NewsType of(String code) {
        for (NewsType type : values()) {
            if (type.code().equals(code)) {
                return type;
            }
        }
        throw new IllegalArgumentException("no such type of news");
    }
}
