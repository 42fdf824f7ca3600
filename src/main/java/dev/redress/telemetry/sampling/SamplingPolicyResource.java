package dev.redress.telemetry.sampling;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.redress.access.Role;
import dev.redress.decision.DecisionTypes;
import dev.redress.decision.LegalHolds;
import dev.redress.decision.Term;
import dev.redress.platform.CommonProblem;
import dev.redress.platform.Interval;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Publishes which spans are kept, and what that comes to.
@Path("/api/v1")
@RunOnVirtualThread
@Tag(name = "Traces")
public class SamplingPolicyResource {

    private static final String YAML = "application/yaml";
    private static final int DAYS = 30;

    /// @param from WINDOW_END, DECISION or FIRST_SPAN
    public record Keep(int amount, Term.Unit unit, String from) {}

    /// One kind of run; conditions that are left out hold for all.
    ///
    /// @param th     the threshold of the probability, as in `ot=th:…`
    /// @param weight for how many runs one that is kept stands, where its sender did not sample
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record StratumShown(
            String name,
            Boolean decided,
            Boolean adverse,
            Boolean appealable,
            Boolean failed,
            List<String> decisionTypes,
            Set<String> jurisdictions,
            double probability,
            String th,
            double weight,
            Keep keep,
            Term atLeast) {

        static StratumShown of(Stratum one) {
            return new StratumShown(
                    one.name(),
                    one.decided(),
                    one.adverse(),
                    one.appealable(),
                    one.failed(),
                    one.decisionTypes(),
                    one.jurisdictions(),
                    one.probability(),
                    one.threshold().th(),
                    one.threshold().adjustedCount(),
                    new Keep(one.keep().amount(), one.keep().unit(), one.from().name()),
                    one.atLeast());
        }
    }

    /// @param combination      EQUALIZING or PROPORTIONAL: how the sender's own sampling is taken in
    /// @param drawAfter         how long all spans of a run are kept before the draw
    /// @param holdAfterClosing how long spans of an appealed decision stay after its case is closed
    /// @param strata           in order: the first that fits holds
    /// @param unusual          runs that are kept for their case only although they were not drawn; null for none
    /// @param versions         that were in force, newest first
    public record PolicyShown(
            String version,
            String digest,
            String combination,
            String drawAfter,
            String holdAfterClosing,
            String decisions,
            List<StratumShown> strata,
            Unusual unusual,
            List<String> versions) {}

    /// @param drawn    runs whose draw has been made
    /// @param kept     those that were kept, with spans and bytes then
    /// @param caseOnly of these, kept without a known probability: in no estimate
    /// @param stored   what lies there now
    public record StratumFigures(
            String stratum, long drawn, long kept, long caseOnly, long bytesKept, long runsStored, long bytesStored) {}

    /// @param estimate of all that were sent, as far as senders said how they sample
    /// @param low      the lower end of the 95 % interval
    public record TotalShown(double estimate, double low, double high) {
        static TotalShown of(Estimate.Total total) {
            return new TotalShown(total.estimate(), total.low(), total.high());
        }
    }

    /// @param n          runs it is reckoned from
    /// @param effectiveN how many of a plain random sample would tell as much (Kish)
    /// @param tooFew     whether they are too few to say
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ShareShown(
            long n, Double effectiveN, boolean tooFew, int fewerThan, Double estimate, Double low, Double high) {

        static ShareShown of(List<Estimate.Group> groups) {
            long n = groups.stream().mapToLong(Estimate.Group::runs).sum();
            if (n < Interval.FEW) {
                return new ShareShown(n, null, true, Interval.FEW, null, null, null);
            }
            Estimate.Share share = Estimate.failed(groups);
            return new ShareShown(
                    n, share.effectiveN(), false, Interval.FEW, share.estimate(), share.low(), share.high());
        }
    }

    /// Appeals whose hold is on.
    ///
    /// @param withTrace those whose decision names a trace
    /// @param withSpans those with spans that are there
    /// @param share     of withSpans in withTrace; left out where there is none
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record RecallShown(long appeals, long withTrace, long withSpans, Double share) {}

    /// @param waiting runs before their draw
    /// @param from    of the days (UTC) on which the first span came; `to` is not in
    public record FiguresShown(
            LocalDate from,
            LocalDate to,
            long waiting,
            List<StratumFigures> strata,
            TotalShown runs,
            TotalShown spans,
            ShareShown failed,
            RecallShown recall,
            String method) {}

    private static final String METHOD =
            "Runs count with their weight (Horvitz and Thompson); the share of failed runs is Hájek's ratio with Wilson's"
                    + " interval for the sample size of its linearized variance. Where a sender does not say how it sampled,"
                    + " runs stand for those that were sent here. Runs kept for their case only are in no estimate.";

    private final Policies policies;
    private final Figures figures;
    private final LegalHolds holds;
    private final DecisionTypes types;
    private final Clock clock;
    private final String publicUrl;

    SamplingPolicyResource(
            Policies policies,
            Figures figures,
            LegalHolds holds,
            DecisionTypes types,
            Clock clock,
            @ConfigProperty(name = "redress.public-url") String publicUrl) {
        this.policies = policies;
        this.figures = figures;
        this.holds = holds;
        this.types = types;
        this.clock = clock;
        this.publicUrl = publicUrl;
    }

