package dev.redress;

import static dev.redress.Texts.items;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// What the trial realm for Keycloak promises.
final class RealmRules {

    private static final Map<String, String> ROLE_OF = Map.of(
            "rita", "reviewer",
            "ravi", "reviewer",
            "lena", "lead",
            "otto", "operator",
            "ana", "analyst",
            "ada", "auditor",
            "service-account-demo-agent", "agent");

    static final List<Rule> ALL = List.of(
            realm(
                    "the realm is redress",
                    realm -> realm.path("realm").asText().equals("redress")
                            && realm.path("enabled").asBoolean()),
            realm(
                    "the roles of the design",
                    realm -> items(realm.at("/roles/realm"))
                            .map(role -> role.path("name").asText())
                            .toList()
                            .containsAll(ROLE_OF.values())),
            realm(
                    "the demo people and the demo agent, each with its one role",
                    realm -> realm.path("users").size() == ROLE_OF.size()
                            && ROLE_OF.entrySet().stream()
                                    .allMatch(one -> Texts.words(named(realm, "users", "username", one.getKey())
                                                    .path("realmRoles"))
                                            .equals(List.of(one.getValue())))),
            realm(
                    "people need not complete their profile",
                    realm -> items(realm.path("users"))
                            .filter(user -> !user.has("serviceAccountClientId"))
                            .allMatch(user -> user.path("emailVerified").asBoolean()
                                    && user.hasNonNull("email")
                                    && user.hasNonNull("firstName")
                                    && user.hasNonNull("lastName"))),
            realm("people sign in by the authorization-code flow, and come back to this service", realm -> {
                var client = client(realm, "redress");
                return client.path("standardFlowEnabled").asBoolean()
                        && isConfidential(client)
                        && !client.path("serviceAccountsEnabled").asBoolean()
                        && Texts.words(client.path("redirectUris")).equals(List.of("http://localhost:8080/*"));
            }),
            realm("agents sign in by client credentials alone", realm -> {
                var client = client(realm, "demo-agent");
                return client.path("serviceAccountsEnabled").asBoolean()
                        && isConfidential(client)
                        && !client.path("standardFlowEnabled").asBoolean();
            }),
            realm(
                    "roles are the groups of access and id tokens",
                    realm -> items(realm.path("clients"))
                            .allMatch(client ->
                                    items(client.path("protocolMappers")).anyMatch(RealmRules::putsRolesInGroups))),
            realm(
                    "access tokens are for this service",
                    realm -> items(realm.path("clients"))
                            .allMatch(client ->
                                    items(client.path("protocolMappers")).anyMatch(RealmRules::namesTheAudience))),
            realm(
                    "everybody is the same after a new import",
                    realm -> items(realm.path("users"))
                                    .map(user -> user.path("id").asText())
                                    .filter(id -> id.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"))
                                    .distinct()
                                    .count()
                            == ROLE_OF.size()),
            realm(
                    "no secret in git",
                    realm -> items(realm.path("clients"))
                                    .allMatch(client -> Settings.isReference(
                                            client.path("secret").asText()))
                            && items(realm.path("users"))
                                    .flatMap(user -> items(user.path("credentials")))
                                    .allMatch(credential -> Settings.isReference(
                                            credential.path("value").asText()))));

    private RealmRules() {}

    private static Rule realm(String promise, Predicate<JsonNode> realm) {
        return new Rule(promise, texts -> realm.test(texts.yaml("keycloak/redress-realm.json")));
    }

    private static JsonNode client(JsonNode realm, String id) {
        return named(realm, "clients", "clientId", id);
    }

    private static JsonNode named(JsonNode realm, String list, String field, String name) {
        return items(realm.path(list))
                .filter(one -> one.path(field).asText().equals(name))
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    private static boolean isConfidential(JsonNode client) {
        return client.path("publicClient").isBoolean()
                && !client.path("publicClient").asBoolean()
                && !client.path("directAccessGrantsEnabled").asBoolean()
                && !client.path("implicitFlowEnabled").asBoolean();
    }

    private static boolean putsRolesInGroups(JsonNode mapper) {
        var config = mapper.path("config");
        return mapper.path("protocolMapper").asText().equals("oidc-usermodel-realm-role-mapper")
                && config.path("claim.name").asText().equals("groups")
                && config.path("multivalued").asBoolean()
                && config.path("access.token.claim").asBoolean()
                && config.path("id.token.claim").asBoolean();
    }

    private static boolean namesTheAudience(JsonNode mapper) {
        var config = mapper.path("config");
        return mapper.path("protocolMapper").asText().equals("oidc-audience-mapper")
                && config.path("included.client.audience").asText().equals("redress")
                && config.path("access.token.claim").asBoolean();
    }
}
