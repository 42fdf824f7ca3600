package dev.redress.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Closed-loop HTTP/1.1 load from one thread: every connection sends its next request as soon as it has its answer.
///
/// Made to cost little, since it shares the processors with what it measures: requests are bytes made beforehand, in
/// which only the external id is overwritten, and of an answer it reads the status and the length.
final class Load {

    /// Sixteen digits: a number that was not sent before takes their place in every request.
    static final String SLOT = "0000000000000000";

    private static final int DIGITS = SLOT.length();
    private static long lastId = System.currentTimeMillis() * 1_000; // other ids in every run

    /// A request as bytes, and where in it the digits of external ids lie.
    record Request(byte[] bytes, int[] slots) {

        static Request post(String path, String credential, String body) {
            return of("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + authorization(credential) + "Content-Length: "
                    + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body);
        }

        static Request get(String path) {
            return get(path, null);
        }

        static Request get(String path, String credential) {
            return of("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + authorization(credential) + "\r\n");
        }

        private static String authorization(String credential) {
            return credential == null ? "" : "Authorization: Bearer " + credential + "\r\n";
        }

        private static Request of(String text) { // ASCII, so places in the text are places in the bytes
            List<Integer> slots = new ArrayList<>();
            for (int at = text.indexOf(SLOT); at >= 0; at = text.indexOf(SLOT, at + DIGITS)) {
                slots.add(at);
            }
            return new Request(
                    text.getBytes(StandardCharsets.US_ASCII),
                    slots.stream().mapToInt(Integer::intValue).toArray());
        }

        ByteBuffer next() {
            for (int slot : slots) {
                long id = ++lastId;
                for (int i = DIGITS - 1; i >= 0; i--, id /= 10) {
                    bytes[slot + i] = (byte) ('0' + id % 10);
                }
            }
            return ByteBuffer.allocate(bytes.length).put(bytes).flip();
        }
    }

    /// The digits of the external id that was given out last.
    static long lastId() {
        return lastId;
    }

    /// How it went; times in microseconds.
    record Result(int done, double perSecond, long median, long p95, long p99) {

        /// @param nanos sorted
        static Result of(long[] nanos, int done, double perSecond) {
            return new Result(
                    done,
                    perSecond,
                    nanos[done / 2] / 1_000,
                    nanos[(int) (done * 0.95)] / 1_000,
                    nanos[(int) (done * 0.99)] / 1_000);
        }
    }

    private final InetSocketAddress address;
    private final int connections;
    private final List<Request> requests;
    private final int status;

    /// @param status what every answer must be; anything else ends the bench
    Load(int port, int connections, List<Request> requests, int status) {
        this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.connections = connections;
        this.requests = requests;
        this.status = status;
    }

    Result forSeconds(double seconds) throws IOException {
        return run(Integer.MAX_VALUE, (long) (seconds * 1e9));
    }

    Result times(int count) throws IOException {
        return run(count, Long.MAX_VALUE);
    }

    /// This many, or as many as there is time for.
    Result times(int count, double seconds) throws IOException {
        return run(count, (long) (seconds * 1e9));
    }

    private Result run(int most, long nanos) throws IOException {
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < connections; i++) {
                SocketChannel channel = SocketChannel.open(address);
                channel.setOption(java.net.StandardSocketOptions.TCP_NODELAY, true);
                channel.configureBlocking(false);
                channel.register(selector, SelectionKey.OP_READ, new Line(channel));
            }
            long start = System.nanoTime();
            int sent = 0;
            for (SelectionKey key : selector.keys()) {
                ((Line) key.attachment()).send(key, requests.get(sent++ % requests.size()));
            }
            long[] times = new long[1 << 16];
            int done = 0;
            int open = connections;
            while (open > 0) {
                if (selector.select(30_000) == 0) {
                    throw new IOException("no answer within 30 s");
                }
                for (SelectionKey key : selector.selectedKeys()) {
                    Line line = (Line) key.attachment();
                    if (key.isWritable()) {
                        line.write(key);
                    }
                    if (!key.isReadable() || !line.answered(status)) {
                        continue;
                    }
                    long now = System.nanoTime();
                    times = done == times.length ? Arrays.copyOf(times, done * 2) : times;
                    times[done++] = now - line.sentAt;
                    if (sent < most && now - start < nanos) {
                        line.send(key, requests.get(sent++ % requests.size()));
                    } else {
                        key.cancel();
                        line.channel.close();
                        open--;
                    }
                }
                selector.selectedKeys().clear();
            }
            double took = (System.nanoTime() - start) / 1e9;
            Arrays.sort(times, 0, done);
            return Result.of(times, done, done / took);
        }
    }

    /// One connection.
    private static final class Line {
        private static final String LAST_CHUNK = "\r\n0\r\n\r\n";

        private final SocketChannel channel;
        private final ByteBuffer in = ByteBuffer.allocate(1 << 18);
        private ByteBuffer out;
        private long sentAt;

        Line(SocketChannel channel) {
            this.channel = channel;
        }

        void send(SelectionKey key, Request request) throws IOException {
            in.clear();
            sentAt = System.nanoTime();
            out = request.next();
            write(key);
        }

        void write(SelectionKey key) throws IOException {
            channel.write(out);
            key.interestOps(out.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
        }

        /// True once the whole answer is there.
        boolean answered(int status) throws IOException {
            if (channel.read(in) < 0) {
                throw new IOException("the service closed the connection");
            }
            String text = new String(in.array(), 0, Math.min(in.position(), 2_000), StandardCharsets.ISO_8859_1);
            int end = text.indexOf("\r\n\r\n");
            if (end < 0) {
                return false;
            }
            if (!text.startsWith("HTTP/1.1 " + status)) {
                throw new IOException("not the expected answer " + status + ": " + text);
            }
            if (status == 204) {
                return true;
            }
            int at = text.toLowerCase(java.util.Locale.ROOT).indexOf("\r\ncontent-length:");
            if (at < 0 || at > end) { // then it is chunked
                return new String(
                                in.array(),
                                in.position() - LAST_CHUNK.length(),
                                LAST_CHUNK.length(),
                                StandardCharsets.ISO_8859_1)
                        .equals(LAST_CHUNK);
            }
            int length = Integer.parseInt(
                    text.substring(at + 17, text.indexOf("\r\n", at + 17)).trim());
            return in.position() >= end + 4 + length;
        }
    }
}
