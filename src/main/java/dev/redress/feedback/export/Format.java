package dev.redress.feedback.export;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Optional;

/// The formats a dataset can be had in. `docs/formats.md` says what each is for.
public enum Format {
    /// The canonical records, to which the digest of the dataset belongs.
    JSONL(
            "jsonl",
            "jsonl",
            Format.NDJSON,
            (source, split, out) -> source.each(split, example -> {
                out.write(example.json());
                out.write('\n');
            })),
    CSV("csv", "csv", "text/csv", new Csv()),
    PARQUET("parquet", "parquet", "application/vnd.apache.parquet", new Parquet()),
    PROMPTFOO("promptfoo", "promptfoo.jsonl", Format.NDJSON, Exporter.lines(Promptfoo::test)),
    OPENAI_EVALS("openai-evals", "openai-evals.jsonl", Format.NDJSON, Exporter.lines(OpenAi::item)),
    OPENAI_PREFERENCE("openai-preference", "openai-preference.jsonl", Format.NDJSON, Exporter.lines(OpenAi::pair)),
    TRL_PREFERENCE("trl-preference", "trl-preference.jsonl", Format.NDJSON, Exporter.lines(Trl::pair)),
    TRL_KTO("trl-kto", "trl-kto.jsonl", Format.NDJSON, Exporter.lines(Trl::judged)),
    INSPECT("inspect", "inspect.jsonl", Format.NDJSON, Exporter.lines(Inspect::sample)),
    MLFLOW("mlflow", "mlflow.jsonl", Format.NDJSON, Exporter.lines(MlFlow::row)),
    LANGFUSE("langfuse", "langfuse.jsonl", Format.NDJSON, Exporter.lines(Langfuse::item)),
    LANGSMITH("langsmith", "langsmith.jsonl", Format.NDJSON, Exporter.lines(LangSmith::example)),
    RAGAS("ragas", "ragas.jsonl", Format.NDJSON, Exporter.lines(Ragas::sample)),
    HUGGING_FACE("huggingface", "huggingface.zip", "application/zip", new HuggingFace());

    private static final String NDJSON = "application/x-ndjson";

    private final String code;
    private final String extension;
    private final String mediaType;
    private final Exporter exporter;

    Format(String code, String extension, String mediaType, Exporter exporter) {
        this.code = code;
        this.extension = extension;
        this.mediaType = mediaType;
        this.exporter = exporter;
    }

    /// As `format=` names it.
    public String code() {
        return code;
    }

    public String extension() {
        return extension;
    }

    public String mediaType() {
        return mediaType;
    }

    /// @param split null for all
    public void write(Source source, String split, OutputStream out) throws IOException {
        exporter.write(source, split, out);
    }

    public static Optional<Format> named(String code) {
        return Arrays.stream(values())
                .filter(format -> format.code.equals(code))
                .findFirst();
    }
}
