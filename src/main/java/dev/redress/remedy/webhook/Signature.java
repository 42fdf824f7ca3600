package dev.redress.remedy.webhook;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The header `webhook-signature` of [Standard Webhooks](https://www.standardwebhooks.com): for each key
/// `v1,` and HMAC-SHA-256 over `id.timestamp.body` in base64, with a space between them.
final class Signature {

    /// What a secret looks like to people: this and base64 of 24 to 64 bytes.
    static final String SECRET = "whsec_";

    private static final String HMAC = "HmacSHA256";

    private Signature() {}

    /// @param timestamp seconds since 1970
    static String of(List<byte[]> keys, String id, long timestamp, byte[] body) {
        ByteArrayOutputStream signed = new ByteArrayOutputStream();
        signed.writeBytes((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
        signed.writeBytes(body);
        return keys.stream()
                .map(key -> "v1," + Base64.getEncoder().encodeToString(mac(key, signed.toByteArray())))
                .collect(Collectors.joining(" "));
    }

    static String shown(byte[] secret) {
        return SECRET + Base64.getEncoder().encodeToString(secret);
    }

    private static byte[] mac(byte[] key, byte[] signed) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(signed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + HMAC, e);
        }
    }
}
