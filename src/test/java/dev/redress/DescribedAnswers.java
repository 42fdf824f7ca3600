package dev.redress;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import jakarta.inject.Singleton;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.MediaType;
import java.io.File;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/// Holds every success of the API that any test sees against `openapi.yaml`: one whose code or kind is not described
/// becomes a 500. It is part of the service in the tests only.
@Singleton
public class DescribedAnswers {

    private final Map<String, JsonNode> described = new HashMap<>();

    DescribedAnswers() throws IOException {
        new YAMLMapper()
                .readTree(new File("openapi.yaml"))
                .get("paths")
                .forEach(path -> path.forEach(
                        one -> described.put(one.path("operationId").asText(), one.path("responses"))));
    }

    @ServerResponseFilter
    public void hold(ContainerResponseContext answer, ResourceInfo asked) {
        if (answer.getStatus() / 100 != 2 || asked == null || !isApi(asked.getResourceClass())) {
            return;
        }
        Operation operation = asked.getResourceMethod().getAnnotation(Operation.class);
        if (operation != null && operation.hidden()) {
            return;
        }
        String name = operation == null ? asked.getResourceMethod().getName() : operation.operationId();
        JsonNode told =
                described.getOrDefault(name, MissingNode.getInstance()).path(String.valueOf(answer.getStatus()));
        if (told.isMissingNode() || !fits(answer, told.path("content"))) {
            throw new AssertionError("openapi.yaml does not say that " + name + " answers " + answer.getStatus()
                    + " with " + (answer.hasEntity() ? answer.getMediaType() : "nothing"));
        }
    }

    private static boolean isApi(Class<?> resource) {
        return resource != null
                && resource.isAnnotationPresent(Path.class)
                && resource.getAnnotation(Path.class).value().startsWith("/api/v1");
    }

    private static boolean fits(ContainerResponseContext answer, JsonNode content) {
        MediaType kind = answer.getMediaType(); // null where it is left to the endpoint
        return answer.hasEntity()
                ? content.propertyStream()
                        .anyMatch(type ->
                                kind == null || MediaType.valueOf(type.getKey()).isCompatible(kind))
                : content.isEmpty();
    }
}
