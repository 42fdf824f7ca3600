package dev.redress;

import static dev.redress.Texts.items;
import static dev.redress.Texts.words;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/// What the manifests in `k8s/` promise beside the pods: completeness, secrets, network, disruption.
final class KubernetesRules {

    /// Files that are no resource of the kustomization.
    private static final Set<String> OUTSIDE = Set.of("kustomization.yaml", "secret.example.yaml");

    static final List<Rule> ALL = List.of(
            new Rule(
                    "every manifest is in the kustomization",
                    texts -> new TreeSet<>(
                                    words(texts.yaml("kustomization.yaml").at("/resources")))
                            .equals(manifests(texts))),
            new Rule(
                    "the namespace enforces the restricted level",
                    texts -> texts.yaml("namespace.yaml")
                            .at("/metadata/labels/pod-security.kubernetes.io~1enforce")
                            .asText()
                            .equals("restricted")),
            new Rule(
                    "the service account mounts no token",
                    texts -> PodRules.isFalse(texts.yaml("serviceaccount.yaml").at("/automountServiceAccountToken"))),
            new Rule("every setting the service needs has a place", texts -> {
                var names = new TreeSet<String>();
                texts.yaml("configmap.yaml").path("data").fieldNames().forEachRemaining(names::add);
                texts.yaml("secret.example.yaml")
                        .path("stringData")
                        .fieldNames()
                        .forEachRemaining(names::add);
                return names.containsAll(Settings.NEEDED);
            }),
            new Rule(
                    "no secret in git",
                    texts -> items(texts.yaml("secret.example.yaml").path("stringData"))
                                    .allMatch(value -> value.asText().isEmpty())
                            && texts.yaml("secret.example.yaml").path("data").isMissingNode()
                            && manifests(texts).stream()
                                    .noneMatch(path -> kind(texts, path).equals("Secret"))
                            && Settings.secret(texts.yaml("configmap.yaml").path("data"))
                                    .isEmpty()),
            new Rule("everything is denied by default", texts -> {
                var spec = texts.yaml("networkpolicy-default-deny.yaml").path("spec");
                return spec.path("podSelector").isObject()
                        && spec.path("podSelector").isEmpty()
                        && words(spec.path("policyTypes")).containsAll(List.of("Ingress", "Egress"))
                        && !spec.has("ingress")
                        && !spec.has("egress");
            }),
            policy(
                    "port 8080 alone is open, to named namespaces",
                    spec -> ports(spec.path("ingress")).equals(Set.of("8080"))
                            && items(spec.path("ingress"))
                                    .flatMap(rule ->
                                            rule.has("from") ? items(rule.path("from")) : items(Texts.read("[{}]")))
                                    .allMatch(from -> from.at("/namespaceSelector/matchLabels")
                                                    .size()
                                            > 0)),
            policy(
                    "the way out is DNS, PostgreSQL, OIDC and SMTP",
                    spec -> ports(spec.path("egress")).equals(Set.of("53", "5432", "443", "587"))
                            && items(spec.path("egress"))
                                    .allMatch(rule -> rule.path("to").size() > 0)),
            new Rule("one selector finds the pods everywhere", texts -> {
                var labels = texts.yaml("deployment.yaml").at("/spec/template/metadata/labels");
                return !labels.isEmpty()
                        && labels.equals(texts.yaml("deployment.yaml").at("/spec/selector/matchLabels"))
                        && labels.equals(texts.yaml("service.yaml").at("/spec/selector"))
                        && labels.equals(
                                texts.yaml("networkpolicy-redress.yaml").at("/spec/podSelector/matchLabels"))
                        && labels.equals(texts.yaml("poddisruptionbudget.yaml").at("/spec/selector/matchLabels"));
            }),
            new Rule("the service reaches the container's port", texts -> {
                var port = PodRules.container(texts.yaml("deployment.yaml").path("spec"))
                        .at("/ports/0");
                return port.path("containerPort").asInt() == 8080
                        && texts.yaml("service.yaml")
                                .at("/spec/ports/0/targetPort")
                                .equals(port.path("name"));
            }),
            new Rule(
                    "one pod at a time may be disrupted",
                    texts -> texts.yaml("poddisruptionbudget.yaml")
                                    .at("/spec/maxUnavailable")
                                    .asInt()
                            == 1));

    private KubernetesRules() {}

    /// The manifests: every YAML file but those outside.
    static Set<String> manifests(Texts texts) {
        var paths = new TreeSet<>(texts.byPath().keySet());
        paths.removeIf(path -> !path.endsWith(".yaml") || OUTSIDE.contains(path));
        return paths;
    }

    private static Rule policy(String promise, Predicate<JsonNode> policySpec) {
        return new Rule(
                promise,
                texts ->
                        policySpec.test(texts.yaml("networkpolicy-redress.yaml").path("spec")));
    }

    /// The ports of all rules; a rule without ports opens every port, which is written as *.
    private static Set<String> ports(JsonNode rules) {
        var ports = new TreeSet<String>();
        for (var rule : rules) {
            if (rule.path("ports").isEmpty()) {
                ports.add("*");
            }
            items(rule.path("ports"))
                    .forEach(port -> ports.add(port.path("port").asText("*")));
        }
        return ports;
    }

    private static String kind(Texts texts, String path) {
        return texts.yaml(path).path("kind").asText();
    }
}
