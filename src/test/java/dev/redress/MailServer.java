package dev.redress;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;

/// A real mail server in the test: keeps what it takes, and refuses what it is told to refuse.
public final class MailServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /// At which command of the conversation an address is refused.
    public enum At {
        SENDER,
        RECIPIENT,
        DATA
    }

    private record Refusing(At at, int code, String said) {}

    private final int port;
    private final Map<String, Refusing> refusals = new ConcurrentHashMap<>();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private volatile Refusing everybody;
    private SMTPServer server;

    private MailServer(int port) {
        this.port = port;
    }

    /// Not started yet: nobody listens at the port.
    public static MailServer at(int port) {
        return new MailServer(port);
    }

    /// Below the ports that the system gives to connections, which could take it before the server starts.
    public static int freePort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 30_000);
            try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return port;
            } catch (IOException e) {
                // taken: another one
            }
        }
    }

    public int port() {
        return port;
    }

    public MailServer start() {
        server = SMTPServer.port(port)
                .bindAddress(InetAddress.getLoopbackAddress())
                .messageHandlerFactory(_ -> new Conversation())
                .build();
        server.start();
        return this;
    }

    public void stop() {
        server.stop();
    }

    @Override
    public void close() {
        stop();
    }

    /// From now on, mail to this address is answered with this code.
    public void refuse(String address, At at, int code, String said) {
        refusals.put(address, new Refusing(at, code, said));
    }

    public void refuseEverybody(int code, String said) {
        everybody = new Refusing(At.SENDER, code, said);
    }

    public void accept(String address) {
        refusals.remove(address);
    }

    public void acceptEverybody() {
        everybody = null;
    }

    /// Everything taken so far for the address, oldest first.
    public List<Received> to(String address) {
        return received.stream().filter(mail -> mail.to().equals(address)).toList();
    }

    public List<Received> all() {
        return List.copyOf(received);
    }

    /// Waits until so many mails for the address are here, and gives the last.
    public Received await(String address, int number) throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (to(address).size() < number) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError(to(address).size() + " mails instead of " + number + " for " + address);
            }
            Thread.sleep(20);
        }
        return to(address).get(number - 1);
    }

    /// A mail as it came over the wire.
    public record Received(String to, byte[] raw) {

        public MimeMessage message() {
            try {
                return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(raw));
            } catch (MessagingException e) {
                throw new IllegalStateException(e);
            }
        }

        public String header(String name) {
            try {
                String[] values = message().getHeader(name);
                if (values == null || values.length != 1) {
                    throw new AssertionError(name + " is there " + (values == null ? 0 : values.length) + " times");
                }
                return values[0];
            } catch (MessagingException e) {
                throw new IllegalStateException(e);
            }
        }

        public String subject() {
            try {
                return message().getSubject();
            } catch (MessagingException e) {
                throw new IllegalStateException(e);
            }
        }

        public String text() {
            return part(0, "text/plain");
        }

        public String html() {
            return part(1, "text/html");
        }

        private String part(int index, String type) {
            try {
                MimeMultipart parts = (MimeMultipart) message().getContent();
                if (!message().isMimeType("multipart/alternative")
                        || parts.getCount() != 2
                        || !parts.getBodyPart(index).isMimeType(type)) {
                    throw new AssertionError(
                            "not text and HTML side by side: " + message().getContentType());
                }
                return ((String) parts.getBodyPart(index).getContent()).replace("\r\n", "\n");
            } catch (MessagingException | IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private final class Conversation implements MessageHandler {

        private String to;

        @Override
        public void from(String from) throws RejectException {
            refuse(everybody, At.SENDER);
        }

        @Override
        public void recipient(String recipient) throws RejectException {
            to = recipient;
            refuse(refusals.get(to), At.RECIPIENT);
        }

        @Override
        public String data(InputStream data) throws RejectException, IOException {
            byte[] raw = data.readAllBytes();
            refuse(refusals.get(to), At.DATA);
            received.add(new Received(to, raw));
            return "taken";
        }

        @Override
        public void done() {
            // nothing is kept of the conversation itself
        }

        private void refuse(Refusing refusing, At at) throws RejectException {
            if (refusing != null && refusing.at() == at) {
                throw new RejectException(refusing.code(), refusing.said());
            }
        }
    }
}
