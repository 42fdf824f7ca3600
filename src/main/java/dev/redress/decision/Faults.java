package dev.redress.decision;

import dev.redress.platform.Refusal;
import java.util.ArrayList;
import java.util.List;

/// What is wrong with a body, in the order in which it was found: the first fifty, and how many there are.
final class Faults {

    private static final int MOST = 50;

    private final List<Refusal.Fault> found = new ArrayList<>();
    private int count;

    void add(String pointer, String detail) {
        count++;
        if (found.size() < MOST) {
            found.add(new Refusal.Fault(pointer, detail));
        }
    }

    int count() {
        return count;
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    List<Refusal.Fault> list() {
        return List.copyOf(found);
    }
}
