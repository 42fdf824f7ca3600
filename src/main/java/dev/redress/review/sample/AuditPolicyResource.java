package dev.redress.review.sample;

import dev.redress.access.Acting;
import dev.redress.access.Role;
import dev.redress.platform.CommonProblem;
import dev.redress.platform.Refusal;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// With which probability decisions that nobody appealed are reviewed all the same.
@Path("/api/v1/audit-policy")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.OPERATOR, Role.LEAD})
@RunOnVirtualThread
@Tag(name = "Samples")
public class AuditPolicyResource {

    /// @param current  null before the first one
    /// @param versions all of them, newest first
    /// @param strata   what became of the decisions considered; the stratum without a name is of those no rule fits
    public record Policies(
            AuditPolicies.Version current, List<AuditPolicies.Version> versions, List<AuditPolicies.Stratum> strata) {}

    private final AuditPolicies policies;
    private final Acting acting;
    private final Clock clock;

    AuditPolicyResource(AuditPolicies policies, Acting acting, Clock clock) {
        this.policies = policies;
        this.acting = acting;
        this.clock = clock;
    }

    @GET
    @RolesAllowed({Role.OPERATOR, Role.LEAD, Role.ANALYST, Role.AUDITOR})
    @Operation(
            summary = "Read the audit policy, its versions and what was drawn under each",
            operationId = "readAuditPolicy")
    public Policies read() {
        return new Policies(policies.current().orElse(null), policies.versions(), policies.strata());
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Set the audit policy; it holds for the decisions that are considered from now on",
            operationId = "putAuditPolicy")
    public AuditPolicies.Version put(@NotNull @Valid AuditPolicy policy) {
        Refusal refusal = new Refusal(CommonProblem.INVALID, "The audit policy was not changed; see errors.");
        Set<String> names = new HashSet<>();
        for (int i = 0; i < policy.rules().size(); i++) {
            AuditPolicy.Rule rule = policy.rules().get(i);
            if (!(rule.probability() > 0 && rule.probability() <= 1)) {
                refusal.at("/rules/" + i + "/probability", "must be over 0 and at most 1");
            }
            if (!names.add(rule.name())) {
                refusal.at("/rules/" + i + "/name", "must be another one than that of the rules before");
            }
        }
        if (!refusal.faults().isEmpty()) {
            throw refusal;
        }
        return policies.put(policy, acting.is(Role.LEAD) ? acting.reviewer() : acting.operator(), clock.instant());
    }
}
