package dev.redress.review.quality;

/// How long a new case waits, and how many of those due soon will be late, if cases go on to be closed as fast as in
/// the last weeks. By Little's law the time in the queue is the number in it over the rate at which it is left.
///
/// @param waitDays of a case that comes now
/// @param dueWithin7Days how many open cases are due by then, the late ones included
/// @param late how many of these are not done in time, when the earliest deadline always comes first
public record Forecast(
        double waitDays,
        double waitLow,
        double waitHigh,
        long dueWithin7Days,
        double late,
        double lateLow,
        double lateHigh) {

    static final int DAYS = 7;

    /// @return null when too few were closed to say
    static Forecast of(long open, long dueWithin7Days, DailyRate closed) {
        if (!closed.known()) {
            return null;
        }
        return new Forecast(
                open / closed.perDay(),
                open / closed.high(),
                open / closed.low(),
                dueWithin7Days,
                late(dueWithin7Days, closed.perDay()),
                late(dueWithin7Days, closed.high()),
                late(dueWithin7Days, closed.low()));
    }

    private static double late(long due, double perDay) {
        return Math.max(0, due - perDay * DAYS);
    }
}
