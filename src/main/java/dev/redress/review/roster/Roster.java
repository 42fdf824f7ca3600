package dev.redress.review.roster;

import dev.redress.access.Actor;
import dev.redress.journal.Act;
import dev.redress.journal.Journal;
import dev.redress.platform.CommonProblem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.hibernate.exception.ConstraintViolationException;

/// Who works here, in which teams, and for what they are qualified.
@ApplicationScoped
public class Roster {

    /// @param lead whether they signed in as a lead the last time
    public record Person(String id, boolean lead) {}

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private final EntityManager entities;
    private final Journal journal;
    private final Map<String, Boolean> met = new ConcurrentHashMap<>();

    Roster(EntityManager entities, Journal journal) {
        this.entities = entities;
        this.journal = journal;
    }

    /// Remembers that this reviewer exists; written when somebody is new here or has become a lead.
    @Transactional
    public void meet(Actor.Reviewer one, Instant now) {
        if (Boolean.valueOf(one.lead()).equals(met.get(one.id()))) {
            return;
        }
        entities.createNativeQuery("""
                        INSERT INTO reviewer (id, lead, seen_at) VALUES (:id, :lead, :now)
                        ON CONFLICT (id) DO UPDATE SET lead = excluded.lead, seen_at = excluded.seen_at
                        WHERE reviewer.lead <> excluded.lead""")
                .setParameter("id", one.id())
                .setParameter("lead", one.lead())
                .setParameter("now", now)
                .executeUpdate();
        met.put(one.id(), one.lead());
    }

    @Transactional
    public List<Person> people() {
        return rows("SELECT id, lead FROM reviewer ORDER BY id LIMIT 2000", Map.of()).stream()
                .map(row -> new Person((String) row[0], (Boolean) row[1]))
                .toList();
    }

    @Transactional
    public Optional<Person> person(String id) {
        return rows("SELECT id, lead FROM reviewer WHERE id = :id", Map.of("id", id)).stream()
                .map(row -> new Person((String) row[0], (Boolean) row[1]))
                .findFirst();
    }

    @Transactional
    public List<Team> teams() {
        Map<String, List<String>> members = new HashMap<>();
        rows("SELECT team, reviewer_id FROM team_member ORDER BY team, reviewer_id", Map.of())
                .forEach(row -> members.computeIfAbsent((String) row[0], _ -> new java.util.ArrayList<>())
                        .add((String) row[1]));
        return rows("SELECT id, name, queue FROM team ORDER BY name, id", Map.of()).stream()
                .map(row -> new Team((String) row[0], (String) row[1], (String) row[2], members.get(row[0])))
                .toList();
    }

    public Optional<Team> team(String id) {
        return teams().stream().filter(team -> team.id().equals(id)).findFirst();
    }

    /// The team that takes the cases of this queue; null when all do.
    public String teamOf(String queue) {
        return rows("SELECT id FROM team WHERE queue = :queue", Map.of("queue", queue)).stream()
                .map(row -> (String) row[0])
                .findFirst()
                .orElse(null);
    }

    /// Makes the team or replaces it.
    @Transactional
    public Team put(Team team, Actor by, Instant now) {
        try {
            write(team, by, now);
        } catch (ConstraintViolationException e) {
            if ("team_one_for_a_queue".equals(e.getConstraintName())) {
                throw CommonProblem.invalid("/queue", "belongs to another team");
            }
            throw e;
        }
        change("DELETE FROM team_member WHERE team = :id", Map.of("id", team.id()));
        team.members().stream()
                .distinct()
                .forEach(one -> change(
                        "INSERT INTO team_member (team, reviewer_id) VALUES (:id, :one)",
                        Map.of("id", team.id(), "one", one)));
        journal.write(Act.TEAM_CHANGED, null, by, now, Map.of("team", team.id(), "members", team.members()));
        return team(team.id()).orElseThrow();
    }

