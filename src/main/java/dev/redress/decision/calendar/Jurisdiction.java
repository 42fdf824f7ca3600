package dev.redress.decision.calendar;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Where a rule holds: a region (`DE-BY`), its country (`DE`), a group of countries (`EU`).
public final class Jurisdiction {

    private Jurisdiction() {}

    /// The names under which a jurisdiction is looked up, the nearest first.
    ///
    /// @param jurisdiction as the agent sent it; null gives an empty list
    /// @param groups       members by the name of the group
    public static List<String> nearestFirst(String jurisdiction, Map<String, Set<String>> groups) {
        if (jurisdiction == null) {
            return List.of();
        }
        String code = jurisdiction.strip().toUpperCase(Locale.ROOT);
        int dash = code.indexOf('-');
        String country = dash < 0 ? code : code.substring(0, dash);
        List<String> codes = new ArrayList<>();
        codes.add(code);
        if (dash >= 0) {
            codes.add(country);
        }
        groups.forEach((group, members) -> {
            if (members.contains(country)) {
                codes.add(group);
            }
        });
        return codes;
    }
}