    @GET
    @Path("sampling-policy")
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed({Role.AGENT, Role.OPERATOR, Role.LEAD, Role.REVIEWER, Role.ANALYST, Role.AUDITOR})
    @Operation(
            summary = "Read which spans are kept and how long; as application/yaml for the OpenTelemetry Collector",
            operationId = "readSamplingPolicy")
    public PolicyShown read(@QueryParam("version") String version) {
        SamplingPolicy policy = policy(version);
        return new PolicyShown(
                policy.version(),
                policy.digest(),
                policy.combination().name(),
                policy.drawAfter().toString(),
                holds.afterClosing().toString(),
                "Decisions are never sampled.",
                policy.strata().stream().map(StratumShown::of).toList(),
                policy.unusual(),
                policies.versions());
    }

    @GET
    @Path("sampling-policy")
    @Produces(YAML)
    @RolesAllowed({Role.AGENT, Role.OPERATOR, Role.LEAD, Role.REVIEWER, Role.ANALYST, Role.AUDITOR})
    @Operation(hidden = true)
    public String yaml(@QueryParam("version") String version) {
        List<String> closed = types.all().entrySet().stream()
                .filter(type -> !type.getValue().type().appealable())
                .map(java.util.Map.Entry::getKey)
                .toList();
        return CollectorYaml.of(policy(version), closed, publicUrl);
    }

    private SamplingPolicy policy(String version) {
        return version == null ? policies.current() : policies.of(version).orElseThrow(CommonProblem::notFound);
    }

    @GET
    @Path("sampling-policy.yaml")
    @Produces(YAML)
    @RolesAllowed({Role.AGENT, Role.OPERATOR, Role.LEAD, Role.REVIEWER, Role.ANALYST, Role.AUDITOR})
    @Operation(
            summary = "Read the sampling policy as configuration of the OpenTelemetry Collector",
            operationId = "readSamplingPolicyYaml")
    public String yamlFile(@QueryParam("version") String version) {
        return yaml(version);
    }

    @GET
    @Path("sampling-policy/figures")
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed({Role.OPERATOR, Role.LEAD, Role.ANALYST, Role.AUDITOR})
    @Operation(
            summary = "Tell what was kept by stratum, what it stands for, and how many appeals found their spans",
            operationId = "readSamplingFigures")
    public FiguresShown figures(@QueryParam("from") String from, @QueryParam("to") String to) {
        LocalDate tomorrow =
                clock.instant().atZone(ZoneOffset.UTC).toLocalDate().plusDays(1);
        LocalDate end = to == null ? tomorrow : day("to", to);
        LocalDate start = from == null ? end.minusDays(DAYS) : day("from", from);
        if (!start.isBefore(end)) {
            throw CommonProblem.malformed("from must be a day before to.");
        }
        List<Figures.Drawn> drawn = figures.drawn(start, end);
        List<Figures.Stored> stored = figures.stored();
        List<Estimate.Group> groups = drawn.stream()
                .filter(one -> one.weight() != null)
                .map(one -> new Estimate.Group(one.weight(), one.failed(), one.runs(), one.spans(), one.spansSquared()))
                .toList();
        Figures.Recall recall = figures.recall(clock.instant());
        return new FiguresShown(
                start,
                end,
                stored.stream()
                        .filter(one -> one.stratum().isEmpty())
                        .mapToLong(Figures.Stored::runs)
                        .sum(),
                strata(drawn, stored),
                TotalShown.of(Estimate.runs(groups)),
                TotalShown.of(Estimate.spans(groups)),
                ShareShown.of(groups),
                new RecallShown(
                        recall.appeals(),
                        recall.withTrace(),
                        recall.withSpans(),
                        recall.withTrace() == 0 ? null : (double) recall.withSpans() / recall.withTrace()),
                METHOD);
    }

    private List<StratumFigures> strata(List<Figures.Drawn> drawn, List<Figures.Stored> stored) {
        Set<String> names = new java.util.LinkedHashSet<>();
        policies.current().strata().forEach(stratum -> names.add(stratum.name()));
        drawn.forEach(one -> names.add(one.stratum())); // of earlier versions
        stored.stream()
                .map(Figures.Stored::stratum)
                .filter(name -> !name.isEmpty())
                .forEach(names::add);
        List<StratumFigures> strata = new ArrayList<>();
        for (String name : names) {
            List<Figures.Drawn> of =
                    drawn.stream().filter(one -> one.stratum().equals(name)).toList();
            List<Figures.Drawn> kept = of.stream().filter(Figures.Drawn::kept).toList();
            Figures.Stored now = stored.stream()
                    .filter(one -> one.stratum().equals(name))
                    .findFirst()
                    .orElse(new Figures.Stored(name, 0, 0, 0));
            strata.add(new StratumFigures(
                    name,
                    of.stream().mapToLong(Figures.Drawn::runs).sum(),
                    kept.stream().mapToLong(Figures.Drawn::runs).sum(),
                    kept.stream()
                            .filter(one -> one.weight() == null)
                            .mapToLong(Figures.Drawn::runs)
                            .sum(),
                    kept.stream().mapToLong(Figures.Drawn::bytes).sum(),
                    now.runs(),
                    now.bytes()));
        }
        return strata;
    }

    private static LocalDate day(String name, String text) {
        try {
            LocalDate day = LocalDate.parse(text);
            if (day.getYear() >= 2000 && day.getYear() < 10_000) {
                return day;
            }
        } catch (DateTimeException e) {
            // said below
        }
        throw CommonProblem.malformed(name + " is a day such as 2026-11-25.");
    }
}
