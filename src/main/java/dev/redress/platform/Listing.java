package dev.redress.platform;

import java.util.List;
import java.util.function.Function;

/// A piece of a longer list; `next` is the cursor of the piece after it, null at the end.
public record Listing<T>(List<T> items, String next) {

    /// Makes a page of rows read with one row more than `limit`, which tells whether there are more.
    public static <R, T> Listing<T> of(List<R> rows, int limit, Function<R, T> item, Function<R, Cursor> cursor) {
        boolean more = rows.size() > limit;
        List<R> kept = more ? rows.subList(0, limit) : rows;
        return new Listing<>(
                kept.stream().map(item).toList(),
                more ? cursor.apply(kept.getLast()).encoded() : null);
    }

    /// The number of items to answer with: 1 to `most`, `usual` when nothing was asked.
    public static int limit(Integer asked, int usual, int most) {
        if (asked == null) {
            return usual;
        }
        if (asked < 1 || asked > most) {
            throw CommonProblem.malformed("limit is a whole number from 1 to " + most + ".");
        }
        return asked;
    }

    /// Whether a filter that is on or off is on; it is off when nothing was asked.
    public static boolean on(String name, String asked) {
        if (asked != null && !asked.equals("true") && !asked.equals("false")) {
            throw CommonProblem.malformed(name + " is true or false.");
        }
        return "true".equals(asked);
    }
}
