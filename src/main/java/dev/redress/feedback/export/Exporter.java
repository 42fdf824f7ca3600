package dev.redress.feedback.export;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redress.feedback.Label;
import dev.redress.platform.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/// Writes a dataset, holding no more of it than a piece. Closes nothing that it did not open.
interface Exporter {

    void write(Source source, String split, OutputStream out) throws IOException;

    /// What one label is in a format of lines; empty where the label says nothing that the format can hold.
    interface Line {
        Optional<? extends JsonNode> of(Label label, Example example, Source.Facts facts);
    }

    /// A JSON value a line.
    static Exporter lines(Line line) {
        return (source, split, out) -> source.each(split, example -> {
            Optional<? extends JsonNode> json = line.of(example.label(), example, source.facts());
            if (json.isPresent()) {
                out.write(Json.write(json.get()));
                out.write('\n');
            }
        });
    }
}
