package dev.redress.appeal.evidence;

import dev.redress.platform.Refusal;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Asks a ClamAV daemon about a file, by its `INSTREAM` command (clamd(8)): chunks with their length in front, an
/// empty one at the end, one line back. Without `redress.clamd` nobody is asked, and the file is recorded as not
/// scanned.
@Singleton
class VirusScanner {

    private static final int CHUNK = 64 << 10;
    private static final int CONNECT_MILLIS = 3_000;
    private static final int ANSWER_MILLIS = 60_000;

    private final Optional<String> address;
    private final int answerMillis;

    @Inject
    VirusScanner(@ConfigProperty(name = "redress.clamd") Optional<String> address) {
        this(address, ANSWER_MILLIS);
    }

    VirusScanner(Optional<String> address, int answerMillis) {
        this.address = address;
        this.answerMillis = answerMillis;
    }

    /// Whether a scanner was asked and found nothing; false when none is set up.
    ///
    /// @throws Refusal 422 for a find, 503 when the scanner does not answer: what was not checked is not kept
    boolean passes(Path content) {
        if (address.isEmpty()) {
            return false;
        }
        String answer;
        try {
            answer = ask(content);
        } catch (IOException e) {
            throw new Refusal(EvidenceProblem.SCANNER_AWAY, "The file was not kept. Send it again in a few minutes.")
                    .header("Retry-After", "60");
        }
        if (answer.endsWith("OK")) {
            return true;
        }
        if (answer.endsWith("FOUND")) {
            throw new Refusal(EvidenceProblem.FILE_UNSAFE, "A virus scanner found something in the file.");
        }
        throw new Refusal(EvidenceProblem.SCANNER_AWAY, "The file was not kept. Send it again in a few minutes.")
                .header("Retry-After", "60");
    }

    private String ask(Path content) throws IOException {
        int colon = address.get().lastIndexOf(':');
        var daemon = new InetSocketAddress(
                address.get().substring(0, colon),
                Integer.parseInt(address.get().substring(colon + 1)));
        try (Socket socket = new Socket();
                InputStream file = Files.newInputStream(content)) {
            socket.connect(daemon, CONNECT_MILLIS);
            // Not by a timeout, which ends a read only: a daemon that takes nothing would hold the write for ever.
            CompletableFuture<Void> end = CompletableFuture.runAsync(
                    () -> close(socket), CompletableFuture.delayedExecutor(answerMillis, TimeUnit.MILLISECONDS));
            try {
                return ask(socket, file);
            } finally {
                end.cancel(false);
            }
        }
    }

    private static String ask(Socket socket, InputStream file) throws IOException {
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        out.write("zINSTREAM\0".getBytes(StandardCharsets.US_ASCII));
        byte[] chunk = new byte[CHUNK];
        for (int read = file.read(chunk); read > 0; read = file.read(chunk)) {
            out.writeInt(read);
            out.write(chunk, 0, read);
        }
        out.writeInt(0);
        out.flush();
        byte[] answer = socket.getInputStream().readNBytes(1_024);
        return new String(answer, StandardCharsets.UTF_8).replace("\0", "").strip();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // nobody waits for it
        }
    }
}
