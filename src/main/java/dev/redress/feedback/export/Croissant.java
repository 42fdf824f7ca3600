package dev.redress.feedback.export;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.RecordComponent;
import java.util.Map;

/// Croissant 1.0 metadata (`http://mlcommons.org/croissant/1.0`) of the files of a dataset.
final class Croissant {

    private static final Map<String, String> CONTEXT = Map.ofEntries(
            Map.entry("@language", "en"),
            Map.entry("@vocab", "https://schema.org/"),
            Map.entry("sc", "https://schema.org/"),
            Map.entry("cr", "http://mlcommons.org/croissant/"),
            Map.entry("rai", "http://mlcommons.org/croissant/RAI/"),
            Map.entry("dct", "http://purl.org/dc/terms/"),
            Map.entry("conformsTo", "dct:conformsTo"),
            Map.entry("column", "cr:column"),
            Map.entry("extract", "cr:extract"),
            Map.entry("field", "cr:field"),
            Map.entry("fileObject", "cr:fileObject"),
            Map.entry("recordSet", "cr:recordSet"),
            Map.entry("source", "cr:source"));

    private Croissant() {}

    /// @param digests hex SHA-256 of the file of each split
    static ObjectNode of(Source.Facts facts, Map<String, String> digests) {
        ObjectNode dataset = JsonNodeFactory.instance.objectNode();
        ObjectNode context = dataset.putObject("@context");
        CONTEXT.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> context.put(entry.getKey(), entry.getValue()));
        context.putObject("dataType").put("@id", "cr:dataType").put("@type", "@vocab");
        dataset.put("@type", "sc:Dataset");
        dataset.putArray("conformsTo")
                .add("http://mlcommons.org/croissant/1.0")
                .add("http://mlcommons.org/croissant/RAI/1.0");
        dataset.put("name", facts.title());
        dataset.put("description", facts.card());
        dataset.put("license", facts.license());
        dataset.put("url", facts.url());
        dataset.putObject("creator").put("@type", "sc:Organization").put("name", facts.operator());
        dataset.put("datePublished", facts.frozenAt().toString());
        dataset.put("version", facts.version() + ".0.0");
        dataset.put("rai:dataCollection", "Rulings of human reviewers on decisions of AI agents.");
        dataset.put("rai:dataLimitations", facts.card());
        ArrayNode files = dataset.putArray("distribution");
        ArrayNode records = dataset.putArray("recordSet");
        digests.forEach((split, digest) -> {
            files.addObject()
                    .put("@type", "cr:FileObject")
                    .put("@id", HuggingFace.file(split))
                    .put("name", split)
                    .put("contentUrl", HuggingFace.file(split))
                    .put("encodingFormat", "application/vnd.apache.parquet")
                    .put("sha256", digest);
            records.add(recordSet(split));
        });
        return dataset;
    }

    private static ObjectNode recordSet(String split) {
        ObjectNode set = JsonNodeFactory.instance.objectNode();
        set.put("@type", "cr:RecordSet").put("@id", split).put("name", split);
        ArrayNode fields = set.putArray("field");
        for (RecordComponent column : Row.class.getRecordComponents()) {
            ObjectNode field = fields.addObject()
                    .put("@type", "cr:Field")
                    .put("@id", split + "/" + column.getName())
                    .put("name", column.getName())
                    .put("dataType", type(column.getType()));
            ObjectNode source = field.putObject("source");
            source.putObject("fileObject").put("@id", HuggingFace.file(split));
            source.putObject("extract").put("column", column.getName());
        }
        return set;
    }

    private static String type(Class<?> type) {
        return switch (type.getSimpleName()) {
            case "long", "int" -> "sc:Integer";
            case "boolean" -> "sc:Boolean";
            case "Double" -> "sc:Float";
            case "Instant" -> "sc:DateTime";
            default -> "sc:Text";
        };
    }
}
