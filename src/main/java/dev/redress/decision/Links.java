package dev.redress.decision;

import dev.redress.access.Actor;
import dev.redress.journal.Act;
import dev.redress.journal.Journal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Links to decisions: `{public-url}/a/{token}`.
///
/// A token is a capability. Its 60 bytes, in base64url without a spare bit, are
///
/// | bytes | what |
/// |---|---|
/// | 1 | format, 1 |
/// | 1 | id of the key |
/// | 1 | 1 when the verification question was answered, else 0 |
/// | 4 | generation: a fresh link has a higher one, and lower ones are dead |
/// | 16 | decision id |
/// | 5 | expiry, seconds since 1970 |
/// | 32 | HMAC-SHA256 over all of the above |
///
/// Nothing is stored for a link until it is issued again, renewed or revoked.
@ApplicationScoped
public class Links {

    private static final byte FORMAT = 1;
    private static final int PAYLOAD = 28;
    private static final int LENGTH = PAYLOAD + 32;

    /// What a token turned out to be.
    public sealed interface Opened {

        /// Good; `verified` when it carries the answer to the verification question.
        record Good(UUID decision, int generation, boolean verified, Instant expiresAt) implements Opened {}

        /// Was good once and has only run out of time.
        record Expired(UUID decision) implements Opened {}

        /// Wrong or revoked: no telling which.
        record Bad() implements Opened {}
    }

    /// A fresh link and when it ends.
    public record Issued(String url, Instant expiresAt) {}

    /// @param expiresAt null when it is the end that the decision was recorded with
    private record Generation(int number, boolean revoked, Instant expiresAt) {
        Instant endOf(Decision decision) {
            return expiresAt == null ? decision.linkExpiresAt : expiresAt;
        }
    }

    private final LinkKeys keys;
    private final EntityManager entities;
    private final Journal journal;
    private final LinkConfig config;
    private final String publicUrl;

    Links(
            LinkKeys keys,
            EntityManager entities,
            Journal journal,
            LinkConfig config,
            @ConfigProperty(name = "redress.public-url") String publicUrl) {
        this.keys = keys;
        this.config = config;
        this.entities = entities;
        this.journal = journal;
        this.publicUrl = publicUrl;
    }

    /// The address for people.
    public String url(String token) {
        return publicUrl + "/a/" + token;
    }

    /// The address of the first link of a decision just recorded.
    String firstUrl(UUID decision, Instant expiresAt) {
        return url(token(decision, 1, expiresAt, false));
    }

    /// The link that is good now, or null when it was revoked.
    @Transactional
    public String currentUrl(Decision decision) {
        return currentUrl(decision, false);
    }

    /// The link that is good now with the answer to the verification question in it, or null when it was revoked. For
    /// the contact on record alone.
    @Transactional
    public String currentVerifiedUrl(Decision decision) {
        return currentUrl(decision, true);
    }

    private String currentUrl(Decision decision, boolean verified) {
        Generation generation = generation(decision.id());
        return generation.revoked()
                ? null
                : url(token(decision.id(), generation.number(), generation.endOf(decision), verified));
    }

    /// The same link with the answer to the verification question in it.
    public String verifiedToken(Opened.Good link) {
        return token(link.decision(), link.generation(), link.expiresAt(), true);
    }

    /// Makes a link and ends all earlier ones. It ends as the first one did, or when that has passed, after the time
    /// of a renewal.
    @Transactional
    public Issued issue(Decision decision, Actor by, Instant now) {
        Instant later = decision.linkExpiresAt.isAfter(now) ? null : now.plus(config.renewal());
        int generation = next(decision.id(), false, later, now);
        journal.write(Act.LINK_ISSUED, decision.id(), by, now, Map.of("generation", generation));
        Instant end = later == null ? decision.linkExpiresAt : later;
        return new Issued(url(token(decision.id(), generation, end, false)), end);
    }

