package dev.redress.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What was acknowledged is there after the power is cut: what PostgreSQL wrote without an `fsync` is gone then
/// ({@link Disk}). The same cut without `fsync` must be seen to lose something.
class PowerCutIT {

    /// A fifth of what `CrashIT` does, since each cut copies the whole data directory.
    private static final int CYCLES = Math.max(2, Integer.getInteger("redress.crash.cycles", 3) / 5);

    @TempDir
    Path home;

    private Torture torture;
    private Disk disk;

    @BeforeEach
    void start() throws Exception {
        Disk.requireCompiler();
        torture = new Torture(home, CYCLES);
        disk = new Disk(home, torture.postgres);
    }

    @AfterEach
    void stop() throws Exception {
        if (torture != null) {
            torture.close();
        }
    }

    @Test
    void losesAndDoublesNothing() throws Exception {
        disk.start();
        Tally tally = new Tally("power cut");
        for (int cycle = 0; cycle < CYCLES; cycle++) {
            torture.round("power-" + cycle, tally, () -> disk.cutPower());
        }
        torture.conclude(tally);
    }

    @Test
    void seesTheLossWithoutFsync() throws Exception {
        disk.start("fsync=off");
        torture.expectLoss("no-fsync", "power cut with fsync=off", () -> {
            disk.cutPower();
            torture.crowd.stop();
        });
        assertThat(torture.postgres.isAlive()).isTrue();
    }
}
