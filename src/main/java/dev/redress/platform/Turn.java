package dev.redress.platform;

import io.quarkus.logging.Log;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/// A turn at what waits in a table: some at a time in one transaction, until fewer come than may. When that fails each
/// is done by itself, so that one that cannot be done holds up no other.
///
/// @param what     for the log, such as "the clocks that are due"
/// @param most     how many are done together
/// @param together does them in a transaction of its own, and says how many there were
/// @param waiting  those that would be next
/// @param alone    does one in a transaction of its own, unless somebody else has done it
/// @param failed   what becomes of one that cannot be done
public record Turn<T>(
        String what, int most, IntSupplier together, Supplier<List<T>> waiting, Consumer<T> alone, Consumer<T> failed) {

    /// One that cannot be done is tried again with the next turn.
    public Turn(String what, int most, IntSupplier together, Supplier<List<T>> waiting, Consumer<T> alone) {
        this(what, most, together, waiting, alone, _ -> {});
    }

    public void take() {
        try {
            while (together.getAsInt() == most) {
                // there are more
            }
        } catch (RuntimeException e) { // the database is away, or one of them cannot be done
            Log.warnf("%s could not be done together: %s", what, e.getMessage());
            takeEach();
        }
    }

    private void takeEach() {
        try {
            for (T one : waiting.get()) {
                try {
                    alone.accept(one);
                } catch (RuntimeException e) {
                    Log.errorf(e, "of %s %s could not be done", what, one);
                    failed.accept(one);
                }
            }
        } catch (RuntimeException e) { // the database is away: the next turn tries again
            Log.warnf("%s could not be done: %s", what, e.getMessage());
        }
    }
}
