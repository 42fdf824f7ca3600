package dev.redress.appeal.evidence;

import java.nio.charset.StandardCharsets;

/// The name of a file that somebody else chose.
final class FileName {

    private static final int MOST = 120;

    private FileName() {}

    /// Without folders, control characters, marks that turn the reading direction, and characters that file systems
    /// refuse; with the ending that fits the content.
    static String clean(String sent, EvidenceFormat format) {
        String name = sent == null ? "" : sent.substring(Math.max(sent.lastIndexOf('/'), sent.lastIndexOf('\\')) + 1);
        name = name.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}<>:\"|?*%;]", "")
                .strip()
                .replaceAll("^\\.+", "");
        if (name.isEmpty()) {
            name = "file";
        }
        if (name.codePointCount(0, name.length()) > MOST) {
            String ending = format.isNamed(name) ? name.substring(name.lastIndexOf('.')) : "";
            name = name.substring(0, name.offsetByCodePoints(0, MOST - ending.length())) + ending;
        }
        return format.isNamed(name) ? name : name + "." + format.extension();
    }

    /// The value of `Content-Disposition` (RFC 6266) that makes a browser save the file and never show it.
    static String attachment(String name) {
        String plain = name.replaceAll("[^A-Za-z0-9._ -]", "_");
        StringBuilder encoded = new StringBuilder();
        for (byte one : name.getBytes(StandardCharsets.UTF_8)) {
            boolean unreserved = (one >= '0' && one <= '9')
                    || (one >= 'a' && one <= 'z')
                    || (one >= 'A' && one <= 'Z')
                    || one == '.'
                    || one == '-'
                    || one == '_';
            encoded.append(unreserved ? String.valueOf((char) one) : "%%%02X".formatted(one));
        }
        return "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + encoded;
    }
}
