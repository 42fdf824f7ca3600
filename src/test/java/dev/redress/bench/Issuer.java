package dev.redress.bench;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/// The smallest identity provider that production mode takes: a discovery document, a key, and signed tokens.
public final class Issuer implements AutoCloseable {

    private final HttpServer server;
    private final KeyPair keys;

    public Issuer() throws IOException, GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        keys = generator.generateKeyPair();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        serve("/.well-known/openid-configuration", """
                {"issuer":"%1$s","jwks_uri":"%1$s/keys","authorization_endpoint":"%1$s/authorize",
                 "token_endpoint":"%1$s/token","end_session_endpoint":"%1$s/end","response_types_supported":["code"],
                 "subject_types_supported":["public"],"id_token_signing_alg_values_supported":["RS256"]}""".formatted(url()));
        RSAPublicKey key = (RSAPublicKey) keys.getPublic();
        serve("/keys", """
                {"keys":[{"kty":"RSA","use":"sig","alg":"RS256","kid":"bench","n":"%s","e":"%s"}]}""".formatted(number(key.getModulus()), number(key.getPublicExponent())));
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// A token of this person for an hour.
    public String token(String person, String role) throws GeneralSecurityException {
        return token(person, role, "");
    }

    /// A token with which `agent` acts for this person (RFC 8693 section 4.1).
    public String delegated(String person, String role, String agent) throws GeneralSecurityException {
        return token(person, role, ",\"act\":{\"sub\":\"" + agent + "\"}");
    }

    private String token(String person, String role, String claims) throws GeneralSecurityException {
        long now = Instant.now().getEpochSecond();
        return signed("""
                {"iss":"%1$s","aud":"redress","sub":"%2$s","upn":"%2$s","groups":["%3$s"],"iat":%4$d,"exp":%5$d%6$s}""".formatted(url(), person, role, now, now + 3_600, claims));
    }

    private String signed(String claims) throws GeneralSecurityException {
        return signed(keys.getPrivate(), claims);
    }

    /// A token that says this.
    ///
    /// @param key of an issuer
    /// @param claims as JSON
    public static String signed(PrivateKey key, String claims) throws GeneralSecurityException {
        String signed = text("{\"alg\":\"RS256\",\"typ\":\"JWT\",\"kid\":\"bench\"}") + "." + text(claims);
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(key);
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));
        return signed + "." + base64(signature.sign());
    }

    public PrivateKey key() {
        return keys.getPrivate();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void serve(String path, String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        server.createContext(path, exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    private static String number(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return base64(bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }

    private static String text(String text) {
        return base64(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
