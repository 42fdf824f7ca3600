package dev.redress;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// The environment the packaged service takes.
final class Settings {

    static final List<String> NEEDED = List.of(
            "QUARKUS_DATASOURCE_JDBC_URL",
            "QUARKUS_DATASOURCE_USERNAME",
            "QUARKUS_DATASOURCE_PASSWORD",
            "QUARKUS_OIDC_AUTH_SERVER_URL",
            "QUARKUS_OIDC_CLIENT_ID",
            "QUARKUS_OIDC_CREDENTIALS_SECRET",
            "REDRESS_PUBLIC_URL",
            "REDRESS_LINK_CURRENT",
            "REDRESS_LINK_KEYS_1",
            "REDRESS_AGENT_ID",
            "REDRESS_AGENT_KEY");

    private static final Pattern SECRET = Pattern.compile("(?i).*(PASSWORD|SECRET|_KEY|TOKEN|CREDENTIAL).*");

    private Settings() {}

    static boolean isSecret(String name) {
        return SECRET.matcher(name).matches();
    }

    /// The names among these settings that hold a secret in plain words, not a reference like `${NAME:?…}`.
    static List<String> secret(JsonNode settings) {
        return settings.properties().stream()
                .filter(setting -> isSecret(setting.getKey()))
                .filter(setting -> !isReference(setting.getValue().asText()))
                .map(Map.Entry::getKey)
                .toList();
    }

    static boolean isReference(String value) {
        return value.matches("\\$\\{[A-Z_0-9]+(:\\?[^}]*)?}");
    }
}
