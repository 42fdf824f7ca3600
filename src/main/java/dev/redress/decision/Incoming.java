package dev.redress.decision;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.redress.platform.Bytes;
import dev.redress.platform.CommonProblem;
import dev.redress.platform.Ids;
import dev.redress.platform.Json;
import dev.redress.platform.Refusal;
import dev.redress.platform.Texts;
import dev.redress.platform.Utf8;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/// A decision that was read, checked and packed, ready for its row. Reading is one pass over the bytes.
record Incoming(
        UUID id,
        String agent,
        Map<String, String> kept,
        Instant decidedAt,
        Instant notifiedAt,
        byte[] digest,
        byte[] document) {

    /// The most bytes of one decision: 1 MiB.
    static final int LIMIT = 1 << 20;

    private static final Instant FIRST_YEAR = Instant.parse("2000-01-01T00:00:00Z");
    private static final Duration CLOCKS_MAY_DIFFER = Duration.ofHours(24);
    private static final Duration TOLD_AHEAD = Duration.ofDays(366);

    /// @throws Refusal 400 for what is not JSON, 413 for too much of it, 422 with every fault for the rest, 403 for
    ///                 the id of another agent
    static Incoming read(byte[] bytes, int from, int length, String agent, Instant now) {
        if (length > LIMIT) {
            throw new Refusal(CommonProblem.TOO_LARGE, "A decision has at most 1 MiB.");
        }
        Map<String, String> kept = new HashMap<>();
        Faults faults = new Faults();
        walk(bytes, from, length, faults, kept);
        if (Boolean.parseBoolean(kept.get("adverse"))) {
            requireEvidence(kept, faults);
        }
        Instant decidedAt = time(kept, "decidedAt");
        Instant notifiedAt = kept.containsKey("notifiedAt") ? time(kept, "notifiedAt") : decidedAt;
        if (decidedAt != null && (decidedAt.isBefore(FIRST_YEAR) || decidedAt.isAfter(now.plus(CLOCKS_MAY_DIFFER)))) {
            faults.add("/decidedAt", "must lie between the year 2000 and now");
        }
        if (notifiedAt != null
                && (notifiedAt.isBefore(FIRST_YEAR) || notifiedAt.isAfter(now.plus(TOLD_AHEAD)))
                && kept.containsKey("notifiedAt")) {
            faults.add("/notifiedAt", "must lie between the year 2000 and a year from now");
        }
        if (!faults.isEmpty()) {
            throw new Refusal(CommonProblem.INVALID, "The decision was not recorded; see errors.").at(faults.list());
        }
        if (kept.containsKey("agent") && !kept.get("agent").equals(agent)) {
            throw new Refusal(DecisionProblem.OTHER_AGENT, "This credential belongs to another agent.")
                    .at("/agent/id", "is not the agent of this credential");
        }
        var sha256 = Ids.sha256();
        sha256.update(bytes, from, length);
        return new Incoming(
                Ids.derived(decidedAt, agent, kept.get("externalId")),
                agent,
                kept,
                decidedAt,
                notifiedAt,
                sha256.digest(),
                Bytes.pack(bytes, from, length));
    }

    String get(String name) {
        return kept.get(name);
    }

    boolean adverse() {
        return Boolean.parseBoolean(kept.get("adverse"));
    }

    private static void walk(byte[] bytes, int from, int length, Faults faults, Map<String, String> kept) {
        Utf8.Finding finding = Utf8.of(bytes, from, length);
        if (finding == Utf8.Finding.NOT_UTF8) {
            throw CommonProblem.malformed("The body is not JSON in UTF-8.");
        }
        try (JsonParser parser = Json.FACTORY.createParser(bytes, from, length)) {
            if (parser.nextToken() == null) {
                throw CommonProblem.malformed("The body is empty.");
            }
            DecisionShape.DECISION.check(new Shape.Walk(parser, faults, kept));
            if (parser.nextToken() != null) {
                throw CommonProblem.malformed("Something follows the end of the JSON value.");
            }
            if (finding == Utf8.Finding.UNCLEAN_ESCAPE && faults.isEmpty()) {
                faults.add("", Texts.UNCLEAN); // in a value or a name that may be anything else
            }
        } catch (StreamConstraintsException e) {
            throw CommonProblem.malformed("The JSON is nested too deeply, or has a number or a name that is too long.");
        } catch (JsonParseException e) {
            if (Json.isTwice(e)) {
                throw CommonProblem.malformed("A member is there twice in one object, at line "
                        + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr() + ".");
            }
            throw CommonProblem.malformed("The body is not JSON: it breaks off or goes wrong at line "
                    + e.getLocation().getLineNr() + ", column "
                    + e.getLocation().getColumnNr() + ".");
        } catch (IOException e) {
            throw CommonProblem.malformed("The body is not JSON in UTF-8."); // bytes that are no characters
        }
    }

    /// The four pieces of evidence are fields of the decision, never a join.
    private static void requireEvidence(Map<String, String> kept, Faults faults) {
        require(kept, faults, "automation", "/automation");
        require(kept, faults, "model", "/model");
        require(kept, faults, "served", "/model/served");
        require(kept, faults, "policy", "/policy");
        require(kept, faults, "policyId", "/policy/id");
        require(kept, faults, "policyVersion", "/policy/version");
        require(kept, faults, "inputSnapshot", "/inputSnapshot");
        require(kept, faults, "reasons", "/reasons");
    }

    private static void require(Map<String, String> kept, Faults faults, String name, String pointer) {
        boolean saidAlready = faults.list().stream()
                .anyMatch(fault ->
                        fault.pointer().equals(pointer) || fault.pointer().startsWith(pointer + "/"));
        if (!kept.containsKey(name) && !saidAlready) {
            faults.add(pointer, "is missing: an adverse decision needs it");
        }
    }

    private static Instant time(Map<String, String> kept, String name) {
        String text = kept.get(name);
        return text == null ? null : Shape.Time.parse(text).truncatedTo(ChronoUnit.MICROS);
    }
}
