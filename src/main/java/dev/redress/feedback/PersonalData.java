package dev.redress.feedback;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberMatch;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.Leniency;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.validator.routines.CreditCardValidator;
import org.apache.commons.validator.routines.IBANValidator;

/// What is personal in a text, by its form: addresses and numbers that lead to one person or account. Names in running
/// text have no form and are not found.
final class PersonalData {

    /// The word in the placeholder, such as `[EMAIL_1]`.
    enum Kind {
        EMAIL,
        IBAN,
        CARD,
        PHONE,
        NAME,
        ADDRESS,
        BIRTH_DATE
    }

    /// @param same what two spellings of one value share
    record Found(int start, int end, Kind kind, String same) {}

    /// Lengths are bounded, so that no text takes long.
    private static final Pattern EMAIL = Pattern.compile(
            "(?<![\\p{L}\\p{N}._%+-])[\\p{L}\\p{N}._%+'-]{1,64}+@[\\p{L}\\p{N}-]{1,63}+(?:\\.[\\p{L}\\p{N}-]{1,63}+){1,8}");

    private static final Pattern IBAN = Pattern.compile("\\b[A-Z]{2}\\d{2}(?:[ \\u00A0-]?[A-Z0-9]){11,30}");
    private static final int IBAN_LEAST = 15;
    private static final Pattern CARD = Pattern.compile("(?<!\\d|\\d\\.)\\d(?:[ \\u00A0-]?\\d){12,18}");
    private static final int CARD_LEAST = 13;
    /// Digits that make a number before them a part of a longer one.
    private static final Pattern GOES_ON = Pattern.compile("\\.?\\d");

