package dev.redress.remedy.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redress.Chain;
import dev.redress.Receiver;
import dev.redress.platform.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The published library of Standard Webhooks as a receiver would use it, in a process of its own.
final class Library {

    private static final Path HOME = Path.of("src/test/node-webhooks");

    private Library() {}

    /// For each delivery `{"accepted": payload}` or `{"refused": why}`.
    static List<JsonNode> receive(String secret, List<Receiver.Got> deliveries) throws IOException {
        if (!Files.isDirectory(HOME.resolve("node_modules"))) {
            throw new AssertionError("run npm ci in " + HOME + ", or ./redress test, which does");
        }
        Process node = new ProcessBuilder("node", "receive.mjs")
                .directory(HOME.toFile())
                .redirectErrorStream(true)
                .start();
        try (var in = node.getOutputStream()) {
            in.write(Json.write(Map.of(
                    "secret",
                    secret,
                    "deliveries",
                    deliveries.stream()
                            .map(got -> Map.of("headers", got.headers(), "body", got.body()))
                            .toList())));
        }
        String said = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return said.lines().<JsonNode>map(Chain::tree).toList();
    }
}
