package dev.redress.airline;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redress.platform.Ids;
import dev.redress.platform.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Where the conversations and the policy lie: beside this checkout, or where `REDRESS_AIRLINE` (system property or
/// environment) says.
record AirlineData(Path directory) {

    static final String ABSENT = "NOT RUN: there are no airline conversations in ../shared/data/airline; "
            + "name their directory in REDRESS_AIRLINE to run these tests";

    static Optional<AirlineData> find() {
        return Stream.of(System.getProperty("REDRESS_AIRLINE"), System.getenv("REDRESS_AIRLINE"))
                .filter(named -> named != null && !named.isBlank())
                .findFirst()
                .or(() -> Optional.of("../shared/data/airline"))
                .map(Path::of)
                .filter(path -> Files.isRegularFile(path.resolve("trajectories.jsonl")))
                .filter(path -> Files.isRegularFile(path.resolve("policy.md")))
                .map(AirlineData::new);
    }

    List<Trajectory> trajectories() {
        return text("trajectories.jsonl")
                .lines()
                .filter(line -> !line.isBlank())
                .map(AirlineData::tree)
                .map(Trajectory::of)
                .toList();
    }

    Policy policy() {
        String text = text("policy.md");
        byte[] hash = Ids.sha256().digest(text.getBytes(StandardCharsets.UTF_8));
        return new Policy("sha256:" + HexFormat.of().formatHex(hash), text);
    }

    /// The one policy of all conversations; nobody numbered it, so its digest is its version.
    record Policy(String version, String text) {}

    static JsonNode tree(String json) {
        return Json.tree(json.getBytes(StandardCharsets.UTF_8));
    }

    private String text(String name) {
        try {
            return Files.readString(directory.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
