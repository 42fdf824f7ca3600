package dev.redress.notify;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redress.Chain;
import dev.redress.SignIn;
import dev.redress.StoppableClock;
import dev.redress.access.Actor;
import dev.redress.appeal.Appeal;
import dev.redress.appeal.Appeals;
import dev.redress.appeal.CaseClocks;
import dev.redress.appeal.LinkWanted;
import dev.redress.decision.Decision;
import dev.redress.decision.Decisions;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/// People with an appeal and an address, and what happens to them: each step in a transaction of its own, as the chain
/// does it.
@ApplicationScoped
public class Persons {

    /// @param email theirs alone
    public record Person(String type, String email, UUID decision, String token, UUID appeal) {}

    private static final Actor.Reviewer RITA = new Actor.Reviewer("rita", false);

    private final Appeals appeals;
    private final CaseClocks clocks;
    private final Decisions decisions;
    private final OutgoingMessages messages;
    private final Deadlines deadlines;
    private final Sender sender;
    private final Clock clock;
    private final Event<LinkWanted> wanted;

    Persons(
            Appeals appeals,
            CaseClocks clocks,
            Decisions decisions,
            OutgoingMessages messages,
            Deadlines deadlines,
            Sender sender,
            Clock clock,
            Event<LinkWanted> wanted) {
        this.appeals = appeals;
        this.clocks = clocks;
        this.decisions = decisions;
        this.messages = messages;
        this.deadlines = deadlines;
        this.sender = sender;
        this.clock = clock;
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
        return appealing(type, Chain.decision(type), language, email);
    }

    /// Somebody in another country than most here.
    Person appealingIn(String jurisdiction) {
        String type = Chain.fresh("mail");
        ObjectNode decision = Chain.decision(type);
        decision.withObjectProperty("subject").put("jurisdiction", jurisdiction);
        return appealing(type, decision, "en", address());
    }

    private Person appealing(String type, ObjectNode sent, String language, String email) {
        String token =
                Chain.token(Chain.post(sent).then().statusCode(201).extract().path("appealUrl"));
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
        body.put("pauseRequested", true);
        body.putObject("contact").put("email", email).put("locale", language);
        Chain.appeal(token, body.toString()).then().statusCode(201);
    }

    UUID decision(String token) {
        return UUID.fromString(
                io.restassured.RestAssured.get("/api/v1/notices/" + token).path("decisionId"));
    }

    /// Rita takes the case and writes.
    void tell(Person person, String text, boolean question) {
        String caseId = Chain.claim("rita", person.type())
                .then()
                .statusCode(201)
                .extract()
                .path("caseId");
        SignIn.as("rita")
                .contentType(ContentType.JSON)
                .body(Map.of("text", text, "question", question))
                .post("/api/v1/cases/" + caseId + "/messages")
                .then()
                .statusCode(201);
    }

    /// Rita takes the case and rules for the person.
    Response overturn(Person person) {
        Response claimed = Chain.claim("rita", person.type());
        String caseId = claimed.then().statusCode(201).extract().path("caseId");
        Chain.firstView("rita", caseId).then().statusCode(200);
        Response ruled = SignIn.as("rita")
                .contentType(ContentType.JSON)
                .header(
                        "If-Match",
                        SignIn.as("rita").get("/api/v1/cases/" + caseId).header("ETag"))
                .body(Chain.overturned(claimed.jsonPath().getLong("fence")).toString())
                .post("/api/v1/cases/" + caseId + "/ruling");
        ruled.then().statusCode(201);
        return ruled;
    }

    /// A reviewer takes ten days more.
    void extend(Person person, String reason, Instant now) {
        QuarkusTransaction.requiringNew().run(() -> {
            Instant due = clocks.earliest(person.appeal()).orElseThrow();
            clocks.extend(appeal(person), due.plus(Duration.ofDays(10)), reason, RITA, now);
        });
    }

    void wantLink(UUID decision, boolean expired, Instant now) {
        QuarkusTransaction.requiringNew().run(() -> {
            Decision of = decisions.findById(decision);
            wanted.fire(new LinkWanted(of, expired, now));
        });
    }

    /// Moves the clock ahead, looks at the deadlines and sends what is due then.
    void later(Duration by) {
        try (StoppableClock.Moved _ = StoppableClock.ahead(by)) {
            deadlines.look(clock.instant());
            while (isDue()) { // another thread may be sending it
                sender.send();
            }
        }
    }

    private boolean isDue() {
        return QuarkusTransaction.requiringNew()
                .call(() -> messages.count("state = 'WAITING' AND nextTryAt <= ?1", clock.instant()) > 0);
    }

    private Appeal appeal(Person person) {
        return appeals.findById(person.appeal());
    }
}
