package dev.redress.bench;

/// What all processes of the bench have in common.
final class Processes {

    private Processes() {}

    /// Asks it to end, and waits until it has.
    static void end(Process process) {
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
