package dev.redress.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class TurnTest {

    private final List<String> done = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();

    private void take(IntSupplier together, Supplier<List<String>> waiting) {
        new Turn<>("things", 3, together, waiting, this::alone, failed::add).take();
    }

    private void alone(String one) {
        if (one.equals("bad")) {
            throw new IllegalStateException(one);
        }
        done.add(one);
    }

    @Test
    void goesOnAsLongAsThereAreMore() {
        List<Integer> counts = new ArrayList<>(List.of(3, 3, 1));
        take(counts::removeFirst, () -> List.of("never asked"));
        assertThat(counts).isEmpty();
        assertThat(done).isEmpty();
    }

    @Test
    void oneThatCannotBeDoneHoldsUpNoOther() {
        take(
                () -> {
                    throw new IllegalStateException("one of them is bad");
                },
                () -> List.of("a", "bad", "b"));
        assertThat(done).containsExactly("a", "b");
        assertThat(failed).containsExactly("bad");
    }

    @Test
    void endsQuietlyWhenNothingCanBeRead() {
        take(
                () -> {
                    throw new IllegalStateException("no database");
                },
                () -> {
                    throw new IllegalStateException("no database");
                });
        assertThat(done).isEmpty();
    }
}
