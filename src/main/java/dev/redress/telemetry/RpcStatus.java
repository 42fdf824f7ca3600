package dev.redress.telemetry;

import com.google.protobuf.CodedOutputStream;
import dev.redress.platform.Json;
import dev.redress.platform.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/// A refusal as `google.rpc.Status`, which OTLP asks for: code and message.
final class RpcStatus {

    private static final int INVALID_ARGUMENT = 3;
    private static final int RESOURCE_EXHAUSTED = 8;
    private static final int UNAVAILABLE = 14;

    private RpcStatus() {}

    static byte[] of(Refusal refusal, boolean json) {
        int code = switch (refusal.type().status()) {
            case 413, 429 -> RESOURCE_EXHAUSTED;
            case 503 -> UNAVAILABLE;
            default -> INVALID_ARGUMENT;
        };
        if (json) {
            return Json.write(Map.of("code", code, "message", refusal.getMessage()));
        }
        try {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            CodedOutputStream out = CodedOutputStream.newInstance(bytes);
            out.writeInt32(1, code);
            out.writeString(2, refusal.getMessage());
            out.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // memory does not fail to write
        }
    }
}
