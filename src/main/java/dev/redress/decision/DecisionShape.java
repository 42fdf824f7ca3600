package dev.redress.decision;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// The body of a decision, complete: every member, its type and its limits.
///
/// To add a member: one line here, one in the records of {@link Document} if a page shows it, one in the API
/// description. Texts have at most {@value #TEXT} characters, ids {@value #ID}, lists {@value #LIST} entries.
final class DecisionShape {

    static final int TEXT = 4_000;
    static final int ID = 200;
    static final int LIST = 500;
    static final int REASONS = 4;
    static final int ACTORS = 16;
    /// A policy is a document and not a sentence; the whole decision stays within its limit anyway.
    static final int POLICY_TEXT = 200_000;

    private static final Shape TEXTS = new Shape.Text(TEXT);
    private static final Shape IDS = new Shape.Text(ID);
    private static final Shape TIME = new Shape.Time();
    private static final Shape TRUTH = new Shape.Truth();
    private static final Shape COUNT = new Shape.Count();
    private static final Shape ANY = new Shape.Any();
    private static final Shape URI = new Shape.Text(2_000);
    private static final Shape DIGEST = new Shape.Text(ID);

    static final Shape.Members DECISION = new Shape.Members(
            members(
                    "externalId", IDS.kept("externalId"),
                    "type", IDS.kept("type"),
                    "outcome",
                            object(
                                    List.of("code", "adverse", "summary"),
                                    "code",
                                    IDS.kept("outcome"),
                                    "adverse",
                                    TRUTH.kept("adverse"),
                                    "summary",
                                    TEXTS.told()),
                    "decidedAt", TIME.kept("decidedAt"),
                    "notifiedAt", TIME.kept("notifiedAt"),
                    "automation", oneOf("FULLY", "PARTIALLY", "NOT").kept("automation"),
                    "agent", object(List.of(), "id", IDS.kept("agent"), "version", IDS),
                    "model",
                            object(List.of(), "provider", IDS, "requested", IDS, "served", IDS.kept("served"))
                                    .kept("model"),
                    "policy",
                            object(
                                            List.of(),
                                            "id",
                                            IDS.kept("policyId"),
                                            "version",
                                            IDS.kept("policyVersion"),
                                            "digest",
                                            DIGEST,
                                            "text",
                                            new Shape.Text(POLICY_TEXT).kept("policyText"))
                                    .kept("policy"),
                    "prompt", object(List.of(), "name", IDS, "version", IDS, "digest", DIGEST),
                    "subject",
                            object(
                                    List.of("ref"),
                                    "ref",
                                    IDS.kept("subject"),
                                    "locale",
                                    new Shape.Form(
                                                    // bounded: Java matches a group that repeats by recursion
                                                    Pattern.compile("[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8}){0,15}"),
                                                    "a language tag such as de or pt-BR")
                                            .kept("locale"),
                                    "jurisdiction",
                                    IDS.kept("jurisdiction"),
                                    "contact",
                                    object(List.of(), "email", new Shape.Text(320)),
                                    "verification",
                                    object(
                                            List.of("hint", "digest"),
                                            "hint",
                                            TEXTS,
                                            "digest",
                                            new Shape.Form(
                                                    Pattern.compile("sha256:[0-9a-f]{64}"),
                                                    "sha256: and 64 hexadecimal digits in small letters"))),
                    "facts",
                            new Shape.ListOf(
                                    object(
                                            List.of("id", "name"),
                                            "id",
                                            IDS.kept(Shape.ListOf.UNIQUE),
                                            "name",
                                            TEXTS,
                                            "value",
                                            ANY,
                                            "source",
                                            TEXTS,
                                            "observedAt",
                                            TIME,
                                            "correctable",
                                            TRUTH),
                                    0,
                                    LIST,
                                    "id"),
                    "reasons",
                            new Shape.ListOf(
                                            object(
                                                    List.of("code", "text"),
                                                    "code",
                                                    IDS,
                                                    "text",
                                                    TEXTS.told(),
                                                    "facts",
                                                    list(IDS),
                                                    "clause",
                                                    IDS),
                                            1,
                                            REASONS,
                                            null)
                                    .kept("reasons"),
                    "inputSnapshot", ANY.kept("inputSnapshot"),
                    "erased", list(TEXTS),
                    "masked", list(TEXTS),
                    "counterfactuals", list(object(List.of("change", "result"), "change", TEXTS, "result", TEXTS)),
                    "effect",
                            object(
                                    List.of(),
                                    "type",
                                    IDS,
                                    "territorialScope",
                                    list(IDS),
                                    "startsAt",
                                    TIME,
                                    "endsAt",
                                    TIME),
                    "ground",
                            object(
                                    List.of(),
                                    "kind",
                                    oneOf("LEGAL", "CONTRACTUAL", "POLICY"),
                                    "reference",
                                    TEXTS,
                                    "url",
                                    URI),
                    "runId", IDS.kept("runId"),
                    "actor",
                            object(
                                    List.of("sub", "act"),
                                    "sub",
                                    IDS.kept("principal"),
                                    "act",
                                    new Shape.Actors(IDS, ACTORS)),
                    "commitments",
                            new Shape.ListOf(
                                            object(
                                                    List.of("id", "text"),
                                                    "id",
                                                    IDS.kept(Shape.ListOf.UNIQUE),
                                                    "type",
                                                    IDS,
                                                    "text",
                                                    TEXTS,
                                                    "amount",
                                                    IDS,
                                                    "dueAt",
                                                    TIME,
                                                    "actions",
                                                    list(IDS)),
                                            0,
                                            LIST,
                                            "id")
                                    .kept("commitments"),
                    "actions",
                            list(object(
                                    List.of("id"),
                                    "id",
                                    IDS,
                                    "tool",
                                    IDS,
                                    "arguments",
                                    ANY,
                                    "result",
                                    ANY,
                                    "system",
                                    IDS,
                                    "resourceId",
                                    IDS,
                                    "status",
                                    IDS,
                                    "at",
                                    TIME,
                                    "etag",
                                    IDS,
                                    "readBack",
                                    ANY,
                                    "countersignature",
                                    TEXTS)),
                    "calls",
                            list(object(
                                    List.of("id"),
                                    "id",
                                    IDS,
                                    "step",
                                    IDS,
                                    "essential",
                                    TRUTH,
                                    "attempt",
                                    COUNT,
                                    "hedgeOf",
                                    IDS,
                                    "provider",
                                    IDS,
                                    "model",
                                    IDS,
                                    "startedAt",
                                    TIME,
                                    "endedAt",
                                    TIME,
                                    "status",
                                    IDS,
                                    "errorType",
                                    IDS,
                                    "finishReasons",
                                    list(IDS),
                                    "used",
                                    TRUTH,
                                    "usage",
                                    object(List.of(), "inputTokens", COUNT, "outputTokens", COUNT))),
                    "hops",
                            list(object(
                                    List.of(),
                                    "role",
                                    IDS,
                                    "operator",
                                    IDS,
                                    "homeJurisdiction",
                                    IDS,
                                    "region",
                                    IDS,
                                    "country",
                                    IDS,
                                    "proof",
                                    object(List.of(), "kind", IDS, "value", TEXTS))),
                    "target", object(List.of(), "uri", URI, "etagAtPlan", IDS, "etagAtDecision", IDS),
                    "trace",
                            object(
                                    List.of(),
                                    "traceId",
                                    new Shape.Form(Pattern.compile("[0-9a-fA-F]{32}"), "32 hexadecimal digits")
                                            .kept("traceId"),
                                    "spanId",
                                    new Shape.Form(Pattern.compile("[0-9a-fA-F]{16}"), "16 hexadecimal digits"),
                                    "schemaUrl",
                                    URI,
                                    "spans",
                                    list(object(List.of()))),
                    "supersedes",
                            new Shape.Form(
                                            Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"),
                                            "the id of a decision")
                                    .kept("supersedes"),
                    "extensions", object(List.of())),
            List.of("externalId", "type", "outcome", "decidedAt", "subject"),
            true);

    private DecisionShape() {}

    private static Shape object(List<String> required, Object... namesAndShapes) {
        return new Shape.Members(members(namesAndShapes), required, false);
    }

    private static Shape list(Shape item) {
        return new Shape.ListOf(item, 0, LIST, null);
    }

    private static Shape oneOf(String... values) {
        return new Shape.OneOf(Set.of(values));
    }

    private static Map<String, Shape> members(Object... namesAndShapes) {
        Map<String, Shape> members = new LinkedHashMap<>();
        for (int i = 0; i < namesAndShapes.length; i += 2) {
            members.put((String) namesAndShapes[i], (Shape) namesAndShapes[i + 1]);
        }
        return members;
    }
}
