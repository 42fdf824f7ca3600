package dev.redress.access;

import dev.redress.platform.Ids;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.logging.Log;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The keys of agents: `rdk_` and 32 random bytes.
///
/// Every request of an agent asks for its key, so answers are kept for five seconds. A revocation works at once in this
/// process and within those seconds in others.
@ApplicationScoped
public class AgentKeys implements PanacheRepositoryBase<AgentKey, UUID> {

    public static final String PREFIX = "rdk_";
    static final String DEMO = "rdk_demo_0000000000000000000000000000";
    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final int KEPT = 10_000;

    private record Known(Optional<String> agent, Instant until) {}

    /// A key just made: the only moment at which its text exists.
    public record Issued(AgentKey key, String secret) {}

    /// Replaced, not emptied, by a change: an answer that was read before it then goes where nobody looks.
    private volatile ConcurrentHashMap<String, Known> known = new ConcurrentHashMap<>();

    private final SecureRandom random = new SecureRandom();
    private final Clock clock;
    private final Optional<String> configured;
    private final String configuredAgent;

    AgentKeys(
            Clock clock,
            @ConfigProperty(name = "redress.agent.key") Optional<String> configured,
            @ConfigProperty(name = "redress.agent.id") String configuredAgent) {
        this.clock = clock;
        this.configured = configured;
        this.configuredAgent = configuredAgent;
    }

    /// Makes sure that the configured key exists. Production refuses the one that everybody knows.
    @Transactional
    void atStart(@Observes @Priority(100) StartupEvent event) {
        configured.filter(key -> !key.isBlank()).ifPresent(key -> {
            if (!key.startsWith(PREFIX) || key.length() < 24) {
                throw new ConfigurationException("REDRESS_AGENT_KEY starts with rdk_ and has at least 24 characters.");
            }
            if (LaunchMode.current() == LaunchMode.NORMAL && key.equals(DEMO)) {
                throw new ConfigurationException(
                        "REDRESS_AGENT_KEY is the demo key, which everybody knows. Set your own, or none.");
            }
            if (find("hash", hash(key)).firstResultOptional().isEmpty()) {
                save(configuredAgent, "configured", "configuration", hash(key), clock.instant());
                Log.infof("the configured key of agent %s is ready", configuredAgent);
            }
        });
    }

    @Transactional
    public Issued issue(String agentId, String name, Actor.Operator by, Instant now) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        String secret = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        return new Issued(save(agentId, name, by.id(), hash(secret), now), secret);
    }

    /// The agent that a key belongs to, if the key is good and was asked for lately: the answer that needs no database
    /// and so may be given on the event loop.
    Optional<String> recentAgentOf(String key) {
        Known answer = known.get(hashed(key));
        return answer == null || answer.until().isBefore(clock.instant()) ? Optional.empty() : answer.agent();
    }

    /// The agent that a key belongs to, if the key is good.
    Optional<String> agentOf(String key) {
        Instant now = clock.instant();
        String hashed = hashed(key);
        ConcurrentHashMap<String, Known> here = known;
        Known answer = here.get(hashed);
        if (answer == null || answer.until().isBefore(now)) {
            if (here.size() > KEPT) {
                here.clear(); // wrong keys must not fill the memory
            }
            answer = new Known(lookUp(hash(key)), now.plus(FRESH));
            here.put(hashed, answer);
        }
        return answer.agent();
    }

    public void forget() {
        known = new ConcurrentHashMap<>();
    }

    public List<AgentKey> newestFirst() {
        return list("ORDER BY createdAt DESC, id DESC");
    }

    @Transactional
    Optional<String> lookUp(byte[] hash) {
        return find("hash = ?1 AND revokedAt IS NULL", hash)
                .firstResultOptional()
                .map(AgentKey::agentId);
    }

    private AgentKey save(String agentId, String name, String by, byte[] hash, Instant now) {
        AgentKey key = new AgentKey();
        key.id = Ids.at(now);
        key.agentId = agentId;
        key.name = name;
        key.hash = hash;
        key.createdBy = by;
        key.createdAt = now;
        persist(key);
        return key;
    }

    private static String hashed(String key) {
        return Base64.getEncoder().encodeToString(hash(key));
    }

    private static byte[] hash(String key) {
        return Ids.sha256().digest(key.getBytes(StandardCharsets.UTF_8));
    }
}
