package dev.redress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The Kubernetes manifests parse strictly and keep their promises; and every check is seen to fail.
class ManifestsTest {

    private static final Texts SOUND = Texts.below("k8s");

    private static final List<Rule> RULES =
            Stream.concat(KubernetesRules.ALL.stream(), PodRules.ALL.stream()).toList();

    static final List<Break> BREAKS = List.of(
            in("kustomization.yaml", "every manifest is in the kustomization", "  - service.yaml\n", ""),
            in(
                    "namespace.yaml",
                    "the namespace enforces the restricted level",
                    "enforce: restricted",
                    "enforce: baseline"),
            pod("more than one replica", "replicas: 2", "replicas: 1"),
            pod("the pod has time to finish", "terminationGracePeriodSeconds: 40", "terminationGracePeriodSeconds: 30"),
            pod("replicas are spread over nodes and zones", "topology.kubernetes.io/zone", "example.org/rack"),
            pod("no service account token", "      automountServiceAccountToken: false\n", ""),
            in("serviceaccount.yaml", "the service account mounts no token", "Token: false", "Token: true"),
            pod("runs as a numeric user that is not root", "runAsNonRoot: true", "runAsNonRoot: false"),
            pod("runs as a numeric user that is not root", "runAsUser: 10001", "runAsUser: 0"),
            pod("the default seccomp profile", "type: RuntimeDefault", "type: Unconfined"),
            pod("shares nothing of the node", "enableServiceLinks", "hostNetwork"),
            pod("shares nothing of the node", "containerPort: 8080", "hostPort: 8080"),
            pod("shares nothing of the node", "emptyDir:\n            sizeLimit: 256Mi", "hostPath: {path: /tmp}"),
            pod(
                    "one container, so the container rules see all",
                    "      volumes:\n",
                    "      initContainers: [{name: x}]\n      volumes:\n"),
            pod("no privilege escalation", "            allowPrivilegeEscalation: false\n", ""),
            pod("not privileged", "allowPrivilegeEscalation: false", "privileged: true"),
            pod("no capabilities", "drop: [ALL]", "drop: [NET_RAW]"),
            pod("no capabilities", "drop: [ALL]", "drop: [ALL]\n              add: [SYS_ADMIN]"),
            pod("a read-only root file system", "            readOnlyRootFilesystem: true\n", ""),
            pod("a bounded /tmp to write to", "sizeLimit: 256Mi", "medium: Memory"),
            pod("a startup probe", "startupProbe", "livenessProbe2"),
            pod("a liveness probe", "/q/health/live", "/q/health"),
            pod("a readiness probe", "/q/health/ready", "/"),
            pod(
                    "processor and memory requested and limited",
                    "            limits:\n              cpu: \"2\"\n",
                    "            limits:\n"),
            pod("a fixed image tag", "redress:0.1.0", "redress:latest"),
            pod("a fixed image tag", "redress:0.1.0", "redress"),
            pod("reads its settings from the config map and the secret", "secretRef", "configMapRef"),
            in("configmap.yaml", "every setting the service needs has a place", "REDRESS_PUBLIC_URL", "PUBLIC_URL"),
            in("secret.example.yaml", "no secret in git", "REDRESS_AGENT_KEY: \"\"", "REDRESS_AGENT_KEY: rdk_1"),
            in("configmap.yaml", "no secret in git", "REDRESS_AGENT_ID: first-agent", "REDRESS_AGENT_KEY: rdk_1"),
            in("configmap.yaml", "no secret in git", "kind: ConfigMap", "kind: Secret"),
            in(
                    "networkpolicy-default-deny.yaml",
                    "everything is denied by default",
                    "podSelector: {}",
                    "podSelector: {matchLabels: {a: b}}"),
            in("networkpolicy-default-deny.yaml", "everything is denied by default", "[Ingress, Egress]", "[Ingress]"),
            in(
                    "networkpolicy-default-deny.yaml",
                    "everything is denied by default",
                    "  policyTypes",
                    "  egress: [{}]\n  policyTypes"),
            policy("port 8080 alone is open, to named namespaces", "port: 8080", "port: 9000"),
            policy(
                    "port 8080 alone is open, to named namespaces",
                    "        - namespaceSelector:\n            matchLabels:\n              kubernetes.io/metadata.name: ingress-nginx",
                    "        - namespaceSelector: {}"),
            policy(
                    "port 8080 alone is open, to named namespaces",
                    "    - from:\n        - namespaceSelector:\n            matchLabels:\n              kubernetes.io/metadata.name: ingress-nginx\n      ports:",
                    "    - ports:"),
            policy("the way out is DNS, PostgreSQL, OIDC and SMTP", "  egress:\n", "  egress:\n    - {}\n"),
            policy("one selector finds the pods everywhere", "app.kubernetes.io/name: redress", "app: redress"),
            in("service.yaml", "the service reaches the container's port", "targetPort: http", "targetPort: web"),
            in(
                    "poddisruptionbudget.yaml",
                    "one pod at a time may be disrupted",
                    "maxUnavailable: 1",
                    "minAvailable: 2"));

