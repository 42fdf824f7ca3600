package dev.redress.platform;

import io.quarkus.logging.Log;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// The caller's failure, with a sentence a person can act on. Everything that is not a refusal is ours.
///
/// {@link Problems} turns it into `application/problem+json` under `/api` and into a page elsewhere.
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final String WHY_NOT = Refusal.class.getName() + ".whyNot";

    /// One fault in the body: where (a JSON Pointer, RFC 6901) and what.
    public record Fault(String pointer, String detail) {}

    private final transient ProblemType type;
    private final transient List<Fault> faults = new ArrayList<>();
    private final transient Map<String, Object> members = new LinkedHashMap<>();
    private final transient Map<String, String> headers = new LinkedHashMap<>();

    public Refusal(ProblemType type, String detail) {
        super(detail, null, false, false); // no stack trace: a refusal is an answer, not a fault of ours
        this.type = type;
    }

    /// What somebody is told of one failure among several things they sent. What is not theirs is logged under a
    /// number.
    public static Refusal of(RuntimeException failure, String what) {
        if (failure instanceof Refusal refusal) {
            return refusal;
        }
        if (Overload.isCauseOf(failure)) {
            return Overload.refusal();
        }
        UUID number = UUID.randomUUID();
        Log.errorf(failure, "fault %s at %s", number, what);
        return new Refusal(CommonProblem.INTERNAL, "The fault is ours. It is logged as " + number + ".");
    }

    /// Notes what to say if the role of this request's caller does not allow what they ask; null for the usual words.
    public static void note(RoutingContext request, String whyNot) {
        request.put(WHY_NOT, whyNot);
    }

    /// What was noted, or these words.
    static String noted(RoutingContext request, String otherwise) {
        String noted = request.get(WHY_NOT);
        return noted == null ? otherwise : noted;
    }

    public Refusal at(String pointer, String detail) {
        faults.add(new Fault(pointer, detail));
        return this;
    }

    public Refusal at(List<Fault> more) {
        faults.addAll(more);
        return this;
    }

    /// Adds an extension member to the problem.
    public Refusal with(String member, Object value) {
        members.put(member, value);
        return this;
    }

    public Refusal header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    public ProblemType type() {
        return type;
    }

    public List<Fault> faults() {
        return List.copyOf(faults);
    }

    public Map<String, Object> members() {
        return members;
    }

    public Map<String, String> headers() {
        return headers;
    }
}
