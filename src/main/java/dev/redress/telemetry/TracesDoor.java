package dev.redress.telemetry;

import dev.redress.access.Door;
import dev.redress.platform.Refusal;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.MediaType;

/// Spans by OTLP, whose exporters read no problem but a status in their own form.
@Singleton
class TracesDoor implements Door {

    @Override
    public boolean isAt(String path) {
        return path.equals("/v1/traces");
    }

    @Override
    public void refuse(RoutingContext request, Refusal refusal, String publicUrl) {
        String sent = request.request().getHeader("Content-Type");
        boolean json = sent != null && sent.startsWith(MediaType.APPLICATION_JSON);
        refusal.headers().forEach(request.response()::putHeader);
        request.response()
                .setStatusCode(refusal.type().status())
                .putHeader("Content-Type", json ? MediaType.APPLICATION_JSON : TracesResource.PROTOBUF)
                .end(Buffer.buffer(RpcStatus.of(refusal, json)));
    }
}
