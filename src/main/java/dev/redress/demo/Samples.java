package dev.redress.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.redress.access.Actor;
import dev.redress.appeal.Appeal;
import dev.redress.appeal.Appeals;
import dev.redress.appeal.Cause;
import dev.redress.appeal.DisputedFact;
import dev.redress.appeal.Filing;
import dev.redress.appeal.Ground;
import dev.redress.appeal.Ruling;
import dev.redress.appeal.Rulings;
import dev.redress.appeal.Statement;
import dev.redress.appeal.Verdict;
import dev.redress.decision.Decision;
import dev.redress.decision.DecisionType;
import dev.redress.decision.DecisionTypes;
import dev.redress.decision.Decisions;
import dev.redress.decision.Intake;
import dev.redress.decision.RemedyType;
import dev.redress.platform.Json;
import dev.redress.remedy.Confirmation;
import dev.redress.remedy.Remedies;
import dev.redress.review.Case;
import dev.redress.review.Cases;
import dev.redress.review.Claim;
import dev.redress.review.Claims;
import dev.redress.review.FirstView;
import dev.redress.review.Review;
import dev.redress.review.Sending;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduler;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Invented decisions of a shop, a bank, a marketplace and a benefits office, some appealed, some ruled on, spread
/// over the ninety days before the first start. They take the same ways as real ones, with the time moved.
@ApplicationScoped
class Samples {

    /// `@-PT2H` is a time, `@date-P34D` a day, `@nano+PT1S` nanoseconds since 1970, each counted from the decision.
    private static final Pattern MOVED = Pattern.compile("@(date|nano)?([+-])(P.+)");

    private final DecisionTypes types;
    private final Intake intake;
    private final Decisions decisions;
    private final Filing filing;
    private final Appeals appeals;
    private final Cases cases;
    private final Claims claims;
    private final Scheduler scheduler;
    private final Review review;
    private final Sending sending;
    private final Remedies remedies;

    Samples(
            DecisionTypes types,
            Intake intake,
            Decisions decisions,
            Filing filing,
            Appeals appeals,
            Cases cases,
            Claims claims,
            Scheduler scheduler,
            Review review,
            Sending sending,
            Remedies remedies) {
        this.types = types;
        this.intake = intake;
        this.decisions = decisions;
        this.filing = filing;
        this.appeals = appeals;
        this.cases = cases;
        this.claims = claims;
        this.scheduler = scheduler;
        this.review = review;
        this.sending = sending;
        this.remedies = remedies;
    }

    /// Records them once: a database with decisions is left alone.
    void recordOnce(Instant now) {
        if (QuarkusTransaction.requiringNew().call(() -> decisions.count()) > 0) {
            return;
        }
        scheduler.pause(); // the samples are claimed in the past: the timers would take what is so long over
        try {
            recordAll(now);
        } finally {
            scheduler.resume();
        }
    }

    private void recordAll(Instant now) {
        Actor.Operator otto = new Actor.Operator("otto");
        for (JsonNode type : read("types.json")) {
            DecisionType rules = Json.read(type, DecisionType.class);
            types.put(rules.code(), rules, otto, now.minus(Duration.ofDays(91)));
        }
        types.forget();
        for (JsonNode sample : read("decisions.jsonl")) {
            record(sample, now);
        }
    }

    private void record(JsonNode sample, Instant now) {
        Instant decidedAt = now.minus(days(sample.get("daysAgo")));
        JsonNode document = moved(sample.get("decision"), decidedAt);
        String agent = document.path("agent").path("id").asText();
        intake.record(Json.write(document), new Actor.Agent(agent), decidedAt.plusSeconds(2));
        JsonNode said = sample.get("appeal");
        if (said.isObject()) {
            Decision decision =
                    decisions.of(agent, document.get("externalId").asText()).orElseThrow();
            Instant filedAt = decidedAt.plus(days(said.get("daysAfter")));
            filing.file(decision, statement(moved(said, decidedAt)), new Actor.Appellant(decision.id()), filedAt);
            if (sample.get("ruling").isObject()) {
                rule(decision, sample.get("ruling"), filedAt, now);
            }
        }
    }

