package dev.redress.review.desk;

import io.quarkus.qute.TemplateData;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The text of a policy in pieces, so that the clauses a decision rests on stand out.
final class Clauses {

    /// A line that begins with a number of a clause: "3.2", "§ 3.2", "Clause 3.2:", "(4)" or "4)".
    private static final Pattern START = Pattern.compile(
            "^\\s{0,40}(?:§{1,2}|[Cc]lause|[Aa]rticle|[Ss]ection|Art\\.)?\\s{0,4}\\(?([0-9][0-9.]{0,40}[a-z]?)[):]{0,2}(?:\\s|$)");

    /// Some lines of the text in a row, as they were.
    @TemplateData
    public record Piece(String text, boolean cited) {}

    private Clauses() {}

    /// @param named the clauses, as decisions name them; one that the text does not have changes nothing
    static List<Piece> of(String text, Set<String> named) {
        Set<String> cited = named.stream().map(Clauses::cited).collect(Collectors.toSet());
        List<Piece> pieces = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        boolean inCited = false;
        for (String line : text.split("\\R", -1)) {
            Matcher start = START.matcher(line);
            boolean now = start.find() ? cited.contains(number(start.group(1))) : inCited && !line.isBlank();
            if (now != inCited && !lines.isEmpty()) {
                pieces.add(new Piece(String.join("\n", lines), inCited));
                lines.clear();
            }
            inCited = now;
            lines.add(line);
        }
        pieces.add(new Piece(String.join("\n", lines), inCited));
        return pieces;
    }

    /// A decision may write a clause as a text does.
    private static String cited(String clause) {
        Matcher start = START.matcher(clause);
        return start.find() ? number(start.group(1)) : clause.strip();
    }

    /// "3.2." is clause 3.2.
    private static String number(String found) {
        return found.endsWith(".") ? found.substring(0, found.length() - 1) : found;
    }
}
