package dev.redress.decision;

import dev.redress.platform.Refusal;
import java.util.ArrayList;
import java.util.List;

/// What is wrong with a body, in the order in which it was found.
final class Faults {

    private final List<Refusal.Fault> found = new ArrayList<>();

    void add(String pointer, String detail) {
        found.add(new Refusal.Fault(pointer, detail));
    }

    int size() {
        return found.size();
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    List<Refusal.Fault> list() {
        return List.copyOf(found);
    }
}