    private static final Pattern SEPARATOR = Pattern.compile("[ \\u00A0-]");
    private static final Pattern ISO_DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}.*");
    private static final CreditCardValidator CARDS = new CreditCardValidator(CreditCardValidator.AMEX
            + CreditCardValidator.VISA
            + CreditCardValidator.MASTERCARD
            + CreditCardValidator.DISCOVER
            + CreditCardValidator.DINERS);
    private static final PhoneNumberUtil PHONES = PhoneNumberUtil.getInstance();
    /// What libphonenumber calls a region that is not known: only numbers with their country's code count.
    private static final String NO_REGION = "ZZ";

    private static final int CHUNK = 20_000;

    /// Members whose value is personal whatever its form, by their names in lower case without separators.
    private static final Map<String, Kind> MEMBERS = Map.ofEntries(
            Map.entry("firstname", Kind.NAME),
            Map.entry("lastname", Kind.NAME),
            Map.entry("middlename", Kind.NAME),
            Map.entry("givenname", Kind.NAME),
            Map.entry("familyname", Kind.NAME),
            Map.entry("surname", Kind.NAME),
            Map.entry("fullname", Kind.NAME),
            Map.entry("customername", Kind.NAME),
            Map.entry("email", Kind.EMAIL),
            Map.entry("emailaddress", Kind.EMAIL),
            Map.entry("phone", Kind.PHONE),
            Map.entry("phonenumber", Kind.PHONE),
            Map.entry("telephone", Kind.PHONE),
            Map.entry("mobile", Kind.PHONE),
            Map.entry("iban", Kind.IBAN),
            Map.entry("cardnumber", Kind.CARD),
            Map.entry("street", Kind.ADDRESS),
            Map.entry("streetaddress", Kind.ADDRESS),
            Map.entry("address1", Kind.ADDRESS),
            Map.entry("address2", Kind.ADDRESS),
            Map.entry("addressline1", Kind.ADDRESS),
            Map.entry("addressline2", Kind.ADDRESS),
            Map.entry("dob", Kind.BIRTH_DATE),
            Map.entry("dateofbirth", Kind.BIRTH_DATE),
            Map.entry("birthdate", Kind.BIRTH_DATE));

    private PersonalData() {}

    /// Null for a member that is personal only if its value looks so.
    static Kind ofMember(String name) {
        return MEMBERS.get(name.toLowerCase(Locale.ROOT).replaceAll("[_ -]", ""));
    }

    /// In the order of the text; nothing overlaps.
    ///
    /// @param jurisdiction of the person, such as `DE` or `US-CA`: how numbers without a country's code are read
    static List<Found> in(String text, String jurisdiction) {
        NavigableMap<Integer, Found> found = new TreeMap<>();
        emails(text, found);
        numbers(text, IBAN, IBAN_LEAST, Kind.IBAN, IBANValidator.getInstance()::isValid, found);
        numbers(text, CARD, CARD_LEAST, Kind.CARD, CARDS::isValid, found);
        phones(text, region(jurisdiction), found);
        return List.copyOf(found.values());
    }

    private static void emails(String text, NavigableMap<Integer, Found> found) {
        if (text.indexOf('@') < 0) {
            return;
        }
        for (Matcher match = EMAIL.matcher(text); match.find(); ) {
            add(found, match.start(), match.end(), Kind.EMAIL, match.group().toLowerCase(Locale.ROOT));
        }
    }

    /// What stands before or after a number may look like a part of it: the first beginning counts that has a
    /// right end, and of its ends the last.
    private static void numbers(
            String text,
            Pattern form,
            int least,
            Kind kind,
            Predicate<String> isRight,
            NavigableMap<Integer, Found> found) {
        Matcher match = form.matcher(text);
        for (int from = 0; from < text.length() && match.find(from); ) {
            from = match.start() + 1;
            for (int end = match.end(); end - match.start() >= least; end--) {
                if (!Character.isLetterOrDigit(text.charAt(end - 1)) || (kind == Kind.CARD && goesOn(text, end))) {
                    continue;
                }
                String compact = compact(text.substring(match.start(), end));
                if (isRight.test(compact)) {
                    add(found, match.start(), end, kind, compact);
                    from = end;
                    break;
                }
            }
        }
    }

    private static boolean goesOn(String text, int end) {
        return GOES_ON.matcher(text).region(end, text.length()).lookingAt();
    }

    private static String compact(String number) {
        return SEPARATOR.matcher(number).replaceAll("");
    }

    private static void phones(String text, String region, NavigableMap<Integer, Found> found) {
        for (int from = 0; from < text.length(); from += CHUNK) {
            String part = text.substring(from, Math.min(text.length(), from + CHUNK + 40)); // none is cut in two
            for (PhoneNumberMatch match : PHONES.findNumbers(part, region, Leniency.STRICT_GROUPING, Long.MAX_VALUE)) {
                if (match.start() < CHUNK
                        && !ISO_DATE.matcher(match.rawString()).matches()) {
                    add(
                            found,
                            from + match.start(),
                            from + match.end(),
                            Kind.PHONE,
                            PHONES.format(match.number(), PhoneNumberFormat.E164));
                }
            }
        }
    }

    /// What two spellings of one value share, for a value known by its member's name.
    static String same(Kind kind, String value, String jurisdiction) {
        return switch (kind) {
            case EMAIL -> value.toLowerCase(Locale.ROOT);
            case IBAN, CARD -> compact(value);
            case PHONE -> {
                try {
                    yield PHONES.format(PHONES.parse(value, region(jurisdiction)), PhoneNumberFormat.E164);
                } catch (NumberParseException e) {
                    yield value;
                }
            }
            case NAME, ADDRESS, BIRTH_DATE -> value;
        };
    }

    private static String region(String jurisdiction) {
        return jurisdiction == null
                ? NO_REGION
                : Arrays.stream(jurisdiction.toUpperCase(Locale.ROOT).split("-"))
                        .findFirst()
                        .filter(PHONES.getSupportedRegions()::contains)
                        .orElse(NO_REGION);
    }

    private static void add(NavigableMap<Integer, Found> found, int start, int end, Kind kind, String same) {
        Map.Entry<Integer, Found> before = found.lowerEntry(end);
        if (before == null || before.getValue().end() <= start) {
            found.put(start, new Found(start, end, kind, same));
        }
    }
}