    /// The same link with a later end, never an earlier one, which {@link #currentUrl} gives from now on. Tokens with
    /// the old end stay as they are: good until then, expired after. Null when the link was revoked.
    @Transactional
    public String renewed(Decision decision, Instant now) {
        Generation before = generation(decision.id());
        Instant wanted = now.plus(config.renewal());
        if (before.revoked() || !wanted.isAfter(before.endOf(decision))) {
            return currentUrl(decision);
        }
        entities.createNativeQuery("""
                        INSERT INTO link (decision_id, generation, revoked, changed_at, expires_at)
                        VALUES (:id, 1, false, :received, :end)
                        ON CONFLICT (decision_id) DO UPDATE SET expires_at = excluded.expires_at
                            WHERE NOT link.revoked
                                AND (link.expires_at IS NULL OR link.expires_at < excluded.expires_at)""")
                .setParameter("id", decision.id())
                .setParameter("received", decision.receivedAt())
                .setParameter("end", wanted)
                .executeUpdate();
        journal.write(
                Act.LINK_RENEWED, decision.id(), new Actor.Machine("links"), now, Map.of("until", wanted.toString()));
        return currentUrl(decision);
    }

    /// Ends every link of the decision.
    @Transactional
    public void revoke(Decision decision, Actor by, Instant now) {
        int generation = next(decision.id(), true, null, now);
        journal.write(Act.LINK_REVOKED, decision.id(), by, now, Map.of("generation", generation));
    }

    @Transactional
    public Opened open(String token, Instant now) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException e) {
            return new Opened.Bad();
        }
        if (bytes.length != LENGTH || bytes[0] != FORMAT) {
            return new Opened.Bad();
        }
        byte[] expected = keys.mac(bytes[1] & 0xFF, bytes, PAYLOAD);
        byte[] given = java.util.Arrays.copyOfRange(bytes, PAYLOAD, LENGTH);
        if (expected == null || !MessageDigest.isEqual(expected, given)) {
            return new Opened.Bad();
        }
        ByteBuffer payload = ByteBuffer.wrap(bytes, 2, PAYLOAD - 2);
        boolean verified = payload.get() == 1;
        int number = payload.getInt();
        UUID decision = new UUID(payload.getLong(), payload.getLong());
        Instant expiresAt = Instant.ofEpochSecond(((payload.get() & 0xFFL) << 32) | (payload.getInt() & 0xFFFF_FFFFL));
        Generation generation = generation(decision);
        if (generation.revoked() || generation.number() != number) {
            return new Opened.Bad();
        }
        return now.isBefore(expiresAt)
                ? new Opened.Good(decision, number, verified, expiresAt)
                : new Opened.Expired(decision);
    }

    private String token(UUID decision, int generation, Instant expiresAt, boolean verified) {
        long seconds = expiresAt.getEpochSecond();
        ByteBuffer bytes = ByteBuffer.allocate(LENGTH)
                .put(FORMAT)
                .put((byte) keys.current())
                .put((byte) (verified ? 1 : 0))
                .putInt(generation)
                .putLong(decision.getMostSignificantBits())
                .putLong(decision.getLeastSignificantBits())
                .put((byte) (seconds >>> 32))
                .putInt((int) seconds);
        bytes.put(keys.mac(keys.current(), bytes.array(), PAYLOAD));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    private Generation generation(UUID decision) {
        @SuppressWarnings("unchecked")
        List<Object[]> rows = entities.createNativeQuery(
                        "SELECT generation, revoked, expires_at FROM link WHERE decision_id = :id")
                .setParameter("id", decision)
                .getResultList();
        return rows.isEmpty()
                ? new Generation(1, false, null)
                : new Generation(
                        (Integer) rows.getFirst()[0], (Boolean) rows.getFirst()[1], (Instant) rows.getFirst()[2]);
    }

    private int next(UUID decision, boolean revoked, Instant expiresAt, Instant now) {
        return ((Number) entities.createNativeQuery("""
                        INSERT INTO link (decision_id, generation, revoked, changed_at, expires_at)
                        VALUES (:id, 2, :revoked, :now, CAST(:end AS timestamptz))
                        ON CONFLICT (decision_id) DO UPDATE SET generation = link.generation + 1,
                            revoked = excluded.revoked, changed_at = excluded.changed_at,
                            expires_at = excluded.expires_at
                        RETURNING generation""")
                        .setParameter("id", decision)
                        .setParameter("revoked", revoked)
                        .setParameter("end", expiresAt == null ? null : expiresAt.toString())
                        .setParameter("now", now)
                        .getSingleResult())
                .intValue();
    }
}
