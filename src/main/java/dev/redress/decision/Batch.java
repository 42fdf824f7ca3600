package dev.redress.decision;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.redress.platform.CommonProblem;
import dev.redress.platform.Refusal;
import dev.redress.platform.Utf8;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Finds the items in the body of a batch without building anything; each is then read, and fails, on its own.
public final class Batch {

    private static final int MOST = 1_000;

    /// A parser keeps an object for each level, and all of a name or a number.
    private static final int DEEPEST = 1_000;

    /// Lets through whatever one item may have wrong, so that it fails alone, up to what a parser can hold.
    private static final JsonFactory ENVELOPE = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNumberLength(Incoming.LIMIT)
                    .maxNameLength(Incoming.LIMIT)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    /// The bytes of one item.
    public record Slice(int from, int length) {}

    private Batch() {}

    /// `[…]`
    ///
    /// @throws Refusal 400 when it is not that, or has more than `most`
    public static List<Slice> ofArray(byte[] body, int most) {
        return read(body, parser -> {
            if (parser.currentToken() != JsonToken.START_ARRAY) {
                throw CommonProblem.malformed("The body must be a list.");
            }
            return items(parser, () -> CommonProblem.malformed("The list has more than " + most + " entries."), most);
        });
    }

    /// `{"decisions": […]}`
    static List<Slice> ofJson(byte[] body) {
        return read(body, parser -> {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw CommonProblem.invalid("", "must be an object with the member decisions");
            }
            List<Slice> found = null;
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                if (found != null) {
                    throw CommonProblem.malformed("decisions is there twice. Nothing was recorded.");
                }
                if (!name.equals("decisions")) {
                    throw CommonProblem.invalid("/" + name, "is not a member of a batch");
                }
                if (parser.nextToken() != JsonToken.START_ARRAY) {
                    throw CommonProblem.invalid("/decisions", "must be a list");
                }
                found = items(parser, Batch::tooMany, MOST);
            }
            if (found == null) {
                throw CommonProblem.invalid("/decisions", "is missing");
            }
            return found;
        });
    }

    private interface Form {
        List<Slice> read(JsonParser atFirstToken) throws IOException;
    }

    private static List<Slice> read(byte[] body, Form form) {
        if (Utf8.of(body, 0, body.length) == Utf8.Finding.NOT_UTF8) {
            throw CommonProblem.malformed("The body is not JSON in UTF-8. Nothing was recorded.");
        }
        try (JsonParser parser = ENVELOPE.createParser(body)) {
            if (parser.nextToken() == null) {
                throw CommonProblem.malformed("The body is empty.");
            }
            List<Slice> slices = form.read(parser);
            if (parser.nextToken() != null) {
                throw CommonProblem.malformed("Something follows the end of the JSON value.");
            }
            return slices;
        } catch (StreamConstraintsException e) {
            throw CommonProblem.malformed(
                    "The JSON is nested too deeply, or has a number or a name that is too long. Nothing was recorded.");
        } catch (JacksonException e) {
            throw CommonProblem.malformed("The body is not JSON. Nothing was recorded.");
        } catch (IOException e) {
            throw CommonProblem.malformed("The body is not JSON in UTF-8. Nothing was recorded.");
        }
    }

    /// Of the array whose start is the current token.
    private static List<Slice> items(JsonParser parser, Supplier<Refusal> tooMany, int most) throws IOException {
        List<Slice> slices = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            int from = (int) parser.currentTokenLocation().getByteOffset();
            parser.skipChildren();
            parser.finishToken();
            slices.add(new Slice(from, (int) parser.currentLocation().getByteOffset() - from));
            if (slices.size() > most) {
                throw tooMany.get();
            }
        }
        return slices;
    }

    /// One decision a line; blank lines count for nothing.
    static List<Slice> ofLines(byte[] body) {
        List<Slice> slices = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= body.length; i++) {
            if (i == body.length || body[i] == '\n') {
                int end = i > from && body[i - 1] == '\r' ? i - 1 : i;
                if (!isBlank(body, from, end)) {
                    slices.add(new Slice(from, end - from));
                    if (slices.size() > MOST) {
                        throw tooMany();
                    }
                }
                from = i + 1;
            }
        }
        if (slices.isEmpty()) {
            throw CommonProblem.malformed("The body is empty.");
        }
        return slices;
    }

    private static Refusal tooMany() {
        return CommonProblem.invalid("/decisions", "must have at most " + MOST + " entries; nothing was recorded");
    }

    private static boolean isBlank(byte[] body, int from, int to) {
        for (int i = from; i < to; i++) {
            if (body[i] != ' ' && body[i] != '\t') {
                return false;
            }
        }
        return true;
    }
}
