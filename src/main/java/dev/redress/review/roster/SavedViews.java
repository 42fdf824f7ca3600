package dev.redress.review.roster;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.redress.platform.CommonProblem;
import dev.redress.platform.Texts;
import io.quarkus.qute.TemplateData;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;

/// Filters of the queue that a reviewer gave a name; each reviewer has their own.
@ApplicationScoped
public class SavedViews {

    private static final int MOST = 50;

    /// @param query the filters as in the address of the queue, such as `type=refund.request&language=de`
    @TemplateData
    public record SavedView(
            @NotNull @Size(min = 1, max = 100) String name,
            @NotNull @Size(max = 2_000) String query) {

        @JsonIgnore
        public String deleteLabel() {
            return "Delete “" + name + "”";
        }
    }

    private final EntityManager entities;

    SavedViews(EntityManager entities) {
        this.entities = entities;
    }

    @Transactional
    public List<SavedView> of(String reviewer) {
        @SuppressWarnings("unchecked")
        List<Object[]> rows = entities.createNativeQuery(
                        "SELECT name, query FROM saved_view WHERE reviewer_id = :id ORDER BY name", Object[].class)
                .setParameter("id", reviewer)
                .getResultList();
        return rows.stream()
                .map(row -> new SavedView((String) row[0], (String) row[1]))
                .toList();
    }

    /// Saves it, over an older one of the same name.
    @Transactional
    public void save(String reviewer, SavedView view, Instant now) {
        if (Texts.orNull(view.name()) == null || !Texts.isClean(view.name())) {
            throw CommonProblem.invalid("/name", "is missing");
        }
        // Part of an address on our pages: it must not lead anywhere else.
        if (!view.query().matches("([A-Za-z0-9&=+._~*'()!:@,/-]|%[0-9A-Fa-f]{2})*")) {
            throw CommonProblem.invalid("/query", "must be the filters as they stand in the address of the queue");
        }
        List<SavedView> had = of(reviewer);
        if (had.size() >= MOST && had.stream().noneMatch(one -> one.name().equals(view.name()))) {
            throw CommonProblem.invalid("/name", "is one too many: at most " + MOST + " views can be saved");
        }
        entities.createNativeQuery("""
                        INSERT INTO saved_view (reviewer_id, name, query, saved_at) VALUES (:id, :name, :query, :now)
                        ON CONFLICT (reviewer_id, name)
                        DO UPDATE SET query = excluded.query, saved_at = excluded.saved_at""")
                .setParameter("id", reviewer)
                .setParameter("name", view.name())
                .setParameter("query", view.query())
                .setParameter("now", now)
                .executeUpdate();
    }

    @Transactional
    public void delete(String reviewer, String name) {
        int gone = entities.createNativeQuery("DELETE FROM saved_view WHERE reviewer_id = :id AND name = :name")
                .setParameter("id", reviewer)
                .setParameter("name", name)
                .executeUpdate();
        if (gone == 0) {
            throw CommonProblem.notFound();
        }
    }
}
