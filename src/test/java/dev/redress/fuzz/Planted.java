package dev.redress.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// A parser with a defect behind five bytes that chance alone does not hit, and that coverage leads to one by one.
public final class Planted {

    private Planted() {}

    public static void fuzzerTestOneInput(byte[] data) {
        if (at(data, 0) == 'r') {
            if (at(data, 1) == 'd') {
                if (at(data, 2) == 'k') {
                    if (at(data, 3) == '_') {
                        if (at(data, 4) == '7') {
                            throw new IllegalStateException("planted");
                        }
                    }
                }
            }
        }
    }

    private static int at(byte[] data, int place) {
        return place < data.length ? data[place] : -1;
    }

    static List<byte[]> seeds() {
        return List.of("token".getBytes(StandardCharsets.UTF_8));
    }
}
