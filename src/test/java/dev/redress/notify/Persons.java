package dev.redress.notify;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redress.Chain;
import dev.redress.appeal.Appeal;
import dev.redress.appeal.Appeals;
import dev.redress.appeal.CaseClock;
import dev.redress.appeal.CaseClocks;
import dev.redress.appeal.ClockExtended;
import dev.redress.appeal.LinkWanted;
import dev.redress.appeal.Message;
import dev.redress.appeal.MessagePosted;
import dev.redress.appeal.QuestionLapsed;
import dev.redress.appeal.RemedyMoved;
import dev.redress.appeal.RemedyProgress;
import dev.redress.decision.Decision;
import dev.redress.decision.Decisions;
import dev.redress.platform.Ids;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/// People with an appeal and an address, and what happens to them: each step in a transaction of its own, as the chain
/// does it.
@ApplicationScoped
public class Persons {

    /// @param email theirs alone
    public record Person(String type, String email, UUID decision, String token, UUID appeal) {}

    private final Appeals appeals;
    private final CaseClocks clocks;
    private final Decisions decisions;
    private final RemedyProgress remedies;
    private final EntityManager entities;
    private final Event<MessagePosted> posted;
    private final Event<QuestionLapsed> lapsed;
    private final Event<ClockExtended> extended;
    private final Event<RemedyMoved> moved;
    private final Event<LinkWanted> wanted;

    Persons(
            Appeals appeals,
            CaseClocks clocks,
            Decisions decisions,
            RemedyProgress remedies,
            EntityManager entities,
            Event<MessagePosted> posted,
            Event<QuestionLapsed> lapsed,
            Event<ClockExtended> extended,
            Event<RemedyMoved> moved,
            Event<LinkWanted> wanted) {
        this.appeals = appeals;
        this.clocks = clocks;
        this.decisions = decisions;
        this.remedies = remedies;
        this.entities = entities;
        this.posted = posted;
        this.lapsed = lapsed;
        this.extended = extended;
        this.moved = moved;
        this.wanted = wanted;
    }

    static String address() {
        return Chain.fresh("person") + "@example.org";
    }

    /// Appeals in this language by the API.
    Person appealing(String language) {
        return appealing(language, address());
    }

    Person appealing(String language, String email) {
        String type = Chain.fresh("mail");
        String token = Chain.link(type);
        appeal(token, language, email);
        UUID decision = decision(token);
        return new Person(
                type,
                email,
                decision,
                token,
                appeals.latest(decision).orElseThrow().id());
    }

    static void appeal(String token, String language, String email) {
        ObjectNode body = Chain.tree("{\"grounds\": [\"FACT_WRONG\"], \"statement\": \"My very own words.\"}");
        body.putObject("contact").put("email", email).put("locale", language);
        Chain.appeal(token, body.toString()).then().statusCode(201);
    }

    UUID decision(String token) {
        return UUID.fromString(
                io.restassured.RestAssured.get("/api/v1/notices/" + token).path("decisionId"));
    }

    /// A reviewer asks; gives the question's id.
    UUID ask(Person person, Duration forAnswer, Instant now) {
        UUID id = Ids.at(now);
        QuarkusTransaction.requiringNew().run(() -> {
            entities.createNativeQuery("""
                            INSERT INTO message (id, decision_id, appeal_id, author, author_id, text, sent_at, answer_by)
                            VALUES (:id, :decision, :appeal, 'REVIEWER', 'rita', 'When did you buy it?', :now, :by)""")
                    .setParameter("id", id)
                    .setParameter("decision", person.decision())
                    .setParameter("appeal", person.appeal())
                    .setParameter("now", now)
                    .setParameter("by", now.plus(forAnswer))
                    .executeUpdate();
            posted.fire(new MessagePosted(appeal(person), entities.find(Message.class, id), null, now));
        });
        return id;
    }

    void end(UUID question, String column, Instant now) {
        QuarkusTransaction.requiringNew()
                .run(() -> entities.createNativeQuery("UPDATE message SET " + column + " = :now WHERE id = :id")
                        .setParameter("now", now)
                        .setParameter("id", question)
                        .executeUpdate());
    }

    void lapse(Person person, UUID question, Instant now) {
        end(question, "lapsed_at", now);
        QuarkusTransaction.requiringNew()
                .run(() ->
                        lapsed.fire(new QuestionLapsed(appeal(person), entities.find(Message.class, question), now)));
    }

    void extend(Person person, String reason, Instant now) {
        QuarkusTransaction.requiringNew().run(() -> {
            CaseClock clock = clocks.of(person.appeal()).getFirst();
            entities.createNativeQuery("UPDATE clock SET due_at = due_at + interval '10 days' WHERE id = :id")
                    .setParameter("id", clock.id())
                    .executeUpdate();
            entities.refresh(clock);
            extended.fire(new ClockExtended(appeal(person), clock, reason, now));
        });
    }

    /// The remedy's state as it is on record.
    void move(Person person, Instant now) {
        QuarkusTransaction.requiringNew()
                .run(() -> moved.fire(new RemedyMoved(
                        person.decision(),
                        person.appeal(),
                        remedies.of(person.decision()).getLast(),
                        now)));
    }

    void wantLink(UUID decision, boolean expired, Instant now) {
        QuarkusTransaction.requiringNew().run(() -> {
            Decision of = decisions.findById(decision);
            wanted.fire(new LinkWanted(of, expired, now));
        });
    }

    private Appeal appeal(Person person) {
        return appeals.findById(person.appeal());
    }
}
