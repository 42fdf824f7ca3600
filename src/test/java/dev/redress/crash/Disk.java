package dev.redress.crash;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/// Under PostgreSQL's data directory, a disk that loses at a power cut whatever was not synced: `src/test/c/powercut.c`
/// keeps what was.
final class Disk {

    private static final Path SOURCE = Path.of("src/test/c/powercut.c").toAbsolutePath();

    private final Postgres postgres;
    private final Path kept;

    Disk(Path home, Postgres postgres) throws IOException {
        this.postgres = postgres;
        this.kept = home.resolve("disk");
        Path library = home.resolve("powercut.so");
        run("cc", "-O2", "-shared", "-fPIC", "-o", library.toString(), SOURCE.toString(), "-ldl");
        postgres.with("LD_PRELOAD", library.toString())
                .with("DISK_OF_FROM", postgres.data().toString())
                .with("DISK_OF_TO", kept.toString());
    }

    static void requireCompiler() {
        boolean there;
        try {
            run("cc", "--version");
            there = true;
        } catch (IOException e) {
            there = false;
        }
        Assumptions.assumeTrue(there, "a power cut needs a C compiler (cc) on Linux");
    }

    /// Starts PostgreSQL anew on this disk, which holds everything so far.
    void start(String... settings) throws IOException {
        postgres.stop();
        run("cp", "-a", postgres.data().toString(), kept.toString());
        postgres.start(settings);
    }

    /// Ends all processes at one moment, and starts again on what had reached the disk.
    void cutPower() throws IOException {
        postgres.killAll();
        run("rm", "-rf", postgres.data().toString());
        run("cp", "-a", kept.toString(), postgres.data().toString());
        postgres.start();
    }

    private static void run(String... command) throws IOException {
        Process process =
                new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", command) + ": " + said);
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
