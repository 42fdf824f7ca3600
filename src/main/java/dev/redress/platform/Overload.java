package dev.redress.platform;

import java.sql.SQLException;
import java.sql.SQLTransientException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.stream.Stream;

/// The database is away, full or out of connections: not the caller's fault and not for ever. Such a request stored
/// nothing that was acknowledged and may be repeated.
public final class Overload {

    private Overload() {}

    public static Refusal refusal() {
        return new Refusal(CommonProblem.BUSY, "The service cannot store anything just now. Try again in a moment.")
                .header("Retry-After", "2");
    }

    /// Also where a commit broke: the transaction manager tells why as suppressed exceptions.
    public static boolean isCauseOf(Throwable failure) {
        return isCauseOf(failure, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private static boolean isCauseOf(Throwable failure, Set<Throwable> seen) {
        if (failure == null || !seen.add(failure)) {
            return false;
        }
        return failure instanceof SQLTransientException
                || (failure instanceof SQLException sql && isTransient(sql))
                || isCauseOf(failure.getCause(), seen)
                || Stream.of(failure.getSuppressed()).anyMatch(each -> isCauseOf(each, seen));
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
