package dev.redress.feedback.export;

import dev.redress.platform.Ids;
import dev.redress.platform.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// A folder as the Hugging Face hub takes it, zipped: `data/<split>.parquet`, a card in `README.md`, and Croissant
/// metadata, which comes last because it holds the digests of the files.
final class HuggingFace implements Exporter {

    private final Parquet parquet = new Parquet();

    @Override
    public void write(Source source, String split, OutputStream out) throws IOException {
        Source.Facts facts = source.facts();
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        zip.setLevel(Deflater.BEST_SPEED); // the data is compressed already
        Map<String, String> digests = new LinkedHashMap<>();
        for (Map.Entry<String, Long> one : facts.splits().entrySet()) {
            if ((split == null || split.equals(one.getKey())) && one.getValue() > 0) {
                zip.putNextEntry(new ZipEntry(file(one.getKey())));
                MessageDigest sha256 = Ids.sha256();
                parquet.write(source, one.getKey(), new DigestOutputStream(zip, sha256));
                zip.closeEntry();
                digests.put(one.getKey(), HexFormat.of().formatHex(sha256.digest()));
            }
        }
        add(zip, "README.md", card(facts, digests).getBytes(StandardCharsets.UTF_8));
        add(zip, "croissant.json", Json.write(Croissant.of(facts, digests)));
        zip.finish();
    }

    static String file(String split) {
        return "data/" + split + ".parquet";
    }

    /// JSON texts are YAML texts too, so quoting is JSON's.
    private static String card(Source.Facts facts, Map<String, String> digests) {
        StringBuilder yaml = new StringBuilder("---\n");
        yaml.append("pretty_name: ").append(quoted(facts.title())).append('\n');
        yaml.append("license: other\nlicense_name: ")
                .append(quoted(facts.license()))
                .append('\n');
        yaml.append("tags: [human-feedback, appeals, evaluation]\n");
        yaml.append("task_categories: [text-classification]\nannotations_creators: [expert-generated]\n");
        long all = facts.splits().values().stream().mapToLong(Long::longValue).sum();
        yaml.append("size_categories: [").append(size(all)).append("]\n");
        yaml.append("configs:\n- config_name: default\n  data_files:\n");
        for (String split : digests.keySet()) {
            yaml.append("  - split: ").append(split).append("\n    path: ").append(file(split));
            yaml.append('\n');
        }
        yaml.append("dataset_info:\n  features:\n");
        for (RecordComponent column : Row.class.getRecordComponents()) {
            yaml.append("  - name: ").append(column.getName()).append("\n    dtype: ");
            yaml.append(type(column.getType())).append('\n');
        }
        yaml.append("  splits:\n");
        for (String split : digests.keySet()) {
            yaml.append("  - name: ").append(split).append("\n    num_examples: ");
            yaml.append(facts.splits().get(split)).append('\n');
        }
        return yaml.append("---\n\n# ")
                .append(facts.title())
                .append("\n\n")
                .append(facts.card())
                .append("\n\nDigest of the canonical JSONL: `")
                .append(facts.digest())
                .append("`\n")
                .toString();
    }

    private static String size(long all) {
        return all < 1_000
                ? "n<1K"
                : all < 10_000 ? "1K<n<10K" : all < 100_000 ? "10K<n<100K" : all < 1_000_000 ? "100K<n<1M" : "1M<n<10M";
    }

    private static String type(Class<?> type) {
        return switch (type.getSimpleName()) {
            case "long" -> "int64";
            case "int" -> "int32";
            case "boolean" -> "bool";
            case "Double" -> "float64";
            case "Instant" -> "timestamp[us, tz=UTC]";
            default -> "string";
        };
    }

    private static String quoted(String text) {
        return new String(Json.write(text), StandardCharsets.UTF_8);
    }

    private static void add(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(bytes);
        zip.closeEntry();
    }
}
