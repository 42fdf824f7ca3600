package dev.redress.demo;

import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarkus.runtime.configuration.ConfigUtils;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/// Starts Redress. In the one-machine form (`./redress run`) the database is started first and stopped last; the
/// packaged service finds its database in the environment.
@QuarkusMain
public final class Redress {

    /// Set by the launcher. The launch mode would be the natural sign, but it is not known yet when main begins.
    private static final String LOCAL = "redress.local";

    private Redress() {}

    public static void main(String... args) {
        if (Boolean.getBoolean(LOCAL) && !LocalDatabase.isStarted()) {
            requireFreePort();
            LocalDatabase.start();
        } else if (!LocalDatabase.isStarted()) {
            requireDatabase();
        }
        Quarkus.run(args);
    }

    /// Before anything is started; development mode would go on without a port and wait.
    private static void requireFreePort() {
        int port = Integer.parseInt(System.getenv().getOrDefault("QUARKUS_HTTP_PORT", "8080"));
        try {
            new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
        } catch (IOException e) {
            giveUp("Port " + port + " is in use, by another Redress or another program.\n"
                    + "Stop that first, or choose another port: QUARKUS_HTTP_PORT=8081 ./redress run");
        }
    }

    /// The framework would not start either, but say so with its own inner life. A configuration made for this look
    /// alone: the one that counts is made once, later.
    private static void requireDatabase() {
        if (System.getenv().getOrDefault("QUARKUS_DATASOURCE_JDBC_URL", "").isBlank()
                && !Boolean.getBoolean(ApplicationLifecycleManager.QUARKUS_APPCDS_GENERATE_PROP)
                && ConfigUtils.configBuilder()
                        .build()
                        .getOptionalValue(LocalDatabase.URL, String.class)
                        .isEmpty()) {
            giveUp("There is no database. Set QUARKUS_DATASOURCE_JDBC_URL to the address of one, such as"
                    + " jdbc:postgresql://postgres.example.com:5432/redress.");
        }
    }

    /// Ends this process with a sentence for people.
    static void giveUp(String sentence) {
        System.err.println(sentence);
        System.exit(3);
    }
}
