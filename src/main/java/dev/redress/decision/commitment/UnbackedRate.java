package dev.redress.decision.commitment;

import com.fasterxml.jackson.annotation.JsonInclude;

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

    private static final int FEW = 20;
    private static final double Z = 1.959963984540054; // of the normal distribution, for 95 % on both sides

    static UnbackedRate of(String agentId, String agentVersion, long n, long unbacked) {
        if (n < FEW) {
            return new UnbackedRate(agentId, agentVersion, n, unbacked, true, null, null, null);
        }
        double rate = (double) unbacked / n;
        double weight = 1 + Z * Z / n;
        double centre = (rate + Z * Z / (2 * n)) / weight;
        double half = Z * Math.sqrt(rate * (1 - rate) / n + Z * Z / (4.0 * n * n)) / weight;
        return new UnbackedRate(
                agentId,
                agentVersion,
                n,
                unbacked,
                false,
                rate,
                Math.max(0, centre - half),
                Math.min(1, centre + half));
    }
}
