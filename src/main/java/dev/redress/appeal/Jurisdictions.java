package dev.redress.appeal;

import dev.redress.decision.calendar.Jurisdiction;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The places to turn to of every jurisdiction that is listed, each with the days on which it is one.
///
/// @param groups members by the name of the group, such as `EU`
/// @param places by jurisdiction (ISO 3166, `DE` or `DE-BY`) or group
record Jurisdictions(Map<String, Set<String>> groups, Map<String, List<Listed>> places) {

    /// The key of a name in the place's own language.
    static final String OWN = "own";

    /// @param name       by language, and under `own`
    /// @param note       by language, English at least; null when there is nothing to say
    /// @param types      the decision types it is for; empty for all
    /// @param validFrom  the first day; null for no first one
    /// @param validUntil the last day; null for none in sight
    record Listed(
            Elsewhere.Kind kind,
            Map<String, String> name,
            Map<String, String> note,
            String url,
            String phone,
            List<String> types,
            LocalDate validFrom,
            LocalDate validUntil) {

        boolean isFor(String type, LocalDate day) {
            return (types.isEmpty() || types.contains(type))
                    && (validFrom == null || !day.isBefore(validFrom))
                    && (validUntil == null || !day.isAfter(validUntil));
        }

        Elsewhere.Place in(String language) {
            return new Elsewhere.Place(
                    kind,
                    name.getOrDefault(language, name.get(OWN)),
                    note == null ? null : note.getOrDefault(language, note.get("en")),
                    url,
                    phone);
        }
    }

    /// The nearest list comes first: the region's, the country's, that of the group it is in. A farther one stands in
    /// for each kind of place that the nearer ones have none of on that day.
    ///
    /// @param jurisdiction as the agent sent it; null or unknown gives an empty list
    List<Elsewhere.Place> places(String jurisdiction, String type, String language, LocalDate day) {
        List<Listed> found = new ArrayList<>();
        Set<Elsewhere.Kind> kinds = EnumSet.noneOf(Elsewhere.Kind.class);
        for (String code : Jurisdiction.nearestFirst(jurisdiction, groups)) {
            List<Listed> here = places.getOrDefault(code, List.of()).stream()
                    .filter(place -> place.isFor(type, day) && !kinds.contains(place.kind()))
                    .toList();
            here.forEach(place -> kinds.add(place.kind()));
            found.addAll(here);
        }
        return found.stream()
                .sorted(Comparator.comparing(Listed::kind))
                .map(place -> place.in(language))
                .toList();
    }
}
