package dev.redress.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.LongStream;

/// Gives the load a processor of its own for a while, and what is measured the others: an open loop sends at its rate
/// whatever that costs, and would take from the service what the service is measured by.
final class Processors implements AutoCloseable {

    private static final int ALL = Runtime.getRuntime().availableProcessors();

    private final long[] measured;

    private Processors(long... measured) {
        this.measured = measured;
    }

    /// @param measured the service and the server; the server's processes of later connections come after it
    static Processors apart(long... measured) throws IOException {
        if (ALL < 2) {
            throw new IOException("an open loop needs a processor beside that of the service");
        }
        Processors apart = new Processors(measured);
        apart.set("0-" + (ALL - 2), "" + (ALL - 1));
        return apart;
    }

    @Override
    public void close() throws IOException {
        set("0-" + (ALL - 1), "0-" + (ALL - 1));
    }

    private void set(String theirs, String ours) throws IOException {
        for (long pid : withChildren().toArray()) {
            taskset(theirs, pid);
        }
        taskset(ours, ProcessHandle.current().pid());
    }

    private LongStream withChildren() {
        return LongStream.of(measured)
                .flatMap(pid -> LongStream.concat(
                        LongStream.of(pid),
                        ProcessHandle.of(pid).stream()
                                .flatMap(ProcessHandle::children)
                                .mapToLong(ProcessHandle::pid)));
    }

    private static void taskset(String processors, long pid) throws IOException {
        Process process = new ProcessBuilder("taskset", "-a", "-c", "-p", processors, "" + pid)
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0 && ProcessHandle.of(pid).isPresent()) {
                throw new IOException(said);
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
