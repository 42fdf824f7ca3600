package dev.redress.platform;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/// Puts an example on every operation of the API description, from `openapi/examples.json`, and says what all of them
/// share: the credential and the form of a problem.
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public class ApiExamples implements OASFilter {

    private static final String BEARER = "bearer";

    private final JsonNode examples = read();

    @Override
    public Operation filterOperation(Operation operation) {
        JsonNode example = examples.path(String.valueOf(operation.getOperationId()));
        if (operation.getRequestBody() != null && example.has("request")) {
            show(operation.getRequestBody().getContent(), example.get("request"));
        }
        if (operation.getParameters() != null) {
            operation.getParameters().forEach(parameter -> show(parameter, example.path("parameters")));
        }
        operation.getResponses().getAPIResponses().forEach((status, response) -> {
            if (status.startsWith("2") && example.has("response")) {
                show(response, example.get("response"));
            }
        });
        operation.getResponses().addAPIResponse("default", problem());
        return operation;
    }

    @Override
    public void filterOpenAPI(OpenAPI api) {
        if (api.getComponents() == null) {
            api.setComponents(OASFactory.createComponents());
        }
        api.getComponents()
                .addSecurityScheme(
                        BEARER,
                        OASFactory.createSecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme("bearer")
                                .description("An agent's key (rdk_…) or an access token. The person's path needs none: "
                                        + "its token is in the address."));
        api.setSecurity(List.of(OASFactory.createSecurityRequirement().addScheme(BEARER)));
    }

    /// @param own examples of this operation, for a name that means something else elsewhere
    private void show(Parameter parameter, JsonNode own) {
        JsonNode value = own.has(parameter.getName())
                ? own.get(parameter.getName())
                : examples.path("parameters").path(parameter.getName());
        if (!value.isMissingNode()) {
            parameter.setExample(plain(value));
        }
    }

    private static void show(APIResponse response, JsonNode example) {
        if (response.getContent() == null) {
            response.setContent(
                    OASFactory.createContent().addMediaType("application/json", OASFactory.createMediaType()));
        }
        show(response.getContent(), example);
    }

    private static void show(Content content, JsonNode example) {
        if (content != null) {
            content.getMediaTypes().values().forEach(type -> type.setExample(plain(example)));
        }
    }

    private static APIResponse problem() {
        Map<String, Object> example = new LinkedHashMap<>(); // else each build would write another order
        example.put("type", "https://redress.example.com/problems/not-found");
        example.put("title", CommonProblem.NOT_FOUND.title());
        example.put("status", CommonProblem.NOT_FOUND.status());
        return OASFactory.createAPIResponse()
                .description("A problem (RFC 9457); its type is the address of its explanation")
                .content(OASFactory.createContent()
                        .addMediaType(
                                Problem.MEDIA_TYPE, OASFactory.createMediaType().example(example)));
    }

    private static Object plain(JsonNode example) {
        return Json.read(example, Object.class);
    }

    private static JsonNode read() {
        try (InputStream stream =
                Thread.currentThread().getContextClassLoader().getResourceAsStream("openapi/examples.json")) {
            return Json.tree(stream.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("the examples of the API cannot be read", e);
        }
    }
}
