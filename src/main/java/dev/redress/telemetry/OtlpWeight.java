package dev.redress.telemetry;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import dev.redress.platform.Json;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;

/// What {@link OtlpJson} makes of protobuf in memory, told without making it: two bytes can be a span.
final class OtlpWeight {

    /// The message and its nodes, without texts; as measured, within an eighth.
    private static final int SPAN = 1_600;

    private static final int OTHER = 400;
    private static final int BYTE_OF_UNKNOWN_FIELD = 50;
    private static final int DEPTH = 100; // as protobuf has it

    private OtlpWeight() {}

    static long of(byte[] body) throws InvalidProtocolBufferException {
        try {
            long messages = of(CodedInputStream.newInstance(body), ExportTraceServiceRequest.getDescriptor(), 0);
            return messages + Json.weight(body); // attributes may hold JSON, which is read
        } catch (InvalidProtocolBufferException e) {
            throw e;
        } catch (IOException e) {
            throw new InvalidProtocolBufferException(e);
        }
    }

    private static long of(CodedInputStream in, Descriptor type, int depth) throws IOException {
        if (depth > DEPTH) {
            throw new InvalidProtocolBufferException("messages are nested too deeply");
        }
        long weight = type == Span.getDescriptor() ? SPAN : OTHER;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            FieldDescriptor field = type.findFieldByNumber(WireFormat.getTagFieldNumber(tag));
            boolean delimited = WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
            if (field != null && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE && delimited) {
                int limit = in.pushLimit(in.readRawVarint32());
                weight += of(in, field.getMessageType(), depth + 1);
                in.popLimit(limit);
            } else {
                int from = in.getTotalBytesRead();
                in.skipField(tag);
                if (field == null || field.getLiteType().getWireType() != WireFormat.getTagWireType(tag)) {
                    weight += (long) BYTE_OF_UNKNOWN_FIELD * (1 + in.getTotalBytesRead() - from);
                }
            }
        }
        return weight;
    }
}
