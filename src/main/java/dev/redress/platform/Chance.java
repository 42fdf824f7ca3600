package dev.redress.platform;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Draws that come out the same whenever they are made again, and that nobody can foretell without the secret.
public final class Chance {

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec secret;

    public Chance(byte[] secret) {
        this.secret = new SecretKeySpec(secret, ALGORITHM);
    }

    /// A number from 0 up to and without 1, evenly spread over all ids.
    ///
    /// @param purpose what is drawn: draws of one id for several purposes say nothing of one another
    public double of(String purpose, UUID id) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(secret);
            byte[] digest = mac.doFinal((purpose + ' ' + id).getBytes(StandardCharsets.UTF_8));
            long bits = 0;
            for (int i = 0; i < Long.BYTES; i++) {
                bits = bits << 8 | digest[i] & 0xff;
            }
            return (bits >>> 11) * 0x1.0p-53;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }
}
