package dev.redress.feedback.push;

import com.google.protobuf.MessageLite;
import dev.redress.feedback.Label;
import dev.redress.feedback.export.Langfuse;
import dev.redress.platform.Bytes;
import dev.redress.platform.Json;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Carries waiting labels to their targets, a few at a time. What is sent twice has the same ids and takes its own
/// place.
@Singleton
class Courier {

    private static final int AT_ONCE = 50;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Delivery DONE = new Delivery.Done();

    private final Pushes pushes;
    private final PushConfig config;
    private final Clock clock;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    Courier(Pushes pushes, PushConfig config, Clock clock) {
        this.pushes = pushes;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(every = "{redress.push.every}", delayed = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void carry() {
        if (config.langfuse().isPresent() || config.otlp().isPresent()) {
            carry(clock);
        }
    }

    /// One after the other, each read just before it is sent: none grows old in the hands of who carries it.
    void carry(Clock clock) {
        for (int i = 0; i < AT_ONCE; i++) {
            Optional<Pushes.Waiting> next = pushes.take(clock.instant());
            if (next.isEmpty()) {
                return;
            }
            Pushes.Waiting waiting = next.get();
            switch (tryTo(waiting)) {
                case Delivery.Done _ -> pushes.delivered(waiting, clock.instant());
                case Delivery.Failed failed -> pushes.failed(waiting, failed, clock.instant());
            }
        }
    }

    /// One label that cannot be sent, for whatever reason, holds up no other. What went wrong is named by its
    /// kind alone: messages of the HTTP client repeat headers, and with them keys.
    private Delivery tryTo(Pushes.Waiting waiting) {
        try {
            return send(waiting);
        } catch (RuntimeException e) {
            String kind = e.getClass().getSimpleName();
            Log.errorf("label %s could not be sent to %s: %s", waiting.label(), waiting.target(), kind);
            return new Delivery.Failed(kind, true, Duration.ZERO);
        }
    }

    private Delivery send(Pushes.Waiting waiting) {
        Label label = Json.read(Json.tree(Bytes.unpack(waiting.packed())), Label.class);
        return switch (waiting.target()) {
            case LANGFUSE -> toLangfuse(label, config.langfuse().orElseThrow());
            case OTLP -> toOtlp(label, config.otlp().orElseThrow());
        };
    }

    private Delivery toLangfuse(Label label, PushConfig.Langfuse to) {
        String basic = Base64.getEncoder()
                .encodeToString((to.publicKey() + ":" + to.secretKey()).getBytes(StandardCharsets.UTF_8));
        Map<String, String> headers = Map.of("Authorization", "Basic " + basic, "Content-Type", "application/json");
        String api = base(to.url()) + "/api/public/";
        return inTurn(List.of(
                () -> post(api + "v2/datasets", headers, Json.write(Map.of("name", to.datasetName()))),
                () -> post(api + "dataset-items", headers, Json.write(Langfuse.item(label, to.datasetName()))),
                () -> label.retracts() == null || label.traceId() == null
                        ? DONE
                        : delete(api + "scores/" + label.retracts(), headers),
                () -> Langfuse.score(label)
                        .map(score -> post(api + "scores", headers, Json.write(score)))
                        .orElse(DONE)));
    }

    private Delivery toOtlp(Label label, PushConfig.Otlp to) {
        Map<String, String> headers = new HashMap<>();
        to.headers().forEach((name, value) -> headers.put(name, value.strip())); // a secret often ends a line
        headers.put("Content-Type", "application/x-protobuf");
        Evaluation evaluation = new Evaluation(label);
        return inTurn(List.of(
                () -> post(base(to.url()) + "/v1/traces", headers, bytes(evaluation.span(!to.wantsLogs()))),
                () -> to.wantsLogs() ? post(base(to.url()) + "/v1/logs", headers, bytes(evaluation.log())) : DONE));
    }

    private static Delivery inTurn(List<Supplier<Delivery>> steps) {
        for (Supplier<Delivery> step : steps) {
            Delivery ended = step.get();
            if (ended instanceof Delivery.Failed) {
                return ended;
            }
        }
        return DONE;
    }

    private Delivery post(String address, Map<String, String> headers, byte[] body) {
        return send(address, headers, request -> request.POST(BodyPublishers.ofByteArray(body)), false);
    }

    /// What is not there any more is as good as deleted.
    private Delivery delete(String address, Map<String, String> headers) {
        return send(address, headers, HttpRequest.Builder::DELETE, true);
    }

    private Delivery send(
            String address,
            Map<String, String> headers,
            java.util.function.UnaryOperator<HttpRequest.Builder> method,
            boolean mayBeMissing) {
        HttpRequest.Builder request =
                method.apply(HttpRequest.newBuilder(URI.create(address)).timeout(PATIENCE));
        headers.forEach(request::header);
        try {
            HttpResponse<Void> answer = client.send(request.build(), BodyHandlers.discarding());
            int status = answer.statusCode();
            if (status / 100 == 2 || (mayBeMissing && status == 404)) {
                return DONE;
            }
            // A wrong key or address is set right by people, and then the same succeeds.
            boolean mayPass = status != 400 && status != 413 && status != 422;
            return new Delivery.Failed("status " + status, mayPass, retryAfter(answer));
        } catch (IOException e) {
            return new Delivery.Failed(e.getClass().getSimpleName(), true, Duration.ZERO);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Delivery.Failed("interrupted", true, Duration.ZERO);
        }
    }

    private static Duration retryAfter(HttpResponse<?> answer) {
        Optional<String> seconds = answer.headers().firstValue("Retry-After").filter(text -> text.matches("\\d{1,6}"));
        return seconds.map(text -> Duration.ofSeconds(Long.parseLong(text))).orElse(Duration.ZERO);
    }

    private static String base(URI url) {
        return url.toString().replaceAll("/+$", "");
    }

    private static byte[] bytes(MessageLite message) {
        return message.toByteArray();
    }
}
