package dev.redress.feedback;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redress.access.Acting;
import dev.redress.access.Role;
import dev.redress.platform.Json;
import dev.redress.platform.Page;
import io.quarkus.qute.TemplateData;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// The newest labels to look at, and the way to all of them.
@Path("/labels")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed({Role.ANALYST, Role.AUDITOR})
@RunOnVirtualThread
public class LabelsPages {

    record labels(Page page, String me, List<Row> rows) implements TemplateInstance {}

    @TemplateData
    public record Row(
            long position,
            String type,
            String agentOutcome,
            String humanOutcome,
            String label,
            String verdict,
            String selection,
            boolean blind,
            Instant createdAt) {
        static Row of(Labels.Line line) {
            JsonNode label = Json.tree(line.json());
            return new Row(
                    line.position(),
                    label.path("type").asText(),
                    label.path("agentOutcome").path("code").asText("unknown"),
                    label.path("humanOutcome").path("code").asText("–"),
                    label.path("label").asText("–"),
                    label.path("verdict").asText(),
                    label.path("selection").asText(),
                    label.path("blind").asBoolean(),
                    Instant.parse(label.path("createdAt").asText()));
        }
    }

    private static final int NEWEST = 50;

    private final Labels labels;
    private final Acting acting;
    private final Page page;

    LabelsPages(
            Labels labels,
            Acting acting,
            @ConfigProperty(name = "redress.operator") String operator,
            @ConfigProperty(name = "redress.zone") String zone) {
        this.labels = labels;
        this.acting = acting;
        this.page = new Page(Locale.UK, ZoneId.of(zone), "Redress", operator, List.of());
    }

    @GET
    @Operation(hidden = true)
    public TemplateInstance newest() {
        List<Row> rows = labels.newest(NEWEST).stream().map(Row::of).toList();
        return new labels(page, acting.name(), rows).setLocale(Locale.UK);
    }
}
