package dev.redress.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.IntFunction;

/// Another product, as a process of its own, to be asked the same things as Redress.
final class Peer implements AutoCloseable {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final double PATIENCE_NANOS = 180e9;

    private final Process process;
    private final int port;
    private final Duration toFirstAnswer;

    /// Starts it and waits for the first good answer.
    ///
    /// @param with  its process, by its port
    /// @param first the path of the first request
    Peer(IntFunction<ProcessBuilder> with, String first, Path log) throws IOException, InterruptedException {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        ProcessBuilder builder = with.apply(port)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        long start = System.nanoTime();
        process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        while (!answers(first)) {
            if (!process.isAlive() || System.nanoTime() - start > PATIENCE_NANOS) {
                close();
                throw new IOException("the peer did not start, see " + log);
            }
            Thread.sleep(20);
        }
        toFirstAnswer = Duration.ofNanos(System.nanoTime() - start);
    }

    int port() {
        return port;
    }

    Duration toFirstAnswer() {
        return toFirstAnswer;
    }

    long residentMib() throws IOException {
        return Cpu.residentMib(process.pid());
    }

    long pid() {
        return process.pid();
    }

    long cpuMicros() {
        return Cpu.micros(process.pid());
    }

    /// @param body null for GET
    HttpResponse<String> call(String path, String body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", "application/json");
        return CLIENT.send(
                (body == null ? request : request.POST(HttpRequest.BodyPublishers.ofString(body))).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private boolean answers(String path) throws InterruptedException {
        try {
            return call(path, null).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        Processes.end(process);
    }
}
