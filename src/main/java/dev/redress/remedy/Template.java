package dev.redress.remedy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Fills JSON Pointers in braces with what stands there: `https://refunds.example/refunds?remedy={/remedy/id}`.
final class Template {

    private static final Pattern PLACE = Pattern.compile("\\{(/[^{}]*)}");

    /// What no encoding makes a step of a path.
    private static final Set<String> NO_STEP = Set.of("", ".", "..");

    private Template() {}

    /// The address with every place filled, encoded so that a value stays one step or one parameter; empty when nothing
    /// stands at one of them.
    static Optional<String> address(String template, JsonNode known) {
        StringBuilder filled = new StringBuilder();
        Matcher place = PLACE.matcher(template);
        while (place.find()) {
            JsonNode value = known.at(place.group(1));
            if (!value.isValueNode() || value.isNull() || NO_STEP.contains(value.asText())) {
                return Optional.empty();
            }
            String encoded =
                    URLEncoder.encode(value.asText(), StandardCharsets.UTF_8).replace("+", "%20");
            place.appendReplacement(filled, Matcher.quoteReplacement(encoded));
        }
        return Optional.of(place.appendTail(filled).toString());
    }

    /// The value itself, or what stands at the place that it names; missing when nothing does.
    static JsonNode value(JsonNode template, JsonNode known) {
        Matcher place = PLACE.matcher(template.asText());
        return template.isTextual() && place.matches() ? known.at(place.group(1)) : template;
    }

    /// Scheme, host and port of an address with a fixed host.
    static String host(String template) {
        return template.substring(0, template.indexOf('/', template.indexOf("://") + 3))
                .toLowerCase(Locale.ROOT);
    }

    /// Whether the name of the host is written out: what a reviewer typed must not choose where we look.
    static boolean hasFixedHost(String template) {
        int scheme = template.indexOf("://");
        int first = template.indexOf('{');
        int path = scheme < 0 ? -1 : template.indexOf('/', scheme + 3);
        return path > 0
                && (first < 0 || first > path)
                && template.replaceAll(PLACE.pattern(), "").indexOf('{') < 0;
    }
}
