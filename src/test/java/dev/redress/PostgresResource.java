package dev.redress;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/// One PostgreSQL for the whole test JVM, in a temporary directory and without durability, kept across restarts of
/// Quarkus. The address is held in a system property because every restart may load this class anew. The server stops
/// with the JVM.
///
/// All tests share one database: make your own decisions with your own `externalId`, and never count whole tables.
public final class PostgresResource implements QuarkusTestResourceLifecycleManager {

    private static final String ADDRESS = "redress.test.postgres";

    @Override
    public Map<String, String> start() {
        synchronized (System.class) {
            if (System.getProperty(ADDRESS) == null) {
                System.setProperty(ADDRESS, startServer().getJdbcUrl("postgres", "postgres"));
            }
        }
        return Map.of(
                "quarkus.datasource.jdbc.url", System.getProperty(ADDRESS),
                "quarkus.datasource.username", "postgres",
                "quarkus.datasource.password", "postgres");
    }

    private static EmbeddedPostgres startServer() {
        try {
            return EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "off")
                    .setServerConfig("synchronous_commit", "off")
                    .setServerConfig("full_page_writes", "off")
                    .setServerConfig("max_connections", "100")
                    .setServerConfig("logging_collector", "on") // what it says can be read, see Statements
                    .setServerConfig("log_destination", "jsonlog")
                    .setServerConfig("log_directory", "log")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL for the tests could not be started", e);
        }
    }

    @Override
    public void stop() {
        // Kept for the next Quarkus of this JVM.
    }
}
