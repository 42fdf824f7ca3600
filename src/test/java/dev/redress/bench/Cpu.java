package dev.redress.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What Linux says in `/proc` about a process and its children.
final class Cpu {

    private static final long MICROS_PER_TICK = 10_000; // USER_HZ is 100 on every Linux that people run

    private Cpu() {}

    /// Time in user and kernel mode of the process, its living children, and those that have ended.
    static long micros(long pid) {
        return Stream.concat(
                                Stream.of(pid),
                                ProcessHandle.of(pid).stream()
                                        .flatMap(ProcessHandle::children)
                                        .map(ProcessHandle::pid))
                        .mapToLong(one -> ticks(one, one == pid))
                        .sum()
                * MICROS_PER_TICK;
    }

    /// Microseconds by kind of thread: names without their numbers.
    static Map<String, Long> threads(long pid) throws IOException {
        Map<String, Long> micros = new TreeMap<>();
        try (Stream<Path> tasks = Files.list(Path.of("/proc/" + pid + "/task"))) {
            for (Path task : tasks.toList()) {
                try {
                    String stat = Files.readString(task.resolve("stat"));
                    String name = stat.substring(stat.indexOf('(') + 1, stat.lastIndexOf(')'))
                            .replaceAll("[-# ]*[0-9]+$", "");
                    micros.merge(name, ticks(stat) * MICROS_PER_TICK, Long::sum);
                } catch (IOException e) {
                    // the thread has ended
                }
            }
        }
        return micros;
    }

    /// What the JVM took so far to compile.
    static long compilerMicros(long pid) throws IOException {
        return threads(pid).entrySet().stream()
                .filter(thread -> thread.getKey().matches("C[12] Compiler.*"))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /// Resident memory in MiB.
    static long residentMib(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                .findFirst()
                .orElse(-1);
    }

    private static long ticks(long pid, boolean withEndedChildren) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            long own = ticks(stat);
            String[] fields = fields(stat);
            return withEndedChildren ? own + Long.parseLong(fields[13]) + Long.parseLong(fields[14]) : own;
        } catch (IOException e) {
            return 0; // ended meanwhile, its time is with the parent
        }
    }

    private static long ticks(String stat) {
        return Long.parseLong(fields(stat)[11]) + Long.parseLong(fields(stat)[12]);
    }

    /// From field 3 on: the name before it may contain spaces.
    private static String[] fields(String stat) {
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    }
}
