package dev.redress.review;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redress.access.Actor;
import dev.redress.appeal.Appeal;
import dev.redress.appeal.Appeals;
import dev.redress.appeal.Conversation;
import dev.redress.appeal.evidence.EvidenceFiles;
import dev.redress.journal.Act;
import dev.redress.journal.Entry;
import dev.redress.journal.Journal;
import dev.redress.platform.Json;
import dev.redress.review.ruling.Looks;
import dev.redress.review.ruling.RecordRequests;
import dev.redress.review.ruling.Seen;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What others did to a case since a reviewer looked, read from the journal.
@ApplicationScoped
class Changes {

    private static final Duration LATE = Duration.ofMinutes(2);

    private final Journal journal;
    private final Appeals appeals;
    private final Conversation conversation;
    private final EvidenceFiles evidence;
    private final RecordRequests records;
    private final Looks looks;

    Changes(
            Journal journal,
            Appeals appeals,
            Conversation conversation,
            EvidenceFiles evidence,
            RecordRequests records,
            Looks looks) {
        this.journal = journal;
        this.appeals = appeals;
        this.conversation = conversation;
        this.evidence = evidence;
        this.records = records;
        this.looks = looks;
    }

    /// Oldest first; from the opening of the case for somebody who never claimed it. Acts carry the time at which
    /// they began, so one may have come in after a look that is later: when the look was at another version, it is
    /// searched for further back, and is always found.
    List<Change> sinceLookOf(Case item, Actor.Reviewer by, Instant now) {
        Seen seen = looks.of(item.id(), by.id()).orElse(null);
        if (seen == null) {
            return since(item, item.openedAt(), by, now);
        }
        if (seen.version() == item.version) {
            return since(item, seen.at(), by, now);
        }
        List<Change> changes = since(item, seen.at().minus(LATE), by, now);
        return changes.isEmpty() ? since(item, item.openedAt(), by, now) : changes;
    }

    private List<Change> since(Case item, Instant from, Actor.Reviewer by, Instant now) {
        List<Entry> later = journal.of(item.decisionId()).stream()
                .filter(entry -> entry.at().isAfter(from))
                .filter(entry -> !entry.actorId().equals(by.id()) && isNews(entry.act()))
                .toList();
        if (later.isEmpty()) {
            return List.of();
        }
        Map<String, String> texts = texts(item, now);
        return later.stream()
                .map(entry -> new Change(entry.act(), entry.at(), text(entry, texts)))
                .toList();
    }

    private static boolean isNews(Act act) {
        return switch (act) {
            case EVIDENCE_ADDED,
                    EVIDENCE_REMOVED,
                    MESSAGE_POSTED,
                    QUESTION_ASKED,
                    QUESTION_ANSWERED,
                    QUESTION_LAPSED,
                    CLOCK_EXTENDED,
                    PAUSE_ANSWERED,
                    APPEAL_WITHDRAWN,
                    APPEAL_ADMITTED,
                    CASE_CLAIMED,
                    RECORD_REQUESTED,
                    RECORD_ANSWERED,
                    RULING_RETURNED,
                    RULING_REFUSED,
                    CASE_RULED -> true;
            default -> false; // says nothing that a ruling could rest on
        };
    }

    /// What came with an act, by the id that the journal has of it.
    private Map<String, String> texts(Case item, Instant now) {
        Map<String, String> texts = new HashMap<>();
        for (Appeal appeal : appeals.of(item.decisionId())) {
            conversation
                    .of(appeal.id())
                    .forEach(message -> texts.put(message.id().toString(), message.text()));
        }
        evidence.filed(item.decisionId()).forEach(file -> texts.put(file.id().toString(), file.name()));
        records.of(item.id(), now)
                .forEach(one -> texts.put(one.id().toString(), one.answer() == null ? one.what() : one.answer()));
        return texts;
    }

    private static String text(Entry entry, Map<String, String> texts) {
        JsonNode detail = Json.tree(entry.detail().getBytes(StandardCharsets.UTF_8));
        for (String member : List.of("message", "evidence", "record")) {
            String found = texts.get(detail.path(member).asText());
            if (found != null) {
                return found;
            }
        }
        return detail.path("to").isTextual() && entry.act() == Act.CLOCK_EXTENDED
                ? detail.get("to").asText()
                : null;
    }
}
