package dev.redress.review.quality;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Kind notes to a reviewer, and to nobody else: a streak that chance hardly gives, a pace that is not theirs, a long
/// time without a break.
@ApplicationScoped
public class Hints {

    /// @param today    rulings since the last midnight of the house
    /// @param sitting  how long at the desk without a break; zero for not at the desk
    /// @param hints    sentences; often none
    public record Own(int today, Duration sitting, List<String> hints) {}

    private static final int SHORTEST_STREAK = 8;
    private static final double HARDLY = 0.01;
    /// Fewer rulings say nothing about what is usual.
    private static final int ENOUGH = 20;
    private static final Duration BREAK = Duration.ofMinutes(15);
    private static final Duration LONG = Duration.ofHours(2);

    private final EntityManager entities;
    private final ZoneId zone;

    Hints(EntityManager entities, @ConfigProperty(name = "redress.zone") String zone) {
        this.entities = entities;
        this.zone = ZoneId.of(zone);
    }

    @Transactional
    public Own of(String reviewer, Instant now) {
        Duration sitting = sitting(reviewer, now);
        List<String> hints = new ArrayList<>();
        streak(reviewer).ifPresent(hints::add);
        pace(reviewer).ifPresent(hints::add);
        if (sitting.compareTo(LONG) >= 0) {
            hints.add(
                    "You have been at it for " + sitting.toHours() + " hours. A break helps you and the next person.");
        }
        return new Own(today(reviewer, now), sitting, hints);
    }

    private int today(String reviewer, Instant now) {
        return ((Number) entities.createNativeQuery(
                                "SELECT count(*) FROM ruling WHERE reviewer_id = :by AND ruled_at >= :from AND ruled_at <= :now")
                        .setParameter("by", reviewer)
                        .setParameter(
                                "from",
                                now.atZone(zone).truncatedTo(ChronoUnit.DAYS).toInstant())
                        .setParameter("now", now)
                        .getSingleResult())
                .intValue();
    }

    private Optional<String> streak(String reviewer) {
        List<String> own = texts(
                "SELECT verdict FROM ruling WHERE reviewer_id = :by ORDER BY ruled_at DESC, id DESC LIMIT 50",
                reviewer);
        List<String> all = texts(
                "SELECT verdict FROM (SELECT verdict, reviewer_id FROM ruling ORDER BY ruled_at DESC LIMIT 1000) r"
                        + " WHERE reviewer_id <> :by",
                reviewer);
        return streak(own, all);
    }

    /// @param own    verdicts, the latest first
    /// @param others what is usual
    static Optional<String> streak(List<String> own, List<String> others) {
        int length = (int) own.stream()
                .takeWhile(verdict -> verdict.equals(own.getFirst()))
                .count();
        if (length < SHORTEST_STREAK || others.size() < ENOUGH) {
            return Optional.empty();
        }
        double share = others.stream().filter(own.getFirst()::equals).count() / (double) others.size();
        return Math.pow(share, length) >= HARDLY
                ? Optional.empty()
                : Optional.of("Your last " + length + " rulings were all "
                        + own.getFirst().toLowerCase(Locale.ROOT).replace('_', ' ')
                        + ". Chance seldom gives that. It can be right; look at the next case with fresh eyes.");
    }

    private Optional<String> pace(String reviewer) {
        @SuppressWarnings("unchecked")
        List<Number> seconds = entities.createNativeQuery(
                        "SELECT held_seconds FROM ruling_proof WHERE reviewer_id = :by AND held_seconds IS NOT NULL"
                                + " ORDER BY ruled_at DESC LIMIT 60")
                .setParameter("by", reviewer)
                .getResultList();
        return pace(seconds.stream().map(Number::longValue).toList());
    }

    /// @param seconds on each case, the latest first
    static Optional<String> pace(List<Long> seconds) {
        if (seconds.size() < ENOUGH + 10) {
            return Optional.empty();
        }
        long now = median(seconds.subList(0, 10));
        long usual = median(seconds.subList(10, seconds.size()));
        return usual == 0 || now * 2 > usual
                ? Optional.empty()
                : Optional.of("Your last ten cases went twice as fast as is usual for you. Take the time each needs.");
    }

    private static long median(List<Long> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    private Duration sitting(String reviewer, Instant now) {
        @SuppressWarnings("unchecked")
        List<Instant> minutes = entities.createNativeQuery("""
                        SELECT DISTINCT minute FROM case_read WHERE reviewer_id = :by AND minute > :from AND minute <= :now
                        ORDER BY minute DESC""")
                .setParameter("by", reviewer)
                .setParameter("from", now.minus(Duration.ofHours(12)))
                .setParameter("now", now)
                .getResultList();
        return sitting(minutes, now);
    }

    /// @param minutes in which something was done, the latest first
    static Duration sitting(List<Instant> minutes, Instant now) {
        Instant since = now;
        for (Instant minute : minutes) {
            if (Duration.between(minute, since).compareTo(BREAK) > 0) {
                break;
            }
            since = minute;
        }
        return Duration.between(since, now);
    }

    @SuppressWarnings("unchecked")
    private List<String> texts(String query, String reviewer) {
        return entities.createNativeQuery(query).setParameter("by", reviewer).getResultList();
    }
}
