package dev.redress.review.quality;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/// How the queue does. Every number carries how many it is from; what too few tell is null.
///
/// @param days             the last 14, the latest first
/// @param arrivals         of the last 28 whole days, as are `completions`
/// @param forecast         null when too few cases were closed to say
/// @param unanswered       questions that wait for a person
/// @param rulings          of the last 28 days
public record Health(
        Instant at,
        Open open,
        Age age,
        Due due,
        Deadlines deadlines,
        List<Day> days,
        DailyRate arrivals,
        DailyRate completions,
        Forecast forecast,
        long unanswered,
        Rulings rulings) {

    /// @param held   by reviewers who work on them
    /// @param onHold put aside until a date
    /// @param sent   with a ruling that can still be undone
    /// @param awaitingApproval with a ruling that a second person has to approve
    public record Open(
            long total, long waiting, long held, long asked, long onHold, long sent, long awaitingApproval) {}

    /// Of the open cases, in hours; null when none is open.
    public record Age(long n, Double p50Hours, Double p95Hours, Double maxHours) {}

    /// Of the open cases by their earliest clock; each counts those before it.
    public record Due(long n, long overdue, long within24Hours, long within72Hours) {}

    /// Clocks, of which a case can have several.
    ///
    /// @param escalated    near their deadline now
    /// @param overdue      past their deadline now
    /// @param missedIn28Days deadlines that passed in the last 28 days, also of cases that are closed
    public record Deadlines(long escalated, long overdue, long missedIn28Days) {}

    public record Day(LocalDate day, long arrived, long completed) {}

    /// @param shallow marked as made without enough reading
    public record Rulings(long n, long shallow) {}
}