    private void rule(Decision decision, JsonNode said, Instant filedAt, Instant now) {
        Instant ruledAt = filedAt.plus(days(said.get("daysAfter")));
        Instant claimedAt = ruledAt.minus(Duration.ofMinutes(12));
        String name = said.get("by").asText();
        Actor.Reviewer by = new Actor.Reviewer(name, name.equals("lena"));
        Appeal appeal = appeals.live(decision.id()).orElseThrow();
        Case opened = QuarkusTransaction.requiringNew()
                .call(() -> cases.find("appealId", appeal.id()).firstResult());
        Claim claim = claims.claim(opened, null, by, claimedAt);
        review.takeFirstView(
                opened.id(),
                FirstView.Leaning.valueOf(said.get("firstView").asText()),
                null,
                by,
                claimedAt.plus(Duration.ofMinutes(5)));
        Ruling ruling = sending.rule(opened.id(), "*", claim.fence(), said(said), by, ruledAt)
                .ruling();
        if (said.path("remedyDone").asBoolean() && said.get("remedy").isObject()) {
            Instant doneAt = ruledAt.plus(Duration.ofDays(2));
            JsonNode evidence =
                    JsonNodeFactory.instance.objectNode().put("document", "receipt-" + decision.externalId());
            remedies.confirm(
                    ruling.remedyId(),
                    Confirmation.Status.DONE,
                    evidence,
                    null,
                    new Actor.Agent(decision.agentId()),
                    doneAt.isAfter(now) ? now : doneAt);
        }
    }

    private static Statement statement(JsonNode said) {
        List<Ground> grounds = new ArrayList<>();
        said.path("grounds").forEach(ground -> grounds.add(Ground.valueOf(ground.asText())));
        List<DisputedFact> facts = new ArrayList<>();
        said.path("disputedFacts").forEach(fact -> facts.add(Json.read(fact, DisputedFact.class)));
        String locale = said.path("contact").path("locale").asText("en");
        return new Statement(grounds, said.path("statement").textValue(), facts, null, locale, null, false);
    }

    private static Rulings.Said said(JsonNode said) {
        List<Ruling.CorrectedFact> facts = new ArrayList<>();
        said.path("correctedFacts").forEach(fact -> facts.add(Json.read(fact, Ruling.CorrectedFact.class)));
        JsonNode remedy = said.get("remedy");
        return new Rulings.Said(
                Verdict.valueOf(said.get("verdict").asText()),
                said.path("cause").isTextual() ? Cause.valueOf(said.get("cause").asText()) : null,
                null,
                said.path("clause").textValue(),
                said.get("reasons").asText(),
                List.of(),
                said.path("correctedOutcome").path("code").textValue(),
                said.path("correctedOutcome").path("summary").textValue(),
                facts,
                remedy.isObject()
                        ? new Rulings.RemedyOrder(
                                RemedyType.valueOf(remedy.get("type").asText()),
                                remedy.get("description").asText(),
                                null,
                                null)
                        : null,
                null);
    }

    /// The same document with every moved time put in its place.
    private static JsonNode moved(JsonNode node, Instant base) {
        if (node.isObject()) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            node.properties().forEach(member -> object.set(member.getKey(), moved(member.getValue(), base)));
            return object;
        }
        if (node.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            node.forEach(item -> array.add(moved(item, base)));
            return array;
        }
        Matcher match = MOVED.matcher(node.asText());
        return node.isTextual() && match.matches() ? TextNode.valueOf(moved(match, base)) : node;
    }

    private static String moved(Matcher match, Instant base) {
        int sign = match.group(2).equals("-") ? -1 : 1;
        if ("date".equals(match.group(1))) {
            LocalDate day = base.atZone(ZoneOffset.UTC).toLocalDate();
            return day.plus(Period.parse(match.group(3)).multipliedBy(sign)).toString();
        }
        Instant time = base.plus(Duration.parse(match.group(3)).multipliedBy(sign));
        return "nano".equals(match.group(1))
                ? time.getEpochSecond() + String.format("%09d", time.getNano())
                : time.toString();
    }

    private static Duration days(JsonNode days) {
        return Duration.ofSeconds(Math.round(days.asDouble() * 86_400));
    }

    /// A JSON list, or one JSON value a line.
    private static List<JsonNode> read(String name) {
        try (InputStream stream =
                Thread.currentThread().getContextClassLoader().getResourceAsStream("samples/" + name)) {
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            List<JsonNode> values = new ArrayList<>();
            if (name.endsWith(".json")) {
                Json.tree(text.getBytes(StandardCharsets.UTF_8)).forEach(values::add);
            } else {
                text.lines().forEach(line -> values.add(Json.tree(line.getBytes(StandardCharsets.UTF_8))));
            }
            return values;
        } catch (IOException e) {
            throw new UncheckedIOException("the samples cannot be read", e);
        }
    }
}
