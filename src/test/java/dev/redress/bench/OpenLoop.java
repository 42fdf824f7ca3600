package dev.redress.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/// Open-loop HTTP/1.1 load from one thread: requests are due at a steady rate, whatever comes back and however late.
/// Times count from the moment a request was due, so that a wait for a connection is in them.
final class OpenLoop {

    private static final int CONNECTIONS = 512;
    private static final long PATIENCE = 30_000_000_000L;

    /// How it went; times in microseconds, rates a second.
    ///
    /// @param bare refusals without `Retry-After`
    /// @param broken connections that ended without an answer, and requests that got none
    record Result(
            double acceptedPerSecond,
            long acceptedP99,
            int refused,
            long refusedP99,
            int bare,
            int broken,
            List<Long> acknowledged) {}

    private final InetSocketAddress address;
    private final List<Load.Request> requests;
    private final Deque<Line> idle = new ArrayDeque<>();
    private final List<Long> acknowledged = new ArrayList<>();
    private final Times accepted = new Times();
    private final Times refused = new Times();
    private Selector selector;
    private int lines;
    private int underWay;
    private int bare;
    private int broken;

    OpenLoop(int port, List<Load.Request> requests) {
        this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.requests = requests;
    }

    Result run(double perSecond, double seconds) throws IOException {
        try (Selector opened = Selector.open()) {
            selector = opened;
            long start = System.nanoTime();
            long length = (long) (seconds * 1e9);
            int all = (int) (perSecond * seconds);
            int sent = 0;
            int inTime = 0;
            while (sent < all || underWay > 0) {
                long now = System.nanoTime() - start;
                while (sent < all && sent < now / 1e9 * perSecond) {
                    Line line = idle.isEmpty() ? open() : idle.poll();
                    if (line == null) {
                        break; // as many connections as there may be: it waits, and the wait counts
                    }
                    line.send(requests.get(sent % requests.size()), start + (long) (sent / perSecond * 1e9));
                    sent++;
                }
                selector.select(1);
                for (SelectionKey key : selector.selectedKeys()) {
                    ((Line) key.attachment()).step(key);
                }
                selector.selectedKeys().clear();
                if (now <= length) {
                    inTime = accepted.count;
                }
                if (now > length + PATIENCE) {
                    broken += underWay + all - sent;
                    break;
                }
            }
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            return new Result(
                    inTime / seconds, accepted.p99(), refused.count, refused.p99(), bare, broken, acknowledged);
        }
    }

    private Line open() throws IOException {
        if (lines == CONNECTIONS) {
            return null;
        }
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        Line line = new Line(channel);
        line.key = channel.register(selector, SelectionKey.OP_CONNECT, line);
        channel.connect(address);
        lines++;
        return line;
    }

    private static final class Times {
        private long[] nanos = new long[1 << 12];
        private int count;

        void add(long time) {
            nanos = count == nanos.length ? Arrays.copyOf(nanos, count * 2) : nanos;
            nanos[count++] = time;
        }

        long p99() {
            Arrays.sort(nanos, 0, count);
            return count == 0 ? 0 : nanos[(int) (count * 0.99)] / 1_000;
        }
    }

    /// One connection.
    private final class Line {

        private final SocketChannel channel;
        private final ByteBuffer in = ByteBuffer.allocate(1 << 13);
        private SelectionKey key;
        private ByteBuffer out;
        private long due;
        private long id;

        Line(SocketChannel channel) {
            this.channel = channel;
        }

        void send(Load.Request request, long at) {
            in.clear();
            due = at;
            out = request.next();
            id = Load.lastId();
            underWay++;
            if (channel.isConnected()) {
                key.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
            }
        }

        void step(SelectionKey of) {
            try {
                if (of.isConnectable() && channel.finishConnect()) {
                    of.interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
                }
                if (of.isValid() && of.isWritable() && out != null) {
                    write(of);
                }
                if (of.isValid() && of.isReadable()) {
                    read();
                }
            } catch (IOException e) {
                end(true);
            }
        }

        private void write(SelectionKey of) {
            try {
                channel.write(out);
            } catch (IOException e) {
                out.position(out.limit()); // refused before all was sent: the answer may be there to read
            }
            if (!out.hasRemaining()) {
                of.interestOps(SelectionKey.OP_READ);
            }
        }

        private void read() throws IOException {
            if (channel.read(in) < 0) {
                end(out != null);
                return;
            }
            String text = new String(in.array(), 0, in.position(), StandardCharsets.ISO_8859_1);
            int head = text.indexOf("\r\n\r\n");
            if (head < 0 || out == null) {
                return;
            }
            String headers = text.substring(0, head).toLowerCase(Locale.ROOT) + "\r\n";
            int at = headers.indexOf("\r\ncontent-length:");
            boolean whole = at < 0
                    ? text.endsWith("\r\n0\r\n\r\n")
                    : in.position()
                            >= head
                                    + 4
                                    + Integer.parseInt(headers.substring(at + 17, headers.indexOf("\r\n", at + 17))
                                            .trim());
            if (!whole) {
                return;
            }
            int status = Integer.parseInt(text.substring(9, 12));
            long took = System.nanoTime() - due;
            if (status == 201) {
                accepted.add(took);
                acknowledged.add(id);
            } else if (status == 503 || status == 429) {
                refused.add(took);
                bare += headers.contains("\r\nretry-after:") ? 0 : 1;
            } else {
                throw new IllegalStateException("neither taken nor refused: " + text);
            }
            boolean partly = out.hasRemaining();
            out = null;
            underWay--;
            if (partly || headers.contains("\r\nconnection: close")) {
                end(false);
            } else {
                idle.add(this);
            }
        }

        private void end(boolean unanswered) {
            if (unanswered) {
                broken++;
                underWay--;
                out = null;
            }
            idle.remove(this);
            lines--;
            key.cancel();
            try {
                channel.close();
            } catch (IOException e) {
                // ended before
            }
        }
    }
}
