package dev.redress.feedback.gate;

import dev.redress.access.Actor;
import dev.redress.feedback.dataset.Dataset;
import dev.redress.feedback.dataset.Datasets;
import dev.redress.journal.Act;
import dev.redress.journal.Journal;
import dev.redress.platform.Bytes;
import dev.redress.platform.CommonProblem;
import dev.redress.platform.Cursor;
import dev.redress.platform.Ids;
import dev.redress.platform.Json;
import dev.redress.platform.Listing;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The gates that were run, each kept with its whole report.
@ApplicationScoped
public class Gates {

    /// What is to be compared with a dataset.
    record Candidate(
            String split,
            Map<String, String> described,
            Map<UUID, Outcome> outcomes,
            Thresholds thresholds,
            Map<String, Thresholds> sliceThresholds) {}

    /// A gate in a list.
    public record Row(UUID id, UUID dataset, Result result, Instant runAt) {}

    private final Datasets datasets;
    private final Journal journal;
    private final EntityManager entities;
    private final String publicUrl;

    Gates(
            Datasets datasets,
            Journal journal,
            EntityManager entities,
            @ConfigProperty(name = "redress.public-url") String publicUrl) {
        this.datasets = datasets;
        this.journal = journal;
        this.entities = entities;
        this.publicUrl = publicUrl;
    }

    /// Compares, and keeps what was found.
    Report run(Dataset dataset, String agent, Candidate candidate, Actor by, Instant now) {
        Comparison comparison = new Comparison(candidate.outcomes());
        try {
            datasets.source(dataset).each(candidate.split(), example -> comparison.take(example.label()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        requireKnown(comparison, candidate);
        Slice whole = comparison.whole(candidate.thresholds());
        List<Slice> slices = comparison.slices(candidate.thresholds(), candidate.sliceThresholds());
        UUID id = Ids.at(now);
        Report report = new Report(
                id,
                new Report.Against(dataset.id(), dataset.name(), dataset.version(), dataset.digest()),
                candidate.split(),
                candidate.described(),
                candidate.thresholds(),
                candidate.sliceThresholds(),
                Report.result(whole, slices, candidate.sliceThresholds().keySet()),
                Report.reasons(whole, slices, candidate.sliceThresholds().keySet()),
                whole,
                slices,
                comparison.returned,
                comparison.broken,
                comparison.fixed,
                comparison.missing,
                now,
                publicUrl + "/gates/" + id);
        QuarkusTransaction.requiringNew().run(() -> keep(report, agent, by));
        return report;
    }

    /// A misspelt slice would be a threshold that never bites.
    private static void requireKnown(Comparison comparison, Candidate candidate) {
        if (!comparison.unseen().isEmpty()) {
            throw CommonProblem.invalid(
                    "/outcomes",
                    "names labels that are not in this dataset" + (candidate.split() == null ? "" : " and split")
                            + ", such as " + comparison.unseen().iterator().next());
        }
        candidate.sliceThresholds().keySet().stream()
                .filter(name -> !comparison.names().contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw CommonProblem.invalid("/sliceThresholds", "names a slice that no case is in: " + name);
                });
    }

    private void keep(Report report, String agent, Actor by) {
        entities.createNativeQuery("""
                        INSERT INTO gate (id, dataset_id, agent_id, result, report, run_by_kind, run_by, run_at)
                        VALUES (:id, :dataset, :agent, :result, :report, :kind, :by, :at)""")
                .setParameter("id", report.id())
                .setParameter("dataset", report.dataset().id())
                .setParameter("agent", agent)
                .setParameter("result", report.result().name())
                .setParameter("report", Bytes.pack(Json.write(report)))
                .setParameter("kind", by.kind())
                .setParameter("by", by.id())
                .setParameter("at", report.runAt())
                .executeUpdate();
        journal.write(
                Act.GATE_RUN,
                null,
                by,
                report.runAt(),
                Map.of("gate", report.id(), "dataset", report.dataset().id(), "result", report.result()));
    }

    /// @param agent who alone may see those of datasets narrowed to it; null for whoever may see all
    @Transactional
    public Optional<Report> visible(UUID id, String agent) {
        @SuppressWarnings("unchecked")
        List<byte[]> found = entities.createNativeQuery("SELECT report FROM gate WHERE id = :id"
                        + " AND (CAST(:agent AS text) IS NULL OR agent_id = :agent)")
                .setParameter("id", id)
                .setParameter("agent", agent)
                .getResultList();
        return found.stream().findFirst().map(report -> Json.read(Json.tree(Bytes.unpack(report)), Report.class));
    }

    /// Newest first.
    @Transactional
    public Listing<Row> list(String agent, UUID dataset, String cursor, int limit) {
        Cursor after = Cursor.parse(cursor, 2);
        @SuppressWarnings("unchecked")
        List<Object[]> rows = entities.createNativeQuery("""
                        SELECT id, dataset_id, result, run_at FROM gate
                        WHERE (CAST(:agent AS text) IS NULL OR agent_id = :agent)
                        AND (CAST(:dataset AS text) IS NULL OR dataset_id = CAST(:dataset AS uuid))
                        AND (CAST(:at AS timestamptz) IS NULL OR (run_at, id) < (:at, :id))
                        ORDER BY run_at DESC, id DESC LIMIT :limit""")
                .setParameter("agent", agent)
                .setParameter("dataset", dataset == null ? null : dataset.toString())
                .setParameter("at", after == null ? null : after.read(c -> c.time(0)))
                .setParameter("id", after == null ? new UUID(0, 0) : after.read(c -> UUID.fromString(c.get(1))))
                .setParameter("limit", limit + 1)
                .getResultList();
        return Listing.of(
                rows.stream()
                        .map(row -> new Row(
                                (UUID) row[0], (UUID) row[1], Result.valueOf((String) row[2]), (Instant) row[3]))
                        .toList(),
                limit,
                row -> row,
                row -> Cursor.of(row.runAt(), row.id()));
    }
}
