package dev.redress.telemetry.sampling;

import dev.redress.platform.SettingsFile;
import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The sampling policy in force and those before it. It is read at start, so that one with a fault never
/// runs, and put on record: a version says the same for ever.
@Startup(2)
@Singleton
class Policies {

    private static final String SHIPPED = "sampling-policy.json";

    private final AgroalDataSource database;
    private final SamplingPolicy current;
    private final Map<String, SamplingPolicy> known = new ConcurrentHashMap<>();

    Policies(
            AgroalDataSource database,
            Clock clock,
            @ConfigProperty(name = "redress.sampling-policy") Optional<String> file)
            throws SQLException {
        this.database = database;
        this.current =
                SamplingFile.read(file.orElse(SHIPPED), SettingsFile.bytes(file, "redress.sampling-policy", SHIPPED));
        known.put(current.version(), current);
        publish(clock);
    }

    SamplingPolicy current() {
        return current;
    }

    /// The policy that once was, or is, in force under this version.
    Optional<SamplingPolicy> of(String version) {
        SamplingPolicy found = known.get(version);
        if (found == null) {
            found = read(version);
            if (found == null) {
                return Optional.empty();
            }
            known.put(version, found);
        }
        return Optional.of(found);
    }

    /// Those that were in force, newest first.
    List<String> versions() {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "SELECT version FROM sampling_policy ORDER BY first_used DESC, version");
                ResultSet row = select.executeQuery()) {
            List<String> versions = new ArrayList<>();
            while (row.next()) {
                versions.add(row.getString(1));
            }
            return versions;
        } catch (SQLException e) {
            throw new IllegalStateException("sampling policies could not be read", e);
        }
    }

    private SamplingPolicy read(String version) {
        try (Connection connection = database.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("SELECT body FROM sampling_policy WHERE version = ?")) {
            select.setString(1, version);
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? SamplingFile.read(
                                "version " + version, row.getString(1).getBytes(StandardCharsets.UTF_8))
                        : null;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("sampling policies could not be read", e);
        }
    }

    private void publish(Clock clock) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement("""
                        WITH new AS (
                            INSERT INTO sampling_policy (version, digest, body, first_used) VALUES (?, ?, ?, ?::timestamptz)
                            ON CONFLICT DO NOTHING RETURNING digest)
                        SELECT digest FROM new UNION ALL SELECT digest FROM sampling_policy WHERE version = ?""")) {
            insert.setString(1, current.version());
            insert.setBytes(2, current.sha256());
            insert.setString(3, current.body());
            insert.setString(4, clock.instant().toString());
            insert.setString(5, current.version());
            try (ResultSet row = insert.executeQuery()) {
                if (row.next() && !Arrays.equals(row.getBytes(1), current.sha256())) {
                    throw new ConfigurationException("The sampling policy cannot be set: version " + current.version()
                            + " was in force with another content. Give the new one another version.");
                }
            }
        }
    }
}
