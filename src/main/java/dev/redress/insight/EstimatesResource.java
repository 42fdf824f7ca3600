package dev.redress.insight;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.redress.access.Role;
import dev.redress.platform.CommonProblem;
import dev.redress.platform.Wilson;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Estimates of how often decisions are wrong and how far reviewers agree, each with how sure they are.
@Path("/api/v1/estimates")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.ANALYST, Role.OPERATOR, Role.LEAD, Role.AUDITOR})
@RunOnVirtualThread
@Tag(name = "Estimates")
public class EstimatesResource {

    /// Fewer than this are too few to say anything.
    static final int FEW = 20;

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    /// @param errorRate of all decisions of the type and time, appealed or not
    /// @param overturnRateAmongAppeals of those who appealed, who choose themselves: it says nothing of the others
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Rates(
            String type, Instant from, Instant to, Error errorRate, Share overturnRateAmongAppeals, String method) {}

    /// @param n          rulings that say whether the decision was right, one a decision
    /// @param audited    those of them that the random sample asked for
    /// @param undecided  decisions whose ruling does not say (REMITTED, INADMISSIBLE); left out
    /// @param tooFew     too few to say: fewer than `fewerThan` were audited, and the estimate is left out
    /// @param effectiveN how many of a plain random sample would tell as much
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Error(
            long n,
            long audited,
            long undecided,
            boolean tooFew,
            int fewerThan,
            Double effectiveN,
            Double estimate,
            Double standardError,
            Double low,
            Double high) {

        static Error of(Estimates.Looked looked) {
            long audited = looked.audited().stream().mapToLong(Hajek.Stratum::n).sum();
            long n = audited + looked.appealed().n();
            if (audited < FEW) {
                return new Error(n, audited, looked.undecided(), true, FEW, null, null, null, null, null);
            }
            List<Hajek.Stratum> strata = new ArrayList<>(looked.audited());
            if (looked.appealed().n() > 0) {
                strata.add(looked.appealed());
            }
            Hajek found = Hajek.of(strata);
            return new Error(
                    n,
                    audited,
                    looked.undecided(),
                    false,
                    FEW,
                    found.effectiveN(),
                    found.estimate(),
                    found.standardError(),
                    found.interval().low(),
                    found.interval().high());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Share(long n, long overturned, boolean tooFew, int fewerThan, Double rate, Double low, Double high) {
        static Share of(long overturned, long n) {
            if (n < FEW) {
                return new Share(n, overturned, true, FEW, null, null, null);
            }
            double rate = (double) overturned / n;
            Wilson interval = Wilson.of(rate, n);
            return new Share(n, overturned, false, FEW, rate, interval.low(), interval.high());
        }
    }

    /// @param n      cases that two reviewers ruled on, neither knowing of the other
    /// @param agreed those with the same verdict
    /// @param alpha  Krippendorff's, for names; left out when there are too few, or when all verdicts are the same
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Agreement(
            String type,
            Instant from,
            Instant to,
            long n,
            long agreed,
            boolean tooFew,
            int fewerThan,
            Double alpha,
            Double low,
            Double high,
            String method) {}

    private static final String ERROR_METHOD =
            "Hájek: rulings on audited decisions count 1/inclusionProbability, those on appealed ones 1, the latest label"
                    + " that stands for each decision. The sample stands for the decisions that the audit policy covers;"
                    + " rulings on appeals against others (from before it, too young for it, of no rule) count as well,"
                    + " and the estimate leans towards them. 95 % interval: Wilson's for effectiveN (Kish). Rulings on SWEEP and"
                    + " TRIGGER cases are in neither rate. Overturn rate: Wilson's interval.";
    private static final String ALPHA_METHOD =
            "Krippendorff's alpha, nominal, over blind double reviews drawn at random. 95 % interval: 2,000 bootstrap"
                    + " draws of cases with a fixed seed.";

    private final Estimates estimates;

    EstimatesResource(Estimates estimates) {
        this.estimates = estimates;
    }

    @GET
    @Path("error-rate")
    @Operation(
            summary = "Estimate how often decisions are wrong; the overturn rate among appeals is told apart from it",
            operationId = "estimateErrorRate")
    public Rates errorRate(
            @QueryParam("type") String type, @QueryParam("from") String from, @QueryParam("to") String to) {
        Estimates.About about = about(type, from, to);
        Estimates.Looked looked = estimates.looked(about);
        return new Rates(
                type,
                about.from(),
                about.to(),
                Error.of(looked),
                Share.of(looked.appealed().wrong(), looked.appealed().n()),
                ERROR_METHOD);
    }

    @GET
    @Path("agreement")
    @Operation(summary = "Tell how far two reviewers of the same case agree", operationId = "estimateAgreement")
    public Agreement agreement(
            @QueryParam("type") String type, @QueryParam("from") String from, @QueryParam("to") String to) {
        Estimates.About about = about(type, from, to);
        List<List<String>> pairs = estimates.pairs(about);
        long agreed = pairs.stream()
                .filter(pair -> pair.getFirst().equals(pair.getLast()))
                .count();
        boolean tooFew = pairs.size() < FEW;
        Alpha alpha = tooFew ? new Alpha(0, null, null, null) : Alpha.of(pairs);
        return new Agreement(
                type,
                about.from(),
                about.to(),
                pairs.size(),
                agreed,
                tooFew,
                FEW,
                alpha.value(),
                alpha.low(),
                alpha.high(),
                ALPHA_METHOD);
    }

    private static Estimates.About about(String type, String from, String to) {
        return new Estimates.About(type, time("from", from), time("to", to));
    }

    private static Instant time(String name, String text) {
        if (text == null) {
            return null;
        }
        try {
            Instant time = Instant.parse(text);
            if (!time.isBefore(Instant.EPOCH) && !time.isAfter(LATEST)) {
                return time;
            }
        } catch (DateTimeParseException e) {
            // said below
        }
        throw CommonProblem.malformed(name + " is a time from 1970 to 9999 such as 2026-11-23T09:30:00Z.");
    }
}
