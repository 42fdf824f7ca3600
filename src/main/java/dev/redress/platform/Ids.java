package dev.redress.platform;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/// Ids shaped like UUID version 7 (RFC 9562 section 5.7): milliseconds first, so that rows lie in the order of time.
public final class Ids {

    private static final SecureRandom RANDOM = new SecureRandom();
    // Without the letters and digits that are misread: I, L, O, U, 0 and 1.
    private static final char[] LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();

    /// Counts on whatever the time: other acts at other milliseconds come in between the ids of one act.
    private static final AtomicInteger PLACE = new AtomicInteger();

    /// Comes after all ids.
    public static final UUID LAST = new UUID(-1, -1);

    private Ids() {}

    /// A new id at this time. Ids that this process makes for the same millisecond are in the order it makes them
    /// (26 bits of place, which begin anew after 67 million ids), whatever else it does meanwhile.
    public static UUID at(Instant time) {
        byte[] rest = new byte[16];
        RANDOM.nextBytes(rest);
        int place = PLACE.getAndIncrement();
        ByteBuffer.wrap(rest).putShort(0, (short) (place >> 14)).putShort(2, (short) place);
        return shape(time, rest);
    }

    /// The id that belongs to these parts at this time: the same parts always give the same id.
    public static UUID derived(Instant time, String... parts) {
        return shape(time, digest(parts));
    }

    /// The first 128 bits of the SHA-256 of these parts, each after its length: what tells one list of parts from all
    /// others. Not shaped like an id.
    public static UUID key(String... parts) {
        ByteBuffer digest = ByteBuffer.wrap(digest(parts));
        return new UUID(digest.getLong(), digest.getLong());
    }

    private static byte[] digest(String... parts) {
        MessageDigest digest = sha256();
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            digest.update(ByteBuffer.allocate(4).putInt(bytes.length).array()); // no two lists of parts run together
            digest.update(bytes);
        }
        return digest.digest();
    }

    /// The id of something there is one of for each `owner`, such as the label of a ruling.
    public static UUID derived(UUID owner, String kind) {
        return derived(Instant.ofEpochMilli(owner.getMostSignificantBits() >>> 16), owner.toString(), kind);
    }

    /// The id as it would be at another time.
    public static UUID moved(UUID id, Instant time) {
        return new UUID(
                (time.toEpochMilli() << 16) | (id.getMostSignificantBits() & 0xFFFF), id.getLeastSignificantBits());
    }

    /// What all ids of this millisecond and of later ones are equal to or come after, as PostgreSQL orders them. Ids
    /// begin
    /// with 1970.
    public static UUID first(Instant time) {
        return new UUID(Math.max(0, time.toEpochMilli()) << 16, 0);
    }

    /// A reference people can read aloud, such as `RD-7K3M-Q9`.
    public static String reference(String prefix) {
        StringBuilder text = new StringBuilder(prefix).append('-');
        for (int i = 0; i < 6; i++) {
            if (i == 4) {
                text.append('-');
            }
            text.append(LETTERS[RANDOM.nextInt(LETTERS.length)]);
        }
        return text.toString();
    }

    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static UUID shape(Instant time, byte[] rest) {
        ByteBuffer bytes = ByteBuffer.wrap(rest);
        long millis = time.toEpochMilli() & 0xFFFF_FFFF_FFFFL;
        long high = (millis << 16) | 0x7000L | (bytes.getShort(0) & 0x0FFFL);
        long low = (bytes.getLong(2) & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
