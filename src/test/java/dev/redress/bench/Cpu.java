package dev.redress.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" "); // from field 3 on
            long own = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
            return withEndedChildren ? own + Long.parseLong(fields[13]) + Long.parseLong(fields[14]) : own;
        } catch (IOException e) {
            return 0; // ended meanwhile, its time is with the parent
        }
    }
}