    @Test
    void keepEveryPromise() {
        assertThat(Rule.broken(RULES, SOUND)).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("BREAKS")
    void aBreakIsReported(Break fault) {
        fault.isReportedBy(RULES, SOUND);
    }

    @Test
    void everyRuleIsSeenToFail() {
        assertThat(Break.promises(BREAKS)).containsExactlyInAnyOrderElementsOf(Rule.promises(RULES));
    }

    static List<String> files() {
        return SOUND.byPath().keySet().stream()
                .filter(path -> path.endsWith(".yaml") && !path.equals("kustomization.yaml"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("files")
    void parsesAsItsKind(String path) throws JsonProcessingException {
        assertThat(StrictManifest.of(SOUND.yaml(path)).getMetadata().getName()).isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("files")
    void anUnknownFieldIsRefusedInEveryFile(String path) {
        var misspelt =
                SOUND.with(path, "\nmetadata:\n", "\nmetadata:\n  nmae: x\n").yaml(path);
        assertThatThrownBy(() -> StrictManifest.of(misspelt))
                .isInstanceOf(UnrecognizedPropertyException.class)
                .hasMessageContaining("nmae");
    }

    @ParameterizedTest
    @ValueSource(strings = {"runAsNonRoot", "periodSeconds", "sizeLimit", "httpGet", "drop", "topologyKey", "maxSurge"})
    void anUnknownFieldIsRefusedHoweverDeep(String field) {
        var misspelt = SOUND.with("deployment.yaml", field + ":", field + "s:").yaml("deployment.yaml");
        assertThatThrownBy(() -> StrictManifest.of(misspelt))
                .isInstanceOf(UnrecognizedPropertyException.class)
                .hasMessageContaining(field + "s");
    }

    @Test
    void aWordWhereANumberBelongsIsRefused() {
        var wrong =
                SOUND.with("deployment.yaml", "replicas: 2", "replicas: two").yaml("deployment.yaml");
        assertThatThrownBy(() -> StrictManifest.of(wrong)).isInstanceOf(InvalidFormatException.class);
    }

    @Test
    void anUnknownKindOrVersionIsRefused() {
        var old = SOUND.with("deployment.yaml", "apps/v1", "apps/v1beta1").yaml("deployment.yaml");
        assertThatThrownBy(() -> StrictManifest.of(old)).hasMessageContaining("no such kind");
    }

    @Test
    void aKeyGivenTwiceIsRefused() {
        var twice = SOUND.with("service.yaml", "kind: Service\n", "kind: Service\nkind: Service\n");
        assertThatThrownBy(() -> twice.yaml("service.yaml")).isInstanceOf(UncheckedIOException.class);
    }

    private static Break in(String path, String promise, String old, String replacement) {
        return new Break(promise, path, old, replacement);
    }

    private static Break pod(String promise, String old, String replacement) {
        return in("deployment.yaml", promise, old, replacement);
    }

    private static Break policy(String promise, String old, String replacement) {
        return in("networkpolicy-redress.yaml", promise, old, replacement);
    }
}
