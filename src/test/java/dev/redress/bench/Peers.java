package dev.redress.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// The peers that could be fetched: `./redress bench` puts them into `target/peers`. Never a part of the product.
///
/// @param java the `java` command without flags
record Peers(String java) {

    private static final Path ZIPKIN = Path.of("target/peers/zipkin-server-exec.jar");
    private static final Path OPERATON = Path.of("target/peers/operaton");

    /// Null when there is none.
    Peer zipkin() throws IOException, InterruptedException {
        // Room for all that is sent: once it is full it is busy throwing old spans away.
        return Files.exists(ZIPKIN) ? zipkin("12g", Map.of("STORAGE_TYPE", "mem", "MEM_MAX_SPANS", "20000000")) : null;
    }

    /// Null when Zipkin or MariaDB is missing.
    ///
    /// @param home a directory for its files
    MariaDb mariaDb(Path home) throws IOException, InterruptedException {
        return Files.exists(ZIPKIN) && MariaDb.isInstalled() ? new MariaDb(home, ZIPKIN) : null;
    }

    /// Null without a database.
    Peer zipkin(MariaDb on) throws IOException, InterruptedException {
        return on == null
                ? null
                : zipkin(
                        "1g",
                        Map.of(
                                "STORAGE_TYPE", "mysql",
                                "MYSQL_HOST", "127.0.0.1",
                                "MYSQL_TCP_PORT", "" + on.port(),
                                "MYSQL_USER", "zipkin",
                                "MYSQL_PASS", on.password(),
                                "MYSQL_MAX_CONNECTIONS", "16"));
    }

    private Peer zipkin(String heap, Map<String, String> storage) throws IOException, InterruptedException {
        return new Peer(
                port -> {
                    ProcessBuilder zipkin = new ProcessBuilder(java, "-Xmx" + heap, "-jar", ZIPKIN.toString());
                    zipkin.environment().putAll(storage);
                    zipkin.environment().put("QUERY_PORT", "" + port);
                    return zipkin;
                },
                "/health",
                Path.of("target/bench-zipkin.log"));
    }

    boolean hasOperaton() {
        return Files.isDirectory(OPERATON.resolve("lib"));
    }

    /// On the bench's server, in a database of its own, with the history that our journal compares to.
    Peer operaton() throws IOException, InterruptedException {
        Map<String, String> own = System.getenv();
        return new Peer(
                port -> new ProcessBuilder(
                        java,
                        "-Xmx512m",
                        "-cp",
                        OPERATON.resolve("classes") + ":" + OPERATON.resolve("lib") + "/*",
                        "peers.operaton.Main",
                        "--server.address=127.0.0.1",
                        "--server.port=" + port,
                        "--spring.datasource.url=jdbc:postgresql://" + own.get("PGHOST") + ":" + own.get("PGPORT")
                                + "/operaton",
                        "--spring.datasource.username=" + own.get("PGUSER"),
                        "--spring.datasource.password=" + own.get("PGPASSWORD"),
                        "--server.tomcat.max-keep-alive-requests=-1",
                        "--spring.datasource.hikari.maximum-pool-size=16",
                        "--operaton.bpm.history-level=audit"),
                "/engine-rest/task/count",
                Path.of("target/bench-operaton.log"));
    }
}
