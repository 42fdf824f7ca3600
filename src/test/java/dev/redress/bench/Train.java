package dev.redress.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Starts the package, lets it work through a first story and some load, and stops it, so that Java writes what it
/// learned into the AOT cache beside it. `./redress package` and `./redress bench` call this.
///
/// Arguments: the `java` command with its flags.
public final class Train {

    private static final int DECISIONS = 2_000;

    private Train() {}

    public static void main(String[] arguments) throws Exception {
        Files.deleteIfExists(Starts.CACHE);
        List<String> command = new ArrayList<>(List.of(arguments));
        command.add("-XX:AOTCacheOutput=" + Starts.CACHE);
        try (Issuer issuer = new Issuer();
                Service service = new Service(Bench.command(command, false), issuer, Path.of("target/train.log"))) {
            for (int i = 0; i < 3; i++) {
                service.story(issuer);
            }
            new Load(
                            service.port(),
                            8,
                            List.of(Load.Request.post(
                                    "/api/v1/decisions",
                                    Service.KEY,
                                    Documents.all().getFirst())),
                            201)
                    .times(DECISIONS);
        }
        if (!Files.exists(Starts.CACHE)) {
            throw new IllegalStateException("Java wrote no AOT cache, see target/train.log");
        }
    }
}
