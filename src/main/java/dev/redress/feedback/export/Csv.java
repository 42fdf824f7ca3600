package dev.redress.feedback.export;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/// RFC 4180 in UTF-8 with a line of headings. An unknown value is empty. A text that a spreadsheet would run as a
/// formula gets an apostrophe before it: people's words are in here.
final class Csv implements Exporter {

    private static final RecordComponent[] COLUMNS = Row.class.getRecordComponents();

    @Override
    public void write(Source source, String split, OutputStream out) throws IOException {
        CSVPrinter printer = new CSVPrinter(
                new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8)),
                CSVFormat.RFC4180
                        .builder()
                        .setHeader(Arrays.stream(COLUMNS)
                                .map(RecordComponent::getName)
                                .toArray(String[]::new))
                        .get());
        source.each(split, example -> printer.printRecord(values(Row.of(example))));
        printer.flush();
    }

    private static Object[] values(Row row) {
        return Arrays.stream(COLUMNS)
                .map(column -> value(column, row))
                .map(value -> value instanceof String text ? harmless(text) : value)
                .toArray();
    }

    private static Object value(RecordComponent column, Row row) {
        try {
            return column.getAccessor().invoke(row);
        } catch (ReflectiveOperationException e) {
            throw new UncheckedIOException(new IOException(column.getName(), e));
        }
    }

    private static String harmless(String text) {
        return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
