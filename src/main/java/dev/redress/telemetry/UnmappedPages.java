package dev.redress.telemetry;

import dev.redress.access.Acting;
import dev.redress.access.Role;
import dev.redress.platform.Frame;
import dev.redress.platform.Listing;
import dev.redress.platform.Page;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// Names in spans that nothing is read from, for whoever has to notice that an agent renamed something.
@Path("/telemetry/unmapped")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed({Role.OPERATOR, Role.AUDITOR})
@RunOnVirtualThread
public class UnmappedPages {

    record unmapped(Page page, String me, int version, List<UnmappedNames.Unmapped> rows, String next)
            implements TemplateInstance {}

    private static final int ROWS = 50;

    private final UnmappedNames names;
    private final Acting acting;
    private final Page page;

    UnmappedPages(UnmappedNames names, Acting acting, Frame frame) {
        this.names = names;
        this.acting = acting;
        this.page = frame.english();
    }

    @GET
    @Operation(hidden = true)
    public TemplateInstance list(@QueryParam("cursor") String cursor) {
        Listing<UnmappedNames.Unmapped> rows = names.list(null, cursor, ROWS);
        String next = rows.next() == null ? null : "/telemetry/unmapped?cursor=" + rows.next();
        return new unmapped(page, acting.name(), SpanContract.CONTRACT.version(), rows.items(), next)
                .setLocale(page.locale());
    }
}
