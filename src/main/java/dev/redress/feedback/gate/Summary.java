package dev.redress.feedback.gate;

import java.util.List;
import java.util.Locale;

/// A report for a terminal: the result alone on the first line, then why, then each case by name.
final class Summary {

    private static final int NAMED = 50;

    private Summary() {}

    static String of(Report report) {
        StringBuilder text = new StringBuilder(report.result().name()).append('\n');
        report.reasons().forEach(reason -> text.append("  ").append(reason).append('\n'));
        Slice whole = report.whole();
        text.append(String.format(
                Locale.ROOT,
                "%s%s: %,d cases; right %s then, %s now; %,d fixed, %,d broken, %,d made again; McNemar p = %.4g%n",
                report.dataset().title(),
                report.split() == null ? "" : " (" + report.split() + ")",
                whole.n(),
                share(whole.then()),
                share(whole.now()),
                whole.fixed(),
                whole.broken(),
                whole.returned(),
                whole.p()));
        named(text, "Made again", report.returned());
        named(text, "Broken", report.broken());
        named(text, "Fixed", report.fixed());
        named(text, "Without an outcome", report.missing());
        return text.append(report.page()).append('\n').toString();
    }

    static String share(Rate rate) {
        return rate.n() == 0
                ? "unknown"
                : String.format(
                        Locale.ROOT, "%.1f %% (%.1f to %.1f)", rate.share() * 100, rate.low() * 100, rate.high() * 100);
    }

    private static void named(StringBuilder text, String title, List<Item> items) {
        if (items.isEmpty()) {
            return;
        }
        text.append(title).append(":\n");
        items.stream()
                .limit(NAMED)
                .forEach(item -> text.append("  ").append(line(item)).append('\n'));
        if (items.size() > NAMED) {
            text.append("  and ").append(items.size() - NAMED).append(" more\n");
        }
    }

    /// On one line, whatever an agent wrote into its ids.
    static String line(Item item) {
        return (item.externalId() + ": then " + item.agentOutcome() + ", right is " + item.expected() + ", now "
                        + (item.candidateOutcome() == null ? "unknown" : item.candidateOutcome()))
                .replaceAll("\\p{Cntrl}", " ");
    }
}
