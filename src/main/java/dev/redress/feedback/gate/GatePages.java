package dev.redress.feedback.gate;

import dev.redress.access.Acting;
import dev.redress.access.Role;
import dev.redress.platform.CommonProblem;
import dev.redress.platform.Frame;
import dev.redress.platform.Page;
import io.quarkus.qute.TemplateData;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// A gate's report to read: the result first, then why, then each case by name.
@Path("/gates/{id}")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed({Role.ANALYST, Role.AUDITOR})
@RunOnVirtualThread
public class GatePages {

    record gate(Page page, String me, Report report, String kind, List<Line> slices, List<Group> groups)
            implements TemplateInstance {}

    /// A slice in words. What is too few to say has no numbers to be misread.
    @TemplateData
    public record Line(
            String name, long n, String then, String now, String difference, String p, String result, String kind) {
        static Line of(Slice slice) {
            boolean few = slice.result() == Result.TOO_FEW || slice.n() == 0;
            return new Line(
                    slice.name(),
                    slice.n(),
                    few ? "–" : Summary.share(slice.then()),
                    few ? "–" : Summary.share(slice.now()),
                    few ? "–" : difference(slice.difference()),
                    few ? "–" : String.format(Locale.ROOT, "%.3g", slice.p()),
                    slice.result().words(),
                    tagOf(slice.result()));
        }

        private static String difference(Paired.Difference difference) {
            return String.format(
                    Locale.ROOT,
                    "%+.1f points (%+.1f to %+.1f)",
                    difference.value() * 100,
                    difference.low() * 100,
                    difference.high() * 100);
        }
    }

    @TemplateData
    public record Group(String title, long all, List<Item> items) {}

    private static final int NAMED = 500;

    private final Gates gates;
    private final Acting acting;
    private final Page page;

    GatePages(Gates gates, Acting acting, Frame frame) {
        this.gates = gates;
        this.acting = acting;
        this.page = frame.english();
    }

    @GET
    @Operation(hidden = true)
    public TemplateInstance report(@PathParam("id") UUID id) {
        Report report = gates.visible(id, null).orElseThrow(CommonProblem::notFound);
        return new gate(
                        page,
                        acting.name(),
                        report,
                        tagOf(report.result()),
                        Stream.concat(Stream.of(report.whole()), report.slices().stream())
                                .map(Line::of)
                                .toList(),
                        List.of(
                                group(
                                        "Overturned mistakes that are made again",
                                        report.returned(),
                                        report.whole().returned()),
                                group(
                                        "Right decisions that are wrong now",
                                        report.broken(),
                                        report.whole().broken()),
                                group(
                                        "Overturned mistakes that are right now",
                                        report.fixed(),
                                        report.whole().fixed()),
                                group(
                                        "Cases without an outcome that says whether it is right",
                                        report.missing(),
                                        report.whole().missing())))
                .setLocale(page.locale());
    }

    private static Group group(String title, List<Item> items, long all) {
        return new Group(title, all, items.subList(0, Math.min(NAMED, items.size())));
    }

    private static String tagOf(Result result) {
        return switch (result) {
            case PASS -> "good";
            case FAIL -> "bad";
            case TOO_FEW -> "info";
        };
    }
}
