package dev.redress.telemetry;

import dev.redress.access.Door;
import dev.redress.platform.Refusal;
import jakarta.inject.Singleton;

/// Spans by OTLP, whose exporters read no problem but a status in their own form.
@Singleton
class TracesDoor implements Door {

    private static final String JSON = "application/json";

    @Override
    public boolean isAt(String path) {
        return path.equals("/v1/traces");
    }

    @Override
    public long longest(String path) {
        return Body.LARGEST;
    }

    @Override
    public Answer refusal(Refusal refusal, String sent, String publicUrl) {
        boolean json = sent != null && sent.startsWith(JSON);
        return new Answer(json ? JSON : TracesResource.PROTOBUF, RpcStatus.of(refusal, json));
    }
}
