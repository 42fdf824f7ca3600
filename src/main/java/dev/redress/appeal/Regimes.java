package dev.redress.appeal;

import dev.redress.decision.Decision;
import dev.redress.decision.calendar.Jurisdiction;
import dev.redress.platform.SettingsFile;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The laws that set clocks, as configuration. Read at start, so that a list with a fault never runs.
@Startup(1) // before anything else: a refused start should find nothing at work yet
@Singleton
public class Regimes {

    private static final String SHIPPED = "regimes.json";

    private final List<Regime> regimes;

    Regimes(@ConfigProperty(name = "redress.regimes") Optional<String> file) {
        this.regimes = RegimesFile.read(file.orElse(SHIPPED), SettingsFile.bytes(file, "redress.regimes", SHIPPED));
    }

    /// Those that hold for the decision on this day. A decision without a jurisdiction is under those only that hold
    /// everywhere: which law it is under is not known.
    List<Regime> of(Decision decision, LocalDate day) {
        List<String> places = Jurisdiction.nearestFirst(decision.jurisdiction(), Map.of());
        return regimes.stream()
                .filter(regime -> regime.isFor(places, decision.type(), day))
                .toList();
    }

    /// The regime of a clock; empty for one that has left the configuration since.
    Optional<Regime> of(CaseClock clock) {
        return clock.regime().equals(CaseClock.PROMISE)
                ? Optional.of(Regime.promise(clock.kind(), null))
                : regimes.stream()
                        .filter(one -> one.name().equals(clock.regime()))
                        .findFirst();
    }

    /// What people call it.
    public String title(CaseClock clock) {
        return of(clock).map(Regime::title).orElse(clock.regime());
    }

    /// What people call the one of this name; the name itself when it is in force no longer.
    public String title(String name) {
        return regimes.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .map(Regime::title)
                .orElse(name);
    }
}
