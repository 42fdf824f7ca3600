package dev.redress;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.config.ConfigProvider;

/// HTTP/1.1 by hand, for requests that no well-behaved client sends: every byte goes out as it is written here.
public final class Wire {

    /// Header names in small letters.
    public record Answer(int status, Map<String, List<String>> headers, byte[] body) {

        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        public String header(String name) {
            List<String> values = headers.get(name.toLowerCase(Locale.ROOT));
            return values == null ? null : String.join(", ", values);
        }
    }

    private Wire() {}

    /// @param headers lines such as `Accept: text/html`; length, host and connection are added
    public static Answer send(String method, String target, byte[] body, String... headers) {
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
        head.append("Host: localhost:").append(port()).append("\r\nConnection: close\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        if (body != null) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        head.append("\r\n");
        try (Socket socket = new Socket("localhost", port())) {
            socket.setSoTimeout(30_000);
            byte[] start = head.toString().getBytes(StandardCharsets.ISO_8859_1);
            ByteArrayOutputStream all = new ByteArrayOutputStream(start.length + 64);
            all.write(start);
            all.write(body == null ? new byte[0] : body);
            socket.getOutputStream().write(all.toByteArray());
            socket.getOutputStream().flush();
            return answer(socket.getInputStream().readAllBytes(), method.equals("HEAD"));
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + target, e);
        }
    }

    /// The answer to a request whose body was announced and not sent; the connection stays open for it.
    public static Answer answerTo(Socket socket) {
        try {
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                int next = socket.getInputStream().read();
                if (next < 0) {
                    throw new IOException("the connection ended in the middle of an answer");
                }
                head.write(next);
            }
            Answer answer = answer(head.toByteArray(), false);
            byte[] body = socket.getInputStream().readNBytes(Integer.parseInt(answer.header("Content-Length")));
            return new Answer(answer.status(), answer.headers(), body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Answer answer(byte[] all, boolean bare) throws IOException {
        String text = new String(all, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            throw new IOException("no answer but: " + text);
        }
        String[] lines = text.substring(0, end).split("\r\n");
        Map<String, List<String>> headers = new TreeMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            headers.computeIfAbsent(lines[i].substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(lines[i].substring(colon + 1).trim());
        }
        byte[] body = java.util.Arrays.copyOfRange(all, end + 4, all.length);
        boolean chunked = headers.containsKey("transfer-encoding") && !bare;
        return new Answer(Integer.parseInt(lines[0].split(" ")[1]), headers, chunked ? joined(body) : body);
    }

    private static byte[] joined(byte[] chunks) throws IOException {
        ByteArrayInputStream in = new ByteArrayInputStream(chunks);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int size = size(in); size > 0; size = size(in)) {
            out.write(in.readNBytes(size));
            in.skipNBytes(2);
        }
        return out.toByteArray();
    }

    private static int size(ByteArrayInputStream in) {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            line.append((char) c);
        }
        return Integer.parseInt(line.toString().trim(), 16);
    }

    public static int port() {
        return ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
    }
}
