package dev.redress.feedback.export;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redress.Chain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/// The tools that read what the exporters write, from `src/test/node`. `./redress test` installs them.
final class NodeTools {

    private static final Path FOLDER = Path.of("src/test/node").toAbsolutePath();
    private static final String ABSENT =
            "NOT RUN: the tools of the exporters are not installed; ./redress test does it, or: cd src/test/node && npm ci --omit=optional --ignore-scripts";

    private NodeTools() {}

    /// Runs a script of the folder; each line that begins like JSON is what it says.
    static List<JsonNode> run(String script, String... arguments) throws IOException, InterruptedException {
        requireInstalled();
        List<String> command =
                new java.util.ArrayList<>(List.of("node", FOLDER.resolve(script).toString()));
        command.addAll(List.of(arguments));
        return call(FOLDER, command)
                .lines()
                .filter(line -> line.startsWith("{"))
                .map(Chain::tree)
                .map(JsonNode.class::cast)
                .toList();
    }

    /// Fails with what the compiler says unless the source is well typed.
    static void typeCheck(String source) throws IOException, InterruptedException {
        requireInstalled();
        Path folder = Files.createDirectories(Path.of("target/types").toAbsolutePath());
        Path link = folder.resolve("node_modules");
        if (!Files.exists(link)) {
            Files.createSymbolicLink(link, FOLDER.resolve("node_modules"));
        }
        Path file = Files.createTempFile(folder, "check", ".ts");
        Files.writeString(file, source);
        call(
                folder,
                List.of(
                        "node",
                        FOLDER.resolve("node_modules/typescript/bin/tsc").toString(),
                        "--noEmit",
                        "--strict",
                        "--skipLibCheck",
                        "--target",
                        "es2022",
                        "--module",
                        "esnext",
                        "--moduleResolution",
                        "bundler",
                        file.toString()));
    }

    private static void requireInstalled() {
        boolean installed = Files.isDirectory(FOLDER.resolve("node_modules/promptfoo"));
        if (!installed) {
            System.out.println(ABSENT);
        }
        Assumptions.assumeTrue(installed, ABSENT);
    }

    private static String call(Path folder, List<String> command) throws IOException, InterruptedException {
        Path out = Files.createTempFile("node", ".out");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        builder.environment()
                .putAll(Map.of(
                        "PROMPTFOO_DISABLE_TELEMETRY", "1",
                        "PROMPTFOO_DISABLE_UPDATE", "1",
                        "PROMPTFOO_CONFIG_DIR",
                                Files.createTempDirectory("promptfoo").toString()));
        Process process = builder.start();
        if (!process.waitFor(100, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("too slow: " + command);
        }
        String said = Files.readString(out);
        if (process.exitValue() != 0) {
            throw new AssertionError(said);
        }
        return said;
    }
}
