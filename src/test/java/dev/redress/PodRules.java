package dev.redress;

import static dev.redress.Texts.items;
import static dev.redress.Texts.words;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.Predicate;

/// What the pods of `k8s/deployment.yaml` promise. Source: Kubernetes Pod Security Standards, level restricted; the
/// rest is ours.
final class PodRules {

    static final List<Rule> ALL = List.of(
            pod("more than one replica", spec -> spec.at("/replicas").asInt() > 1),
            pod("the pod has time to finish", spec -> {
                int pause =
                        container(spec).at("/lifecycle/preStop/sleep/seconds").asInt();
                return pause > 0
                        && spec.at("/template/spec/terminationGracePeriodSeconds")
                                        .asInt()
                                > pause + 25;
            }),
            pod(
                    "replicas are spread over nodes and zones",
                    spec -> items(spec.at("/template/spec/topologySpreadConstraints"))
                            .map(constraint -> constraint.path("topologyKey").asText())
                            .toList()
                            .containsAll(List.of("kubernetes.io/hostname", "topology.kubernetes.io/zone"))),
            pod("no service account token", spec -> isFalse(spec.at("/template/spec/automountServiceAccountToken"))),
            pod("runs as a numeric user that is not root", spec -> {
                var security = spec.at("/template/spec/securityContext");
                return security.path("runAsNonRoot").asBoolean()
                        && security.path("runAsUser").asInt() > 0
                        && !container(spec).at("/securityContext").has("runAsUser")
                        && !isFalse(container(spec).at("/securityContext/runAsNonRoot"));
            }),
            pod(
                    "the default seccomp profile",
                    spec -> spec.at("/template/spec/securityContext/seccompProfile/type")
                            .asText()
                            .equals("RuntimeDefault")),
            pod("shares nothing of the node", spec -> {
                var pod = spec.path("template").path("spec");
                return !pod.has("hostNetwork")
                        && !pod.has("hostPID")
                        && !pod.has("hostIPC")
                        && items(pod.path("volumes")).noneMatch(volume -> volume.has("hostPath"))
                        && items(container(spec).path("ports")).noneMatch(port -> port.has("hostPort"));
            }),
            pod("one container, so the container rules see all", spec -> {
                var pod = spec.path("template").path("spec");
                return pod.path("containers").size() == 1 && !pod.has("initContainers");
            }),
            container("no privilege escalation", c -> isFalse(c.at("/securityContext/allowPrivilegeEscalation"))),
            container(
                    "not privileged", c -> !c.at("/securityContext/privileged").asBoolean()),
            container(
                    "no capabilities",
                    c -> words(c.at("/securityContext/capabilities/drop")).equals(List.of("ALL"))
                            && c.at("/securityContext/capabilities/add").isMissingNode()),
            container(
                    "a read-only root file system",
                    c -> c.at("/securityContext/readOnlyRootFilesystem").asBoolean()),
            pod(
                    "a bounded /tmp to write to",
                    spec -> items(container(spec).path("volumeMounts"))
                            .filter(mount -> mount.path("mountPath").asText().equals("/tmp"))
                            .flatMap(mount -> items(spec.at("/template/spec/volumes"))
                                    .filter(volume -> volume.path("name").equals(mount.path("name"))))
                            .anyMatch(volume -> volume.path("emptyDir").has("sizeLimit"))),
            probe("startup", "/q/health/started"),
            probe("liveness", "/q/health/live"),
            probe("readiness", "/q/health/ready"),
            container(
                    "processor and memory requested and limited",
                    c -> c.at("/resources/requests/cpu").isTextual()
                            && c.at("/resources/requests/memory").isTextual()
                            && c.at("/resources/limits/cpu").isTextual()
                            && c.at("/resources/limits/memory").isTextual()),
            container("a fixed image tag", c -> Images.isPinned(c.path("image").asText())),
            container(
                    "reads its settings from the config map and the secret",
                    c -> items(c.path("envFrom"))
                                    .anyMatch(from -> from.at("/configMapRef/name")
                                            .asText()
                                            .equals("redress"))
                            && items(c.path("envFrom"))
                                    .anyMatch(from ->
                                            from.at("/secretRef/name").asText().equals("redress"))));

    private PodRules() {}

    private static Rule pod(String promise, Predicate<JsonNode> deploymentSpec) {
        return new Rule(
                promise,
                texts -> deploymentSpec.test(texts.yaml("deployment.yaml").path("spec")));
    }

    private static Rule container(String promise, Predicate<JsonNode> container) {
        return pod(promise, spec -> container.test(container(spec)));
    }

    private static Rule probe(String name, String path) {
        return container("a " + name + " probe", c -> {
            var probe = c.path(name + "Probe");
            return probe.at("/httpGet/path").asText().equals(path)
                    && probe.at("/httpGet/port").equals(c.at("/ports/0/name"))
                    && probe.path("periodSeconds").asInt() > 0
                    && probe.path("failureThreshold").asInt() > 0;
        });
    }

    static JsonNode container(JsonNode deploymentSpec) {
        return deploymentSpec.at("/template/spec/containers/0");
    }

    static boolean isFalse(JsonNode value) {
        return value.isBoolean() && !value.asBoolean();
    }
}
