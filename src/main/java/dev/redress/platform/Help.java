package dev.redress.platform;

import io.quarkus.qute.TemplateData;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where people get help from whoever answers for the decisions. Each may be null: what is not there is not shown.
///
/// @param url   of a page
/// @param phone as people write it, such as `+49 30 1234-5`
@TemplateData
public record Help(String url, String phone, String email) {

    public static final Help NONE = new Help(null, null, null);

    private static final Pattern PHONE = Pattern.compile("\\+?[0-9][0-9 ()/.-]{2,38}");
    private static final Pattern EMAIL = Pattern.compile("[^\\s@?&%]{1,64}@[^\\s@?&%]{1,255}");

    /// @throws ConfigurationException for what would make a link that leads nowhere
    static Help of(Optional<String> url, Optional<String> phone, Optional<String> email) {
        url.filter(text -> !isWeb(text))
                .ifPresent(text -> refuse("url", "an address such as https://example.com/help"));
        phone.filter(text -> !isPhone(text)).ifPresent(text -> refuse("phone", "a number such as +49 30 1234-5"));
        email.filter(text -> !EMAIL.matcher(text).matches())
                .ifPresent(text -> refuse("email", "an address such as help@example.com"));
        return new Help(url.orElse(null), phone.orElse(null), email.orElse(null));
    }

    public boolean any() {
        return url != null || phone != null || email != null;
    }

    /// The number as a link dials it.
    public String dial() {
        return dial(phone);
    }

    public static String dial(String phone) {
        return phone == null ? null : phone.replaceAll("[^+0-9]", "");
    }

    /// Whether the text is the address of a web page, and so may become a link.
    public static boolean isWeb(String text) {
        try {
            URI uri = new URI(text);
            return uri.getHost() != null
                    && ("https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme()));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    public static boolean isPhone(String text) {
        return PHONE.matcher(text).matches();
    }

    private static void refuse(String name, String expected) {
        throw new ConfigurationException("redress.help." + name + " must be " + expected + ".");
    }
}
