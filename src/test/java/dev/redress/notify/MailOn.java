package dev.redress.notify;

import dev.redress.MailServer;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/// Mail is switched on and goes to a port of this machine, where a test starts its [MailServer].
public final class MailOn implements QuarkusTestProfile {

    static final String ALARMED = "alarmed@redress.example";
    static final String FROM = "Redress <news@redress.example>";
    private static final String PORT = "redress.test.smtp-port";

    /// The same in every class loader of this JVM.
    static int port() {
        synchronized (System.class) {
            if (System.getProperty(PORT) == null) {
                System.setProperty(PORT, "" + MailServer.freePort());
            }
            return Integer.getInteger(PORT);
        }
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "redress.mail.enabled",
                "true",
                "redress.mail.from",
                FROM,
                "redress.escalation.mail",
                ALARMED,
                "redress.mail.reply-to",
                "help@redress.example",
                "quarkus.mailer.host",
                "127.0.0.1",
                "quarkus.mailer.port",
                "" + port());
    }
}