    private void write(Team team, Actor by, Instant now) {
        entities.createNativeQuery("""
                        INSERT INTO team (id, name, queue, changed_by, changed_at)
                        VALUES (:id, :name, cast(:queue AS text), :by, :now)
                        ON CONFLICT (id) DO UPDATE SET name = excluded.name, queue = excluded.queue,
                            changed_by = excluded.changed_by, changed_at = excluded.changed_at""")
                .setParameter("id", team.id())
                .setParameter("name", team.name())
                .setParameter("queue", team.queue())
                .setParameter("by", by.id())
                .setParameter("now", now)
                .executeUpdate();
    }

    /// Ends the team; from then on everybody is offered its cases.
    @Transactional
    public void end(String id, Actor by, Instant now) {
        if (change("DELETE FROM team WHERE id = :id", Map.of("id", id)) == 0) {
            throw CommonProblem.notFound();
        }
        journal.write(Act.TEAM_ENDED, null, by, now, Map.of("team", id));
    }

    @Transactional
    public Optional<Qualification> qualification(String reviewer) {
        return rows(
                        "SELECT types, languages, jurisdictions, valid_until FROM qualification WHERE reviewer_id = :id",
                        Map.of("id", reviewer))
                .stream()
                .map(row -> new Qualification(list(row[0]), list(row[1]), list(row[2]), (Instant) row[3]))
                .findFirst();
    }

    @Transactional
    public void qualify(String reviewer, Qualification as, Actor by, Instant now) {
        if (reviewer.isBlank() || reviewer.length() > 200) {
            throw CommonProblem.malformed("The id of a reviewer has 1 to 200 characters.");
        }
        Instant until = as.trainingValidUntil();
        if (until != null && (until.isBefore(Instant.EPOCH) || until.isAfter(LATEST))) {
            throw CommonProblem.invalid("/trainingValidUntil", "must be a time between 1970 and 9999");
        }
        entities.createNativeQuery("""
                        INSERT INTO qualification (reviewer_id, types, languages, jurisdictions, valid_until,
                            changed_by, changed_at)
                        VALUES (:id, string_to_array(cast(:types AS text), chr(31)),
                            string_to_array(cast(:languages AS text), chr(31)),
                            string_to_array(cast(:jurisdictions AS text), chr(31)),
                            cast(:until AS timestamptz), :by, :now)
                        ON CONFLICT (reviewer_id) DO UPDATE SET types = excluded.types,
                            languages = excluded.languages, jurisdictions = excluded.jurisdictions,
                            valid_until = excluded.valid_until, changed_by = excluded.changed_by,
                            changed_at = excluded.changed_at""")
                .setParameter("id", reviewer)
                .setParameter("types", array(as.types()))
                .setParameter("languages", array(as.languages()))
                .setParameter("jurisdictions", array(as.jurisdictions()))
                .setParameter("until", until == null ? null : until.toString())
                .setParameter("by", by.id())
                .setParameter("now", now)
                .executeUpdate();
        journal.write(Act.QUALIFICATION_CHANGED, null, by, now, Map.of("reviewer", reviewer, "qualification", as));
    }

    /// Takes the bounds away; types that ask for a qualification are closed to the reviewer then.
    @Transactional
    public void unqualify(String reviewer, Actor by, Instant now) {
        if (change("DELETE FROM qualification WHERE reviewer_id = :id", Map.of("id", reviewer)) == 0) {
            throw CommonProblem.notFound();
        }
        journal.write(Act.QUALIFICATION_CHANGED, null, by, now, Map.of("reviewer", reviewer));
    }

    private int change(String sql, Map<String, ?> values) {
        var query = entities.createNativeQuery(sql);
        values.forEach(query::setParameter);
        return query.executeUpdate();
    }

    @SuppressWarnings("unchecked")
    private List<Object[]> rows(String sql, Map<String, ?> values) {
        var query = entities.createNativeQuery(sql, Object[].class);
        values.forEach(query::setParameter);
        return query.getResultList();
    }

    /// One text, parted by a character that is part of no code; null stays null.
    private static String array(List<String> values) {
        return values == null ? null : String.join("\u001f", values);
    }

    private static List<String> list(Object array) {
        return array == null ? null : List.of((String[]) array);
    }
}
