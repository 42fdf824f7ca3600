package dev.redress.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Jazzer, guided by coverage, against every parser that reads what strangers send. It runs in a process of its own, so
/// that its instrumentation touches no other test, and is bounded in inputs, time, memory, and time for one input.
///
/// To search longer: `./mvnw test -Dtest=ParsersFuzzTest -Dredress.fuzz.seconds=600`.
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ParsersFuzzTest {

    private static final int SECONDS = Integer.getInteger("redress.fuzz.seconds", 20);
    private static final long MOST = SECONDS * 5_000L;

    private record Result(int exit, String said) {}

    @TempDir
    Path home;

    @BeforeEach
    void onlyWhereItHasADriver() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        assumeTrue(system.contains("linux") || system.contains("mac"), "Jazzer has no driver for " + system);
    }

    @Test
    void giveAValueOrARefusal() throws Exception {
        Result result = fuzz(Parsers.class, Parsers.seeds(), SECONDS, MOST);
        assertThat(result.exit).as(result.said).isZero();
        assertThat(result.said).contains("Done ");
    }

    /// A harness that finds nothing may be one that looks at nothing.
    @Test
    void aPlantedDefectIsFound() throws Exception {
        Result result = fuzz(Planted.class, Planted.seeds(), 60, 1_000_000);
        assertThat(result.exit).as(result.said).isNotZero();
        assertThat(result.said).contains("IllegalStateException: planted");
    }

    private Result fuzz(Class<?> target, List<byte[]> seeds, int seconds, long runs)
            throws IOException, InterruptedException {
        Path corpus = Files.createDirectory(home.resolve("corpus"));
        for (int i = 0; i < seeds.size(); i++) {
            Files.write(corpus.resolve("seed-" + i), seeds.get(i));
        }
        Path said = home.resolve("said.txt");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+EnableDynamicAgentLoading",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + target.getName(),
                "--instrumentation_includes=dev.redress.**:com.fasterxml.jackson.core.json.**",
                "--custom_hook_includes=dev.redress.**",
                "-seed=8812",
                "-runs=" + runs,
                "-max_total_time=" + seconds,
                "-timeout=20",
                "-rss_limit_mb=0", // the heap is bounded above; this limit would count what our own process had at the
                // start
                "-max_len=8192",
                "-artifact_prefix=" + home + File.separator,
                corpus.toString()));
        Process process = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            if (!process.waitFor(seconds + 200L, TimeUnit.SECONDS)) { // it starts slowly on a busy machine
                throw new AssertionError("the fuzzer did not end: " + tail(Files.readString(said)));
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        return new Result(process.exitValue(), tail(Files.readString(said, StandardCharsets.ISO_8859_1)));
    }

    private static String tail(String said) {
        return said.length() > 6_000 ? said.substring(said.length() - 6_000) : said;
    }
}
