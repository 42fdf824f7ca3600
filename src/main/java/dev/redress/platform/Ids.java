package dev.redress.platform;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/// Ids shaped like UUID version 7 (RFC 9562 section 5.7): milliseconds first, so that rows lie in the order of time.
public final class Ids {

    private static final SecureRandom RANDOM = new SecureRandom();
    // Without the letters and digits that are misread: I, L, O, U, 0 and 1.
    private static final char[] LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();

    private static final int MILLISECONDS_REMEMBERED = 1_024;
    private static final Map<Long, Integer> TAKEN = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Integer> eldest) {
            return size() > MILLISECONDS_REMEMBERED;
        }
    };

    private Ids() {}

    /// A new id at this time. Ids that this process makes for the same millisecond one after the other are in order.
    public static UUID at(Instant time) {
        byte[] rest = new byte[16];
        RANDOM.nextBytes(rest);
        ByteBuffer.wrap(rest).putShort(0, place(time.toEpochMilli()));
        return shape(time, rest);
    }

    /// Several threads make ids for times of their own, so each time has a count of its own.
    private static synchronized short place(long millis) {
        return (short) Math.min(TAKEN.merge(millis, 1, Integer::sum) - 1, 0x0FFF);
    }

    /// The id that belongs to these parts at this time: the same parts always give the same id.
    public static UUID derived(Instant time, String... parts) {
        MessageDigest digest = sha256();
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            digest.update(ByteBuffer.allocate(4).putInt(bytes.length).array()); // no two lists of parts run together
            digest.update(bytes);
        }
        return shape(time, digest.digest());
    }

    /// The id of something there is one of for each `owner`, such as the label of a ruling.
    public static UUID derived(UUID owner, String kind) {
        return derived(Instant.ofEpochMilli(owner.getMostSignificantBits() >>> 16), owner.toString(), kind);
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
