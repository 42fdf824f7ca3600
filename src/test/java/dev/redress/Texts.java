package dev.redress;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// The text files below a directory by their relative path, and the same with one of them altered: what rules are
/// checked on. JSON is read as the YAML it is; a key given twice fails.
record Texts(Map<String, String> byPath) {

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    static Texts below(String directory) {
        var root = Path.of(directory);
        var texts = new TreeMap<String, String>();
        try (Stream<Path> files = Files.walk(root)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                texts.put(root.relativize(file).toString(), Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Texts(texts);
    }

    Texts with(String path, String old, String replacement) {
        assertThat(text(path)).as(path).contains(old);
        var altered = new TreeMap<>(byPath);
        altered.put(path, text(path).replace(old, replacement));
        return new Texts(altered);
    }

    String text(String path) {
        return byPath.getOrDefault(path, "");
    }

    JsonNode yaml(String path) {
        return read(text(path));
    }

    static JsonNode read(String yaml) {
        try {
            var tree = YAML.readTree(yaml);
            return tree == null ? MissingNode.getInstance() : tree;
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The words of a list of scalars, or of one field of a list of objects.
    static List<String> words(JsonNode list) {
        return items(list).map(JsonNode::asText).toList();
    }

    static Stream<JsonNode> items(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }
}
