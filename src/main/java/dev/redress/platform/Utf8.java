package dev.redress.platform;

/// What holds for every body that carries JSON, told from its bytes in one pass: UTF-8 as RFC 3629 has it, without
/// the overlong forms and half pairs that parsers let through, and no escape that says the same by a detour. What
/// passes
/// can be stored in a text column and written again as UTF-8.
public final class Utf8 {

    public enum Finding {
        GOOD,
        /// No UTF-8, or with a byte order mark (RFC 8259 section 8.1), or a NUL byte: no text at all.
        NOT_UTF8,
        /// NUL, or half of a surrogate pair, written as an escape.
        UNCLEAN_ESCAPE
    }

    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private Utf8() {}

    public static Finding of(byte[] bytes, int from, int length) {
        Finding found = Finding.GOOD;
        int end = from + length;
        if (length >= 3 && bytes[from] == MARK[0] && bytes[from + 1] == MARK[1] && bytes[from + 2] == MARK[2]) {
            return Finding.NOT_UTF8;
        }
        for (int i = from; i < end; ) {
            byte b = bytes[i];
            if (b == '\\') {
                int escape = escapeLength(bytes, i, end);
                found = escape == 0 ? Finding.UNCLEAN_ESCAPE : found;
                i += escape == 0 ? 2 : escape;
            } else if (b > 0) {
                i++;
            } else {
                int size = sequenceLength(bytes, i, end);
                if (size == 0) {
                    return Finding.NOT_UTF8;
                }
                i += size;
            }
        }
        return found;
    }

    /// The bytes of the character that begins here, 0 when none does (Unicode table 3-7).
    private static int sequenceLength(byte[] bytes, int at, int end) {
        int first = bytes[at] & 0xFF;
        int size = first >= 0xC2 && first <= 0xDF ? 2 : first >= 0xE0 && first <= 0xEF ? 3 : first >= 0xF0 ? 4 : 0;
        if (size == 0 || first > 0xF4 || at + size > end) {
            return 0;
        }
        int second = bytes[at + 1] & 0xFF;
        int least = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
        int most = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
        if (second < least || second > most) {
            return 0;
        }
        for (int i = at + 2; i < at + size; i++) {
            if ((bytes[i] & 0xC0) != 0x80) {
                return 0;
            }
        }
        return size;
    }

    /// The bytes of the escape that begins here, 0 for one that nothing can be made of. Broken ones are the parser's.
    private static int escapeLength(byte[] bytes, int at, int end) {
        int unit = unit(bytes, at, end);
        if (unit < 0) {
            return 2;
        }
        if (unit == 0 || Character.isLowSurrogate((char) unit)) {
            return 0;
        }
        if (!Character.isHighSurrogate((char) unit)) {
            return 6;
        }
        int low = unit(bytes, at + 6, end);
        return low >= 0 && Character.isLowSurrogate((char) low) ? 12 : 0;
    }

    /// The code unit of a four-digit escape, -1 when that is not what stands here.
    private static int unit(byte[] bytes, int at, int end) {
        if (at + 6 > end || bytes[at] != '\\' || bytes[at + 1] != 'u') {
            return -1;
        }
        int unit = 0;
        for (int i = at + 2; i < at + 6; i++) {
            int digit = Character.digit(bytes[i], 16);
            if (digit < 0) {
                return -1;
            }
            unit = unit << 4 | digit;
        }
        return unit;
    }
}
