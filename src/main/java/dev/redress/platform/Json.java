package dev.redress.platform;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.deser.InstantDeserializer;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// JSON as Redress takes it: UTF-8, no duplicate keys, nothing after the value, at most {@value #DEPTH} levels deep.
public final class Json {

    /// Levels of nesting; real traces stay far below, and every reader of a stored document can rely on it.
    public static final int DEPTH = 100;

    /// The same for whoever reads: what one took another must be able to read again.
    private static final StreamReadConstraints CONSTRAINTS = StreamReadConstraints.builder()
            .maxNestingDepth(DEPTH)
            .maxNumberLength(400)
            .maxNameLength(2_000)
            .maxStringLength(64 * 1024 * 1024)
            .build();

    public static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(CONSTRAINTS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final JsonMapper MAPPER = JsonMapper.builder(FACTORY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(com.fasterxml.jackson.databind.cfg.JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .addModule(new com.fasterxml.jackson.datatype.jsr310.JavaTimeModule())
            .disable(com.fasterxml.jackson.databind.SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build();

    private Json() {}

    /// The tree of a document that was checked when it came in.
    public static JsonNode tree(byte[] json) {
        try {
            return MAPPER.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException("a stored document is not JSON", e);
        }
    }

    /// The tree of a document that somebody sent.
    ///
    /// @throws Refusal 400 when it is not JSON
    public static JsonNode sent(byte[] json) {
        try {
            return MAPPER.readTree(json);
        } catch (NumberFormatException e) { // an exponent beyond what a decimal holds
            throw CommonProblem.malformed("The JSON has a number that is too great or too small to be kept.");
        } catch (StreamConstraintsException e) {
            throw CommonProblem.malformed("The JSON is nested too deeply, or has a number or a name that is too long.");
        } catch (JsonParseException e) {
            throw CommonProblem.malformed(
                    isTwice(e)
                            ? "The JSON has a member twice in one object."
                            : "The body is not JSON: it breaks off or goes wrong.");
        } catch (IOException e) {
            throw CommonProblem.malformed("The body is not JSON in UTF-8.");
        }
    }

    /// Whether what is wrong is a member that an object has twice.
    public static boolean isTwice(JsonParseException e) {
        return e.getOriginalMessage().startsWith("Duplicate field");
    }

    /// The most that the tree of this JSON takes in memory, told without making it: its texts, and 100 bytes
    /// for each brace, bracket, comma and colon, those in texts as well.
    public static long weight(byte[] json) {
        long marks = 0;
        for (byte one : json) {
            if (one == ',' || one == ':' || one == '{' || one == '[') {
                marks++;
            }
        }
        return json.length + 100 * marks;
    }

    /// Members that the type does not have are left out: stored documents outlive the types that read them.
    public static <T> T read(JsonNode tree, Class<T> type) {
        try {
            return MAPPER.treeToValue(tree, type);
        } catch (IOException e) {
            throw new UncheckedIOException("a stored document does not fit " + type.getSimpleName(), e);
        }
    }

    public static byte[] write(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot be written as JSON: " + value.getClass().getSimpleName(), e);
        }
    }

    /// Indented, for people to read.
    public static String pretty(JsonNode tree) {
        return tree.toPrettyString();
    }

    /// Equal as JSON: order of members and form of numbers (`1`, `1.0`, `1e0`) do not count.
    public static boolean same(JsonNode a, JsonNode b) {
        if (a.isNumber() && b.isNumber()) {
            return a.decimalValue().compareTo(b.decimalValue()) == 0;
        }
        if (a.getNodeType() != b.getNodeType() || a.size() != b.size()) {
            return false;
        }
        if (a.isObject()) {
            for (Map.Entry<String, JsonNode> member : a.properties()) {
                JsonNode other = b.get(member.getKey());
                if (other == null || !same(member.getValue(), other)) {
                    return false;
                }
            }
            return true;
        }
        if (a.isArray()) {
            for (int i = 0; i < a.size(); i++) {
                if (!same(a.get(i), b.get(i))) {
                    return false;
                }
            }
            return true;
        }
        return a.equals(b);
    }

    /// The same strictness for the bodies that the framework reads.
    @Singleton
    static final class Strict implements ObjectMapperCustomizer {
        @Override
        public void customize(ObjectMapper mapper) {
            mapper.enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
            mapper.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
            mapper.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
            for (LogicalType type : List.of(LogicalType.Textual, LogicalType.Boolean, LogicalType.Integer)) {
                for (CoercionInputShape shape : CoercionInputShape.values()) {
                    mapper.coercionConfigFor(type).setCoercion(shape, CoercionAction.Fail);
                }
            }
            mapper.coercionConfigFor(LogicalType.Enum).setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail);
            mapper.enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS);
            mapper.disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT);
            mapper.getFactory().setStreamReadConstraints(CONSTRAINTS);
            mapper.getFactory().configure(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS.mappedFeature(), false);
        }
    }

    /// Times that are sent have years of four digits: others neither the database nor a reader of dates takes.
    @Singleton
    static final class Times implements ObjectMapperCustomizer {

        private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
        private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z"); // in every zone

        @Override
        public int priority() {
            return MINIMUM_PRIORITY; // the last that is registered is asked first
        }

        @Override
        public void customize(ObjectMapper mapper) {
            mapper.registerModule(new SimpleModule("times")
                    .addDeserializer(Instant.class, new StdDeserializer<>(Instant.class) {
                        @Override
                        public Instant deserialize(JsonParser parser, DeserializationContext context)
                                throws IOException {
                            Instant time = InstantDeserializer.INSTANT.deserialize(parser, context);
                            if (time != null && (time.isBefore(FIRST) || time.isAfter(LAST))) {
                                throw context.weirdStringException(time.toString(), Instant.class, "no such year");
                            }
                            return time;
                        }
                    }));
        }
    }
}
