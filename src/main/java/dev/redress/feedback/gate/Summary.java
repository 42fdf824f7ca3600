package dev.redress.feedback.gate;

import java.util.List;
import java.util.Locale;

/// A report for a terminal: the result alone on the first line, then why, then each case by name.
final class Summary {

    private static final int NAMED = 50;

    private Summary() {}

    static String of(Report report) {
        StringBuilder text = new StringBuilder(report.result().name()).append('\n');
        report.reasons()
                .forEach(reason -> text.append("  ").append(onOneLine(reason)).append('\n'));
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
        named(text, "Made again", report.returned(), whole.returned());
        named(text, "Broken", report.broken(), whole.broken());
        named(text, "Fixed", report.fixed(), whole.fixed());
        named(text, "Without an outcome", report.missing(), whole.missing());
        return text.append(report.page()).append('\n').toString();
    }

    static String share(Rate rate) {
        return rate.n() == 0
                ? "unknown"
                : String.format(
                        Locale.ROOT, "%.1f %% (%.1f to %.1f)", rate.share() * 100, rate.low() * 100, rate.high() * 100);
    }

    private static void named(StringBuilder text, String title, List<Item> items, long all) {
        if (items.isEmpty()) {
            return;
        }
        text.append(title).append(":\n");
        items.stream()
                .limit(NAMED)
                .forEach(item -> text.append("  ").append(line(item)).append('\n'));
        if (all > NAMED) {
            text.append("  and ").append(all - NAMED).append(" more\n");
        }
    }

    static String line(Item item) {
        return onOneLine(item.externalId() + ": then " + item.agentOutcome() + ", right is " + item.expected()
                + ", now " + (item.candidateOutcome() == null ? "unknown" : item.candidateOutcome()));
    }

    /// Whatever an agent wrote into its ids, or a reviewer into a clause.
    private static String onOneLine(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }
}
