package dev.redress.platform;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Requests to addresses that somebody else named, so that they cannot be turned against our own network: every
/// address of the name must be public, the connection goes to the one that was checked (a name that changes its
/// meaning in between changes nothing), redirects are answers and not followed, and time and size are bounded.
@ApplicationScoped
public class Outgoing {

    /// The most bytes of an answer that are read; the rest is cut off.
    public static final int MOST = 64 * 1024;

    private static final int MOST_PORT = 65_535;

    private static final Duration CONNECT = Duration.ofSeconds(5);

    /// What became of a request.
    public sealed interface Result {}

    /// Header names in small letters; of several headers of one name the last.
    public record Answered(int status, Map<String, String> headers, byte[] body) implements Result {
        public boolean isSuccess() {
            return status >= 200 && status < 300;
        }
    }

    /// Nothing was sent.
    public record NotReached(String why) implements Result {}

    /// It was sent and may have been acted on; the answer did not come.
    public record Lost(String why) implements Result {}

    private final HttpClient client;
    private final boolean allowPrivate;
    private final Duration patience;

    Outgoing(
            Vertx vertx,
            @ConfigProperty(name = "redress.webhooks.allow-private") boolean allowPrivate,
            @ConfigProperty(name = "redress.webhooks.patience") Duration patience) {
        this.allowPrivate = allowPrivate;
        this.patience = patience;
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout((int) CONNECT.toMillis())
                .setMaxPoolSize(16)
                .setKeepAliveTimeout(5)
                .setDecompressionSupported(false)
                .setMaxHeaderSize(16 * 1024));
    }

    /// Why no request would go there, in words; empty when one would. A name that is not known yet is let be.
    public Optional<String> refusal(URI uri) {
        if (uri.getHost() == null
                || uri.getUserInfo() != null
                || uri.getFragment() != null
                || !("https".equalsIgnoreCase(uri.getScheme()) || allowPrivate && isHttp(uri))) {
            return Optional.of("must be an https address, without user and fragment");
        }
        if (uri.getPort() == 0 || uri.getPort() > MOST_PORT) {
            return Optional.of("has no such port");
        }
        try {
            checked(uri.getHost());
            return Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.empty();
        } catch (PrivateAddress e) {
            return Optional.of("leads to an address that is not public");
        }
    }

    /// Sends and waits. Never throws for what the other side does.
    public Result send(String method, URI uri, Map<String, String> headers, byte[] body) {
        Optional<String> refused = refusal(uri);
        if (refused.isPresent()) {
            return new NotReached(refused.get());
        }
        InetAddress address;
        try {
            address = checked(uri.getHost());
        } catch (UnknownHostException e) {
            return new NotReached("the name is not known");
        } catch (PrivateAddress e) {
            return new NotReached("leads to an address that is not public");
        }
        HttpClientRequest request;
        try {
            Future<HttpClientRequest> coming = client.request(options(method, uri, address, headers));
            try {
                request = await(coming);
            } catch (TimeoutException e) {
                coming.onSuccess(HttpClientRequest::reset); // it would keep its connection
                throw e;
            }
        } catch (ExecutionException | TimeoutException | RuntimeException e) { // nothing has gone out yet
            return new NotReached(said(e));
        }
        try {
            return await(request.send(Buffer.buffer(body)).compose(Outgoing::read));
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            return new Lost(said(e));
        } finally {
            request.reset(); // does nothing once the answer is complete
        }
    }

    private static RequestOptions options(String method, URI given, InetAddress address, Map<String, String> headers) {
        URI uri = URI.create(given.toASCIIString()); // what is not ASCII is escaped
        boolean secure = !isHttp(uri);
        int port = uri.getPort() < 0 ? (secure ? 443 : 80) : uri.getPort();
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.valueOf(method))
                .setServer(SocketAddress.inetSocketAddress(port, address.getHostAddress()))
                .setHost(uri.getHost())
                .setPort(port)
                .setSsl(secure)
                .setURI(uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery())
                .setFollowRedirects(false)
                .putHeader("User-Agent", "Redress");
        headers.forEach(options::putHeader);
        return options;
    }

    /// The body up to the limit. What comes after it is not waited for.
    private static Future<Result> read(HttpClientResponse response) {
        Map<String, String> headers = new LinkedHashMap<>();
        response.headers().forEach(header -> headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
        Promise<Result> whole = Promise.promise();
        Buffer body = Buffer.buffer();
        response.handler(chunk -> {
            body.appendBuffer(chunk, 0, Math.min(chunk.length(), MOST - body.length()));
            if (body.length() == MOST) {
                whole.tryComplete(new Answered(response.statusCode(), headers, body.getBytes()));
            }
        });
        response.endHandler(_ -> whole.tryComplete(new Answered(response.statusCode(), headers, body.getBytes())));
        response.exceptionHandler(whole::tryFail);
        return whole.future();
    }

    private <T> T await(Future<T> future) throws ExecutionException, TimeoutException {
        try {
            return future.toCompletionStage().toCompletableFuture().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ExecutionException(e);
        }
    }

    private InetAddress checked(String host) throws UnknownHostException, PrivateAddress {
        InetAddress[] addresses = InetAddress.getAllByName(host.replaceAll("^\\[|]$", ""));
        for (InetAddress address : addresses) {
            if (!allowPrivate && !PublicAddress.is(address)) {
                throw new PrivateAddress();
            }
        }
        return addresses[0];
    }

    private static boolean isHttp(URI uri) {
        return "http".equalsIgnoreCase(uri.getScheme());
    }

    private static String said(Exception e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return cause instanceof TimeoutException
                ? "no answer in time"
                : cause.getClass().getSimpleName() + (cause.getMessage() == null ? "" : ": " + cause.getMessage());
    }

    private static final class PrivateAddress extends Exception {
        private static final long serialVersionUID = 1L;
    }
}
