package dev.redress.platform;

import java.sql.SQLException;
import java.sql.SQLTransientException;

/// The database is away, full or out of connections: not the caller's fault and not for ever. Such a request stored
/// nothing that was acknowledged and may be repeated.
public final class Overload {

    private Overload() {}

    public static Refusal refusal() {
        return new Refusal(CommonProblem.BUSY, "The service cannot store anything just now. Try again in a moment.")
                .header("Retry-After", "2");
    }

    public static boolean isCauseOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLTransientException) {
                return true;
            }
            if (cause instanceof SQLException sql && isTransient(sql)) {
                return true;
            }
        }
        return false;
    }

    /// By SQLSTATE class: 08 connection, 53 resources, 57P operator intervention, 40 rollback; the pool's own
    /// time-out carries none.
    private static boolean isTransient(SQLException e) {
        String state = e.getSQLState();
        if (state == null) {
            return e.getMessage() != null && e.getMessage().contains("cquisition timeout");
        }
        return state.startsWith("08") || state.startsWith("53") || state.startsWith("57P") || state.startsWith("40");
    }
}
