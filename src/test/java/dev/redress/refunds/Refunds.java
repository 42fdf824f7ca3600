package dev.redress.refunds;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redress.Receiver;
import dev.redress.platform.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/// The refunds service of a shop, with a database of its own. It takes orders by webhook at `/orders`, pays, and
/// reports; `/refunds?remedy=` shows what was paid. How well it does that is chosen by a test.
public final class Refunds implements AutoCloseable {

    public enum Manner {
        /// Pays once for each remedy, however often it is told, and reports.
        RIGHT,
        /// Answers 500 and does nothing.
        FAILING,
        /// Answers and reports, and pays nothing.
        PRETENDING,
        /// Pays another amount.
        MISTAKEN,
        /// Tries again on its own side after it has paid.
        DOUBLING,
        /// Pays, but its answer gets lost and it reports nothing.
        MUTE
    }

    public static final String CREDENTIAL = "Bearer of-the-shop";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Receiver server = new Receiver(this::answer);
    private final String database;
    private final String agentKey;
    private volatile Manner manner;
    private volatile CountDownLatch paid = new CountDownLatch(0);
    private volatile CountDownLatch mayGoOn = new CountDownLatch(0);

    /// @param postgres a server on which the service makes a database of its own
    public Refunds(String postgres, String agentKey, Manner manner) throws SQLException {
        String name = "refunds_" + Long.toUnsignedString(System.nanoTime(), 36);
        try (Connection connection = connect(postgres);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        this.database = postgres.replaceFirst("/postgres(?=$|\\?)", "/" + name);
        this.agentKey = agentKey;
        this.manner = manner;
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE order_taken (remedy_id text PRIMARY KEY)");
            statement.execute("CREATE TABLE refund (remedy_id text NOT NULL, amount numeric NOT NULL)");
        }
    }

    public String orders() {
        return server.url("/orders");
    }

    /// The address of a probe.
    public String refunds() {
        return server.url("/refunds?remedy={/remedy/id}");
    }

    /// How often it was told to pay.
    public long told() {
        return server.got().stream().filter(got -> got.path().equals("/orders")).count();
    }

    /// The next order is paid and then held until {@link #goOn}: neither answered nor reported.
    public CountDownLatch holdAfterPaying() {
        mayGoOn = new CountDownLatch(1);
        paid = new CountDownLatch(1);
        return paid;
    }

    public void goOn() {
        mayGoOn.countDown();
    }

    /// What its database holds for the remedy.
    public List<BigDecimal> paid(String remedy) throws SQLException {
        try (Connection connection = connect(database);
                PreparedStatement query =
                        connection.prepareStatement("SELECT amount FROM refund WHERE remedy_id = ?")) {
            query.setString(1, remedy);
            List<BigDecimal> amounts = new java.util.ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    amounts.add(rows.getBigDecimal(1));
                }
            }
            return amounts;
        }
    }

    @Override
    public void close() {
        mayGoOn.countDown();
        server.close();
    }

    private Receiver.Answer answer(Receiver.Got got) throws Exception {
        return got.path().equals("/orders") ? order(got) : shown(got);
    }

    private Receiver.Answer shown(Receiver.Got got) throws SQLException {
        if (!CREDENTIAL.equals(got.headers().get("authorization"))) {
            return Receiver.Answer.of(401);
        }
        List<Map<String, Object>> refunds = paid(got.path().substring(got.path().indexOf('=') + 1)).stream()
                .map(amount -> Map.<String, Object>of("amount", amount, "currency", "EUR"))
                .toList();
        return new Receiver.Answer(200, Map.of(), new String(Json.write(refunds), StandardCharsets.UTF_8), 0);
    }

    private Receiver.Answer order(Receiver.Got got) throws Exception {
        JsonNode order = Json.tree(got.body().getBytes(StandardCharsets.UTF_8)).get("data");
        String remedy = order.get("remedyId").asText();
        BigDecimal amount = order.at("/target/amount").decimalValue();
        switch (manner) {
            case RIGHT -> payOnce(remedy, amount);
            case MISTAKEN -> payOnce(remedy, amount.multiply(BigDecimal.TEN));
            case DOUBLING -> {
                pay(remedy, amount);
                pay(remedy, amount);
            }
            case MUTE -> {
                payOnce(remedy, amount);
                return Receiver.Answer.of(200).after(Duration.ofMillis(-1));
            }
            case FAILING -> {
                return Receiver.Answer.of(500);
            }
            case PRETENDING -> {
                // says so below
            }
        }
        paid.countDown();
        mayGoOn.await();
        Thread.startVirtualThread(() -> report(order));
        return Receiver.Answer.of(200);
    }

    private void payOnce(String remedy, BigDecimal amount) throws SQLException {
        try (Connection connection = connect(database)) {
            connection.setAutoCommit(false);
            try (PreparedStatement taken =
                    connection.prepareStatement("INSERT INTO order_taken VALUES (?) ON CONFLICT DO NOTHING")) {
                taken.setString(1, remedy);
                if (taken.executeUpdate() == 1) {
                    pay(connection, remedy, amount);
                }
            }
            connection.commit();
        }
    }

    private void pay(String remedy, BigDecimal amount) throws SQLException {
        try (Connection connection = connect(database)) {
            pay(connection, remedy, amount);
        }
    }

    private static void pay(Connection connection, String remedy, BigDecimal amount) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO refund VALUES (?, ?)")) {
            insert.setString(1, remedy);
            insert.setBigDecimal(2, amount);
            insert.executeUpdate();
        }
    }

    /// Until it is taken: a platform keeps its word as well.
    private void report(JsonNode order) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(order.get("confirmationUrl").asText()))
                .header("Authorization", "Bearer " + agentKey)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"status\": \"DONE\", \"evidence\": {\"refund\": \"%s\"}}"
                        .formatted(order.get("remedyId").asText())))
                .build();
        for (long end = System.nanoTime() + PATIENCE.toNanos(); System.nanoTime() < end; ) {
            try {
                if (client.send(request, BodyHandlers.discarding()).statusCode() < 500) {
                    return;
                }
                Thread.sleep(200);
            } catch (IOException e) {
                pause();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Connection connect(String url) throws SQLException {
        return DriverManager.getConnection(url, "postgres", "postgres");
    }
}
