package dev.redress.decision.commitment;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.redress.platform.Interval;

/// The share of unbacked commitments of one version of an agent, with its 95 % interval (Wilson, 1927): `low` and
/// `high` are left out when there are too few to say.
///
/// @param agentVersion null when the agent did not say which
/// @param n            commitments
@JsonInclude(JsonInclude.Include.NON_NULL)
public record UnbackedRate(
        String agentId,
        String agentVersion,
        long n,
        long unbacked,
        boolean tooFew,
        Double rate,
        Double low,
        Double high) {

    static UnbackedRate of(String agentId, String agentVersion, long n, long unbacked) {
        if (n < Interval.FEW) {
            return new UnbackedRate(agentId, agentVersion, n, unbacked, true, null, null, null);
        }
        Interval interval = Interval.wilson(unbacked, n);
        return new UnbackedRate(
                agentId, agentVersion, n, unbacked, false, (double) unbacked / n, interval.low(), interval.high());
    }
}
