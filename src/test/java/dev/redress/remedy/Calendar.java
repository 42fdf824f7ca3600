package dev.redress.remedy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Base64;

/// A real calendar server (Radicale, CalDAV) with one appointment in it.
final class Calendar implements AutoCloseable {

    private static final String USER = "Basic " + Base64.getEncoder().encodeToString("shop:any".getBytes());

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Process process;
    private final URI calendar;

    Calendar(Path home) throws IOException, InterruptedException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        process = new ProcessBuilder(
                        "radicale",
                        "--storage-filesystem-folder=" + home,
                        "--server-hosts=127.0.0.1:" + port,
                        "--auth-type=none")
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("radicale.log").toFile())
                .start();
        calendar = URI.create("http://127.0.0.1:" + port + "/shop/appointments/");
        for (int i = 0; !made(); i++) {
            if (i == 100) {
                throw new IOException("radicale does not start");
            }
            Thread.sleep(100);
        }
    }

    static boolean isInstalled() {
        for (String folder : System.getenv("PATH").split(":")) {
            if (Path.of(folder, "radicale").toFile().canExecute()) {
                return true;
            }
        }
        return false;
    }

    URI appointment() {
        return calendar.resolve("visit.ics");
    }

    /// @param ifMatch null for whatever is there
    HttpResponse<String> put(String summary, String ifMatch) throws IOException, InterruptedException {
        String event = String.join(
                "\r\n",
                "BEGIN:VCALENDAR",
                "VERSION:2.0",
                "PRODID:-//shop//EN",
                "BEGIN:VEVENT",
                "UID:visit",
                "DTSTAMP:20261125T090000Z",
                "DTSTART:20261201T090000Z",
                "SUMMARY:" + summary,
                "END:VEVENT",
                "END:VCALENDAR",
                "");
        HttpRequest.Builder request = HttpRequest.newBuilder(appointment())
                .header("Authorization", USER)
                .header("Content-Type", "text/calendar")
                .PUT(BodyPublishers.ofString(event));
        if (ifMatch != null) {
            request.header("If-Match", ifMatch);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<String> read() throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(appointment())
                        .header("Authorization", USER)
                        .build(),
                BodyHandlers.ofString());
    }

    String etag() throws IOException, InterruptedException {
        return read().headers().firstValue("ETag").orElseThrow();
    }

    @Override
    public void close() {
        process.destroy();
    }

    private boolean made() throws InterruptedException {
        try {
            HttpRequest request = HttpRequest.newBuilder(calendar)
                    .header("Authorization", USER)
                    .method("MKCALENDAR", BodyPublishers.noBody())
                    .build();
            return client.send(request, BodyHandlers.discarding()).statusCode() == 201;
        } catch (IOException e) {
            return false;
        }
    }
}
