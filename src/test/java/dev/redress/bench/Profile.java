package dev.redress.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/// Where the service's processor time goes while something is asked of it: by kind of thread from `/proc`, which
/// misses nothing, and by layer from a flight recording's samples of processor time, which see native code too.
final class Profile {

    /// The first of these that begins the name of a frame's class, from the top of the stack, is the layer. What the
    /// JDK does counts for whoever called it, but for what is named here.
    private static final Map<String, List<String>> LAYERS = new LinkedHashMap<>();

    static {
        LAYERS.put("compression", List.of("java.util.zip.", "dev.redress.platform.Bytes"));
        LAYERS.put(
                "digests and MACs", List.of("sun.security.provider.", "com.sun.crypto.", "dev.redress.platform.Ids"));
        LAYERS.put("JDBC driver", List.of("org.postgresql."));
        LAYERS.put("pool and transactions", List.of("io.agroal.", "com.arjuna.", "io.quarkus.narayana."));
        LAYERS.put("Hibernate", List.of("org.hibernate.", "io.quarkus.hibernate.", "io.quarkus.panache."));
        LAYERS.put(
                "JSON and the document's rules",
                List.of(
                        "com.fasterxml.",
                        "dev.redress.decision.Incoming",
                        "dev.redress.decision.Shape",
                        "dev.redress.decision.Document",
                        "dev.redress.decision.DecisionS",
                        "dev.redress.platform.Json"));
        LAYERS.put("writers", List.of("dev.redress.decision.Recorder"));
        LAYERS.put(
                "security",
                List.of(
                        "io.quarkus.security.",
                        "io.quarkus.oidc.",
                        "io.quarkus.vertx.http.runtime.security.",
                        "io.smallrye.jwt.",
                        "org.jose4j.",
                        "dev.redress.access."));
        LAYERS.put("metrics", List.of("io.micrometer.", "io.quarkus.micrometer."));
        LAYERS.put("RESTEasy", List.of("org.jboss.resteasy.", "io.quarkus.resteasy."));
        LAYERS.put("CDI and contexts", List.of("io.quarkus.arc.", "io.smallrye.context.", "io.smallrye.mutiny."));
        LAYERS.put("Vert.x and Netty", List.of("io.vertx.", "io.netty.", "io.quarkus.vertx.", "io.quarkus.netty."));
        LAYERS.put("Redress, the rest", List.of("dev.redress."));
        LAYERS.put("threads", List.of("java.lang.VirtualThread", "java.util.concurrent.ForkJoinPool"));
    }

    interface Work {
        /// How many operations were done.
        long run() throws Exception;
    }

    private final long pid;
    private final Path file;
    private final StringBuilder text = new StringBuilder();

    /// @param file where the recording is kept
    Profile(long pid, Path file) {
        this.pid = pid;
        this.file = file;
    }

    /// What was found, as Markdown.
    String of(String what, Work work) throws Exception {
        jcmd("JFR.start", "name=bench", "settings=" + settings());
        Map<String, Long> before = Cpu.threads(pid);
        long operations = work.run();
        Map<String, Long> after = Cpu.threads(pid);
        jcmd("JFR.dump", "name=bench", "filename=" + file.toAbsolutePath());
        jcmd("JFR.stop", "name=bench");
        text.append("**%s**: %,d operations.%n%n| threads | µs each |%n|---|---|%n".formatted(what, operations));
        after.entrySet().stream()
                .map(e -> Map.entry(
                        e.getKey(), (e.getValue() - before.getOrDefault(e.getKey(), 0L)) / (double) operations))
                .filter(e -> e.getValue() >= 1)
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .forEach(e -> text.append("| %s | %.0f |%n".formatted(e.getKey(), e.getValue())));
        samples();
        return text.toString();
    }

    private void samples() throws IOException {
        Map<String, Integer> layers = new TreeMap<>();
        Map<String, Integer> methods = new TreeMap<>();
        int all = 0;
        int lost = 0;
        try (RecordingFile recording = new RecordingFile(file)) {
            while (recording.hasMoreEvents()) {
                RecordedEvent event = recording.readEvent();
                if (!event.getEventType().getName().equals("jdk.CPUTimeSample")) {
                    continue;
                }
                all++;
                RecordedStackTrace stack = event.getStackTrace();
                if (stack == null || stack.getFrames().isEmpty()) {
                    lost++;
                    continue;
                }
                layers.merge(layer(stack.getFrames()), 1, Integer::sum);
                RecordedFrame top = stack.getFrames().getFirst();
                methods.merge(
                        top.getMethod().getType().getName() + "."
                                + top.getMethod().getName(),
                        1,
                        Integer::sum);
            }
        }
        int seen = Math.max(1, all - lost);
        text.append("%n%,d samples, %,d without a stack.%n%n| layer | %% |%n|---|---|%n".formatted(all, lost));
        most(layers, 20, seen);
        text.append("%n| method | %% |%n|---|---|%n".formatted());
        most(methods, 15, seen);
    }

    private void most(Map<String, Integer> counts, int limit, int all) {
        counts.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(limit)
                .forEach(e -> text.append("| %s | %.1f |%n".formatted(e.getKey(), 100.0 * e.getValue() / all)));
    }

    private static String layer(List<RecordedFrame> frames) {
        for (RecordedFrame frame : frames) {
            String type = frame.getMethod().getType().getName();
            for (Map.Entry<String, List<String>> layer : LAYERS.entrySet()) {
                if (layer.getValue().stream().anyMatch(type::startsWith)) {
                    return layer.getKey();
                }
            }
        }
        return "the JDK by itself";
    }

    private Path settings() throws IOException {
        return Files.writeString(file.resolveSibling("bench.jfc"), """
                <?xml version="1.0" encoding="UTF-8"?>
                <configuration version="2.0">
                  <event name="jdk.CPUTimeSample">
                    <setting name="enabled">true</setting>
                    <setting name="throttle">5ms</setting>
                    <setting name="stackTrace">true</setting>
                  </event>
                </configuration>
                """).toAbsolutePath();
    }

    private void jcmd(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/jcmd", "" + pid));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException("jcmd " + arguments[0] + ": " + said);
        }
    }
}
