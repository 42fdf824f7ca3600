package dev.redress.appeal;

import dev.redress.access.Role;
import dev.redress.platform.Cursor;
import dev.redress.platform.Listing;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// What people say against a rule itself, for those who make the rules. Who said it is not told.
@Path("/api/v1/policy-objections")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.OPERATOR, Role.ANALYST})
@RunOnVirtualThread
@Tag(name = "Appeals")
public class PolicyObjectionsResource {

    public record Objection(
            UUID decisionId, String policy, String policyVersion, String type, String statement, Instant filedAt) {}

    private final EntityManager entities;

    PolicyObjectionsResource(EntityManager entities) {
        this.entities = entities;
    }

    /// Newest first, each once: the second level repeats the grounds of the first.
    @GET
    @Transactional
    @Operation(summary = "List the appeals that call the rule itself unfair", operationId = "listPolicyObjections")
    public Listing<Objection> list(
            @QueryParam("policy") String policy,
            @QueryParam("policyVersion") String version,
            @QueryParam("cursor") String cursor,
            @QueryParam("limit") Integer limit) {
        int most = Listing.limit(limit, 50, 200);
        Cursor after = Cursor.parse(cursor, 1);
        Query query = entities.createNativeQuery("""
                        SELECT a.id, d.id, d.policy_id, d.policy_version, d.type, a.statement, a.filed_at
                        FROM appeal a JOIN decision d ON d.id = a.decision_id
                        WHERE EXISTS (SELECT 1 FROM appeal_ground g WHERE g.appeal_id = a.id AND g.ground = 'RULE_UNFAIR')
                            AND a.withdrawn_at IS NULL AND a.level = 1
                            AND (CAST(:policy AS text) IS NULL OR d.policy_id = CAST(:policy AS text))
                            AND (CAST(:version AS text) IS NULL OR d.policy_version = CAST(:version AS text))
                            AND (CAST(:after AS uuid) IS NULL OR a.id < CAST(:after AS uuid))
                        ORDER BY a.id DESC LIMIT :most""")
                .setParameter("policy", policy)
                .setParameter("version", version)
                .setParameter(
                        "after",
                        after == null
                                ? null
                                : after.read(c -> UUID.fromString(c.get(0))).toString())
                .setParameter("most", most + 1);
        @SuppressWarnings("unchecked")
        List<Object[]> rows = query.getResultList();
        return Listing.of(rows, most, PolicyObjectionsResource::objection, row -> Cursor.of((UUID) row[0]));
    }

    private static Objection objection(Object[] row) {
        return new Objection(
                (UUID) row[1], (String) row[2], (String) row[3], (String) row[4], (String) row[5], (Instant) row[6]);
    }
}
