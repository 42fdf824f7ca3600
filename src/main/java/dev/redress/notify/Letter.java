package dev.redress.notify;

import dev.redress.platform.Page;
import io.quarkus.qute.TemplateData;
import java.util.ArrayList;
import java.util.List;

/// One message in words, ready to be sent as text and as HTML: both say the same.
///
/// @param page language, direction and dates
/// @param says paragraphs
/// @param quoted somebody's own words; null for most
/// @param link null when the link was revoked
/// @param closes the lines below the link
@TemplateData
public record Letter(
        Page page,
        String subject,
        String hello,
        List<String> says,
        String quoted,
        String open,
        String link,
        List<String> closes) {

    /// RFC 5322 section 2.1.1 asks for at most 78; an address is never broken.
    private static final int WIDTH = 76;

    public Letter {
        says = List.copyOf(says);
        closes = List.copyOf(closes);
    }

    /// For clients that show text: short lines, and the link on a line of its own.
    String text() {
        List<String> blocks = new ArrayList<>();
        blocks.add(hello);
        says.forEach(paragraph -> blocks.add(wrapped(paragraph, "")));
        if (quoted != null) {
            blocks.add(wrapped(quoted, "> "));
        }
        if (link != null) {
            blocks.add(open + ":\n" + link);
        }
        closes.forEach(line -> blocks.add(wrapped(line, "")));
        return String.join("\n\n", blocks) + "\n";
    }

    private static String wrapped(String text, String start) {
        StringBuilder lines = new StringBuilder();
        for (String paragraph : text.strip().split("\\R")) {
            int column = 0;
            for (String word : paragraph.strip().split("\\s+")) {
                int length = word.codePointCount(0, word.length());
                if (column > 0 && column + 1 + length > WIDTH) {
                    lines.append('\n');
                    column = 0;
                }
                String before = column == 0 ? start : " ";
                lines.append(before).append(word);
                column += before.length() + length;
            }
            lines.append('\n');
        }
        return lines.toString().stripTrailing();
    }
}
