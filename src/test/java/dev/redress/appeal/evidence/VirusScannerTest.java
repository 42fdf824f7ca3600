package dev.redress.appeal.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redress.platform.Refusal;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real ClamAV daemon, which knows one signature: ours.
class VirusScannerTest {

    private static final byte[] HARMFUL = "this stands for a virus".getBytes(StandardCharsets.UTF_8);

    @TempDir
    static Path folder;

    private static Process daemon;
    private static int port;

    @BeforeAll
    static void start() throws IOException, NoSuchAlgorithmException, InterruptedException {
        port = free();
        String md5 = HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(HARMFUL));
        Files.createDirectory(folder.resolve("db"));
        Files.writeString(folder.resolve("db/own.hdb"), md5 + ":" + HARMFUL.length + ":Redress.Test\n");
        Path config = Files.writeString(
                folder.resolve("clamd.conf"),
                "Foreground yes\nTCPSocket %d\nTCPAddr 127.0.0.1\nDatabaseDirectory %s\nStreamMaxLength 20M\n"
                        .formatted(port, folder.resolve("db")));
        daemon = new ProcessBuilder(program(), "-c", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        for (int i = 0; i < 300 && !answers(); i++) {
            Thread.sleep(100);
        }
    }

    @AfterAll
    static void stop() {
        daemon.destroy();
    }

    @Test
    void letsACleanFilePass() throws IOException {
        assertThat(scanner(port).passes(file(new byte[10 << 20]))).isTrue();
    }

    @Test
    void refusesWhatTheDaemonKnows() throws IOException {
        Path harmful = file(HARMFUL);
        assertThatThrownBy(() -> scanner(port).passes(harmful))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.type()).isEqualTo(EvidenceProblem.FILE_UNSAFE));
    }

    @Test
    void takesNothingUncheckedWhileTheDaemonIsAway() throws IOException {
        Path any = file(HARMFUL);
        int nobody = free();
        assertThatThrownBy(() -> scanner(nobody).passes(any))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.type()).isEqualTo(EvidenceProblem.SCANNER_AWAY));
    }

    @Test
    void waitsForNoDaemonThatTakesNothing() throws IOException {
        try (ServerSocket deaf = new ServerSocket(0, 1)) { // takes the connection and reads nothing
            VirusScanner scanner = new VirusScanner(Optional.of("127.0.0.1:" + deaf.getLocalPort()), 200);
            Path large = file(new byte[10 << 20]);
            assertThatThrownBy(() -> scanner.passes(large))
                    .isInstanceOfSatisfying(
                            Refusal.class,
                            refusal -> assertThat(refusal.type()).isEqualTo(EvidenceProblem.SCANNER_AWAY));
        }
    }

    @Test
    void saysThatNobodyWasAskedWhereNoneIsSetUp() throws IOException {
        assertThat(new VirusScanner(Optional.empty()).passes(file(HARMFUL))).isFalse();
    }

    private static VirusScanner scanner(int port) {
        return new VirusScanner(Optional.of("127.0.0.1:" + port));
    }

    private static Path file(byte[] content) throws IOException {
        return Files.write(Files.createTempFile(folder, "upload", null), content);
    }

    private static String program() {
        return Stream.of("/usr/sbin/clamd", "/usr/local/sbin/clamd", "/opt/homebrew/sbin/clamd")
                .filter(path -> Files.isExecutable(Path.of(path)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no clamd; ./redress test installs it"));
    }

    private static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 200);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
