package dev.redress.crash;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Between two sides of a connection, and as bad as a network can be: it may refuse, cut, delay, or swallow what passes
/// while both sides still hold their connection.
final class Gateway implements AutoCloseable {

    private static final int MOST = 64 << 10;

    private final ServerSocket door = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    private final Set<Pair> pairs = ConcurrentHashMap.newKeySet();
    private final int behind;
    private volatile boolean refusing;
    private volatile boolean silent;
    private volatile int delayMillis;

    /// @param behind the port of what lies behind it
    Gateway(int behind) throws IOException {
        this.behind = behind;
        Thread.ofVirtual().start(() -> {
            while (!door.isClosed()) {
                try {
                    new Pair(door.accept()).begin();
                } catch (IOException e) {
                    // closed, or nothing behind
                }
            }
        });
    }

    int port() {
        return door.getLocalPort();
    }

    /// Ends every connection with a reset, and each new one too until {@link #open()}.
    void cut() {
        refusing = true;
        pairs.forEach(Pair::reset);
    }

    /// Nothing passes any more, in no direction, and nobody is told. What is open now stays dead for ever.
    void silence() {
        silent = true;
        pairs.forEach(pair -> pair.dead = true);
    }

    void delay(int millis) {
        delayMillis = millis;
    }

    /// New connections are good again.
    void open() {
        refusing = false;
        silent = false;
        delayMillis = 0;
    }

    int connections() {
        return pairs.size();
    }

    @Override
    public void close() throws IOException {
        door.close();
        pairs.forEach(Pair::reset);
    }

    private final class Pair {

        private final Socket front;
        private Socket back;
        private volatile boolean dead;

        Pair(Socket front) {
            this.front = front;
        }

        void begin() throws IOException {
            pairs.add(this);
            if (refusing) {
                reset();
                return;
            }
            dead = silent;
            if (dead) {
                return; // taken by the system, and never answered
            }
            try {
                back = new Socket(InetAddress.getLoopbackAddress(), behind);
            } catch (IOException e) {
                reset();
                throw e;
            }
            front.setTcpNoDelay(true);
            back.setTcpNoDelay(true);
            Thread.ofVirtual().start(() -> pump(front, back));
            Thread.ofVirtual().start(() -> pump(back, front));
        }

        private void pump(Socket from, Socket to) {
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                byte[] some = new byte[MOST];
                for (int size = in.read(some); size >= 0; size = in.read(some)) {
                    if (delayMillis > 0) {
                        Thread.sleep(delayMillis);
                    }
                    if (!dead) {
                        out.write(some, 0, size);
                    }
                }
            } catch (IOException e) {
                // one side ended
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (!dead) {
                reset();
            }
        }

        void reset() {
            pairs.remove(this);
            for (Socket socket : new Socket[] {front, back}) {
                if (socket != null) {
                    try {
                        socket.setSoLinger(true, 0);
                        socket.close();
                    } catch (IOException e) {
                        // closed before
                    }
                }
            }
        }
    }
}
