package dev.redress.telemetry;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.redress.access.Acting;
import dev.redress.access.Role;
import dev.redress.access.Room;
import dev.redress.decision.Batch;
import dev.redress.decision.Intake;
import dev.redress.platform.Json;
import dev.redress.platform.Overload;
import dev.redress.platform.Problem;
import dev.redress.platform.Refusal;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// Takes decision logs of Open Policy Agent as it sends them: a JSON array, mostly gzip. Events that cannot be recorded
/// are named one by one; OPA would send a refused upload again for ever, so the rest counts.
@Path("/logs{partition: (/[^/]+)?}")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class OpaLogsResource {

    private static final int MOST = 10_000;

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Item(int index, int status, UUID id, Problem problem) {}

    public record Taken(List<Item> results) {}

    private final Intake intake;
    private final Acting acting;
    private final Clock clock;
    private final Room room;
    private final String publicUrl;
    private final String subject;

    OpaLogsResource(
            Intake intake,
            Acting acting,
            Clock clock,
            Room room,
            @ConfigProperty(name = "redress.public-url") String publicUrl,
            @ConfigProperty(name = "redress.opa.subject") String subject) {
        this.intake = intake;
        this.acting = acting;
        this.clock = clock;
        this.room = room;
        this.publicUrl = publicUrl;
        this.subject = subject;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.AGENT)
    @Operation(hidden = true)
    public Taken take(byte[] body, @HeaderParam("Content-Encoding") String encoding) {
        byte[] log = Body.unpacked(body, encoding, room::forBytes);
        List<Batch.Slice> events = Batch.ofArray(log, MOST);
        room.forObjects(events.stream()
                .mapToLong(event -> Json.weight(of(log, event)))
                .max()
                .orElse(0)); // one at a time
        List<Item> results = new ArrayList<>(events.size());
        List<byte[]> decisions = new ArrayList<>(events.size());
        List<Integer> places = new ArrayList<>(events.size());
        for (int i = 0; i < events.size(); i++) {
            results.add(null);
            try {
                decisions.add(OpaDecision.of(Json.sent(of(log, events.get(i))), subject));
                places.add(i);
            } catch (Refusal refusal) {
                results.set(i, refused(i, refusal));
                continue;
            }
            room.forObjects(decisions.getLast().length);
        }
        List<Intake.Result> recorded = intake.recordAll(decisions, acting.recording(), clock.instant());
        for (int i = 0; i < recorded.size(); i++) {
            Intake.Result one = recorded.get(i);
            int place = places.get(i);
            if (one.refused() != null && one.refused().type().status() == 503) {
                throw Overload.refusal(); // OPA sends all of it again; what is on record is found
            }
            results.set(
                    place,
                    one.refused() == null
                            ? new Item(place, one.isNew() ? 201 : 200, one.id(), null)
                            : refused(place, one.refused()));
        }
        return new Taken(results);
    }

    private static byte[] of(byte[] log, Batch.Slice event) {
        return Arrays.copyOfRange(log, event.from(), event.from() + event.length());
    }

    private Item refused(int index, Refusal refusal) {
        return new Item(index, refusal.type().status(), null, Problem.of(publicUrl, refusal));
    }
}
