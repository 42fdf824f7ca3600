package dev.redress.remedy;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.redress.decision.RemedyType;
import dev.redress.platform.Json;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// How to see in the system of record whether a remedy was done: an address to read and what must stand there.
///
/// Address and values may name what is known of the remedy by JSON Pointers in braces, such as `{/remedy/id}`,
/// `{/remedy/target/amount}`, `{/decision/externalId}`, `{/ruling/correctedOutcome/code}`.
@Entity
@Table(name = "probe")
public class Probe {

    /// What must stand at a place of the answer (a JSON Pointer, RFC 6901), or that nothing may stand there: in a list
    /// of refunds, `/0/amount` has the value that was ordered and `/1` is absent.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Expectation(@NotBlank @Size(max = 400) String pointer, JsonNode value, Boolean absent) {}

    @Id
    String name;

    @Column(name = "decision_type")
    String decisionType;

    @Enumerated(EnumType.STRING)
    @Column(name = "remedy_type")
    RemedyType remedyType;

    String url;

    String expect;

    String credential;

    @Column(name = "changed_by")
    String changedBy;

    @Column(name = "changed_at")
    Instant changedAt;

    Probe() {}

    public String name() {
        return name;
    }

    /// Null for all decision types.
    public String decisionType() {
        return decisionType;
    }

    /// Null for all remedy types.
    public RemedyType remedyType() {
        return remedyType;
    }

    public String url() {
        return url;
    }

    public List<Expectation> expect() {
        List<Expectation> all = new ArrayList<>();
        Json.tree(expect.getBytes(StandardCharsets.UTF_8)).forEach(one -> all.add(Json.read(one, Expectation.class)));
        return all;
    }

    /// Whether it sends a credential, which is never shown.
    public boolean authorized() {
        return credential != null;
    }

    public Instant changedAt() {
        return changedAt;
    }
}
