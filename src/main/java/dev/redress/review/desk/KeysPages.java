package dev.redress.review.desk;

import dev.redress.access.Acting;
import dev.redress.access.Role;
import dev.redress.platform.Frame;
import dev.redress.platform.Page;
import io.quarkus.qute.TemplateData;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// The keys of the desk on one page.
@Path("/desk/keys")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed({Role.REVIEWER, Role.LEAD})
public class KeysPages {

    record keys(Page page, String me, List<Key> keys) implements TemplateInstance {}

    @TemplateData
    public record Key(String key, String does, String where) {}

    private static final String ANYWHERE = "Everywhere";
    private static final String QUEUE = "Queue";
    private static final String CASE = "Case";

    private static final List<Key> KEYS = List.of(
            new Key("g q", "Go to the queue", ANYWHERE),
            new Key("g m", "Go to what you hold", ANYWHERE),
            new Key("?", "Show this page", ANYWHERE),
            new Key("j", "Next case in the list", QUEUE),
            new Key("k", "The case before", QUEUE),
            new Key("Enter", "Open the case", QUEUE),
            new Key("x", "Choose the case, or not", QUEUE),
            new Key("/", "Search", QUEUE),
            new Key("a", "Take the case; in the queue, the next one", "Queue, case"),
            new Key("e", "Go to what the person sent", CASE),
            new Key("n", "Go to the note for colleagues", CASE),
            new Key("s", "Go to skip, with a reason", CASE),
            new Key("u", "Choose Upheld and go to the reasons", CASE),
            new Key("o", "Choose Overturned and go to the reasons", CASE),
            new Key("r", "Go to the message, to ask for information", CASE),
            new Key("Ctrl+Enter", "Send the form you are typing in, where it has one way to be sent", CASE),
            new Key("Esc", "Leave the field; then go back to the queue", CASE));

    private final Acting acting;
    private final Page page;

    KeysPages(Acting acting, Frame frame) {
        this.acting = acting;
        this.page = frame.english();
    }

    @GET
    @Operation(hidden = true)
    public TemplateInstance keys() {
        return new keys(page, acting.reviewer().id(), KEYS).setLocale(page.locale());
    }
}
