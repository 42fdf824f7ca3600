package dev.redress.decision;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Singleton;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The secrets that links are made and checked with. Read at start, so that a service without a good key never runs.
@Startup
@Singleton
class LinkKeys {

    private static final String ALGORITHM = "HmacSHA256";
    private static final String KNOWN_TO_ALL = "development-only";

    private final Map<Integer, SecretKeySpec> keys = new HashMap<>();
    private final int current;

    LinkKeys(LinkConfig config) {
        current = config.current();
        config.keys().forEach((id, text) -> keys.put(id, key(id, text)));
        if (!keys.containsKey(current)) {
            throw new ConfigurationException("There is no link key " + current + ". Set REDRESS_LINK_KEYS_" + current
                    + " to 32 random bytes in base64 (openssl rand -base64 32).");
        }
    }

    int current() {
        return current;
    }

    /// Null when there is no such key.
    byte[] mac(int keyId, byte[] message, int length) {
        SecretKeySpec key = keys.get(keyId);
        if (key == null) {
            return null;
        }
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(message, 0, length);
            return mac.doFinal();
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    private static SecretKeySpec key(int id, String text) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text.trim());
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("link key " + id + " is not base64", e);
        }
        if (id < 1 || id > 255 || bytes.length < 32) {
            throw new ConfigurationException(
                    "link key " + id + ": the id is 1 to 255 and the key has 32 bytes or more");
        }
        if (LaunchMode.current() == LaunchMode.NORMAL
                && new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).startsWith(KNOWN_TO_ALL)) {
            throw new ConfigurationException("link key " + id + " is the development key, which everybody knows");
        }
        return new SecretKeySpec(bytes, ALGORITHM);
    }
}
