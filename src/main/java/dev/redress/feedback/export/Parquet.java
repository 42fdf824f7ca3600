package dev.redress.feedback.export;

import com.jerolba.carpet.CarpetWriter;
import com.jerolba.carpet.TimeUnit;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/// One Parquet file of {@link Row}s, Snappy-compressed. Rows wait in memory until a row group is full, so groups are
/// small.
final class Parquet implements Exporter {

    private static final long ROW_GROUP = 4L << 20;
    private static final int PAGE = 64 << 10;

    /// Where a dictionary would only take memory.
    private static final List<String> ALL_DIFFERENT =
            List.of("place", "position", "id", "decisionId", "externalId", "input", "rationale", "createdAt");

    @Override
    public void write(Source source, String split, OutputStream out) throws IOException {
        CarpetWriter.Builder<Row> builder = new CarpetWriter.Builder<>(open(out), Row.class);
        for (String column : ALL_DIFFERENT) {
            builder.withDictionaryEncoding(column, false);
        }
        try (CarpetWriter<Row> writer = builder.withCompressionCodec(CompressionCodecName.SNAPPY)
                .withRowGroupSize(ROW_GROUP)
                .withPageSize(PAGE)
                .withDefaultTimeUnit(TimeUnit.MICROS)
                .withExtraMetaData("redress.dataset", source.facts().title())
                .withExtraMetaData("redress.digest", source.facts().digest())
                .build()) {
            source.each(split, example -> writer.write(Row.of(example)));
        }
    }

    /// The writer closes what it gets; the stream is the caller's.
    private static OutputStream open(OutputStream out) {
        return new FilterOutputStream(out) {
            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                out.write(bytes, from, length);
            }

            @Override
            public void close() throws IOException {
                flush();
            }
        };
    }
}
