package dev.redress.notify;

import java.net.IDN;
import java.util.Arrays;
import java.util.regex.Pattern;

/// Addresses of mail. They come from agents and from people, so nothing of them is taken on trust.
final class Address {

    /// Before the `@`: no space or control character, nothing that ends an address or begins one.
    private static final Pattern LOCAL = Pattern.compile("[!#$%&'*+/=?^_`{|}~.\\w-]{1,64}");

    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9-]{1,63}");

    private static final Pattern ANY = Pattern.compile("[^\\s<>@\"':;,()\\[\\]]+@[^\\s<>@\"':;,()\\[\\]]+");
    private static final int LENGTH = 254; // RFC 5321 section 4.5.3.1.3, without the angle brackets

    private Address() {}

    /// The address as it goes over the wire, its domain in ASCII; null when mail cannot go to it.
    static String usable(String given) {
        if (given == null) {
            return null;
        }
        int at = given.lastIndexOf('@');
        if (at < 0 || !LOCAL.matcher(given.substring(0, at)).matches()) {
            return null;
        }
        try {
            String domain = IDN.toASCII(given.substring(at + 1));
            String[] labels = domain.split("\\.", -1);
            boolean plain = labels.length > 1
                    && Arrays.stream(labels)
                            .allMatch(label -> LABEL.matcher(label).matches());
            String wire = given.substring(0, at + 1) + domain;
            return plain && wire.length() <= LENGTH ? wire : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /// Enough to recognise it, not enough to use it: `m…@example.com`.
    static String masked(String address) {
        return address.substring(0, address.offsetByCodePoints(0, 1)) + "…"
                + address.substring(address.lastIndexOf('@'));
    }

    /// A text, such as a mail server's, with the addresses in it masked.
    static String maskedIn(String text) {
        return ANY.matcher(text).replaceAll(found -> java.util.regex.Matcher.quoteReplacement(masked(found.group())));
    }
}
