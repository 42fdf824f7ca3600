package dev.redress.crash;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Moves the acknowledgement before the commit, without a change to the service: a gateway in front of PostgreSQL that
/// gathers statements which would commit by themselves in a transaction, tells the service that they are committed, and
/// commits {@link #LATE} after the first. When the service ends in between, what it acknowledged was never committed.
///
/// It reads the messages of the frontend/backend protocol, version 3 (PostgreSQL's manual, chapter 55). Transactions
/// that the service itself begins are left as they are.
final class EarlyAnswers implements AutoCloseable {

    private static final Duration LATE = Duration.ofMillis(400);
    private static final int SSL_REQUEST = 80877103;

    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ScheduledExecutorService commits = Executors.newSingleThreadScheduledExecutor();
    private final int database;
    private volatile boolean early;

    EarlyAnswers(int database) throws IOException {
        this.database = database;
        Thread.ofVirtual().start(() -> {
            while (!door.isClosed()) {
                try {
                    new Session(door.accept()).begin();
                } catch (IOException e) {
                    return; // closed
                }
            }
        });
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + door.getLocalPort() + "/postgres";
    }

    /// Until then everything goes through as it comes.
    void begin() {
        early = true;
    }

    @Override
    public void close() throws IOException {
        door.close();
        commits.shutdownNow();
    }

    /// One connection of the service, and its own to PostgreSQL.
    private final class Session {

        private final Socket service;
        private final Socket server = new Socket(InetAddress.getLoopbackAddress(), database);
        /// For every answer that is on its way, whether the service asked for it.
        private final Deque<Boolean> asked = new ArrayDeque<>();

        private final Set<String> beginnings = new HashSet<>();
        private boolean inTransaction;
        private boolean ours;
        private boolean midway; // a statement has begun to come and is not complete
        private boolean due;

        Session(Socket service) throws IOException {
            this.service = service;
        }

        void begin() throws IOException {
            service.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            Thread.ofVirtual().start(() -> pump(this::fromService));
            Thread.ofVirtual().start(() -> pump(this::fromServer));
        }

        private interface Pump {
            void run() throws IOException;
        }

        /// When one side ends, so does the other; PostgreSQL then takes back what is not committed.
        private void pump(Pump pump) {
            try (service;
                    server) {
                pump.run();
            } catch (IOException e) {
                // ended: so be it
            }
        }

        private void fromService() throws IOException {
            DataInputStream in = new DataInputStream(service.getInputStream());
            for (boolean started = false; !started; ) {
                byte[] first = untyped(in);
                started = ByteBuffer.wrap(first).getInt(4) != SSL_REQUEST;
                if (started) {
                    synchronized (this) {
                        asked.add(true); // the greeting ends with ReadyForQuery too
                    }
                    server.getOutputStream().write(first);
                } else {
                    service.getOutputStream().write('N');
                }
            }
            while (true) {
                byte[] message = typed(in);
                synchronized (this) {
                    char type = (char) message[0];
                    if (type != 'X' && type != 'p') {
                        before(message);
                        midway = type != 'S' && type != 'Q';
                        if (!midway) {
                            asked.add(true);
                        }
                    }
                    server.getOutputStream().write(message);
                }
            }
        }

        private void before(byte[] message) throws IOException {
            if (midway || inTransaction && !ours) {
                return;
            }
            boolean theirs = begins(message);
            if (ours && theirs) {
                commit();
            }
            if (!inTransaction) {
                inTransaction = true;
                ours = early && !theirs;
                if (ours) {
                    ask("BEGIN");
                    commits.schedule(this::commitLate, LATE.toMillis(), TimeUnit.MILLISECONDS);
                }
            }
        }

        /// Whether the service begins a transaction of its own; a driver prepares even that and then names it.
        private boolean begins(byte[] message) {
            String[] texts = new String(message, 5, message.length - 5, StandardCharsets.UTF_8).split("\0", 3);
            switch (message[0]) {
                case 'P' -> {
                    if (texts[1].equalsIgnoreCase("BEGIN")) {
                        beginnings.add(texts[0]);
                        return true;
                    }
                    beginnings.remove(texts[0]);
                    return false;
                }
                case 'B' -> {
                    return beginnings.contains(texts[1]);
                }
                default -> {
                    return message[0] == 'Q'
                            && texts[0].toUpperCase(Locale.ROOT).startsWith("BEGIN");
                }
            }
        }

        private void fromServer() throws IOException {
            DataInputStream in = new DataInputStream(server.getInputStream());
            OutputStream out = service.getOutputStream();
            while (true) {
                byte[] message = typed(in);
                synchronized (this) {
                    boolean wanted = asked.isEmpty() || asked.peek();
                    if (message[0] == 'Z') {
                        asked.poll();
                        if (wanted) {
                            answered(message);
                        }
                    }
                    if (wanted) {
                        out.write(message);
                    }
                }
            }
        }

        /// The service is told that its statement is committed, and it is not.
        private void answered(byte[] ready) throws IOException {
            if (ours) {
                boolean failed = ready[5] == 'E';
                ready[5] = 'I';
                if (asked.isEmpty() && !midway && (due || failed)) {
                    commit();
                }
            } else {
                inTransaction = ready[5] != 'I';
            }
        }

        private synchronized void commitLate() {
            try {
                due = ours;
                if (ours && asked.isEmpty() && !midway) {
                    commit();
                }
            } catch (IOException e) {
                // the service ended before
            }
        }

        private void commit() throws IOException {
            due = false;
            ours = false;
            inTransaction = false;
            ask("COMMIT");
        }

        private void ask(String statement) throws IOException {
            byte[] text = (statement + '\0').getBytes(StandardCharsets.US_ASCII);
            asked.add(false);
            server.getOutputStream()
                    .write(ByteBuffer.allocate(5 + text.length)
                            .put((byte) 'Q')
                            .putInt(4 + text.length)
                            .put(text)
                            .array());
        }

        private static byte[] untyped(DataInputStream in) throws IOException {
            int length = in.readInt();
            byte[] message = new byte[length];
            ByteBuffer.wrap(message).putInt(length);
            in.readFully(message, 4, length - 4);
            return message;
        }

        private static byte[] typed(DataInputStream in) throws IOException {
            byte type = in.readByte();
            int length = in.readInt();
            byte[] message = new byte[1 + length];
            ByteBuffer.wrap(message).put(type).putInt(length);
            in.readFully(message, 5, length - 4);
            return message;
        }
    }
}
