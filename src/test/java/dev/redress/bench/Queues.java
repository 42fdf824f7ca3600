package dev.redress.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The reviewers' queue with few and with many open cases: the first page, page 1,000, each filter, search, the
/// next case. The same requests at both sizes, in rounds; only the ratios count. `REDRESS_BENCH_OPEN` sets the
/// greater size.
final class Queues {

    private static final int FEW = 10_000;
    private static final int MANY = Claims.MANY;
    private static final int REQUESTS = 25;
    private static final String LIST = "/api/v1/cases?limit=50";
    private static final double AIM = 3;

    /// What is asked for, by name. A rare value has two cases in ten thousand.
    private static final Map<String, String> LISTS = new LinkedHashMap<>();

    static {
        LISTS.put("first page", "");
        LISTS.put("type", "&type=type-3");
        LISTS.put("policy", "&policy=policy-7");
        LISTS.put("policyVersion", "&policyVersion=11");
        LISTS.put("model", "&model=model-2");
        LISTS.put("agent", "&agent=agent-4");
        LISTS.put("jurisdiction", "&jurisdiction=J5");
        LISTS.put("language", "&language=l6");
        LISTS.put("rare language", "&language=rare");
        LISTS.put("origin", "&origin=AUDIT");
        LISTS.put("team", "&team=team-1");
        LISTS.put("type and rare language", "&type=type-0&language=rare");
        LISTS.put("mine", "&mine=true");
        LISTS.put("held", "&held=true");
        LISTS.put("claimable", "&claimable=true");
        LISTS.put("search for a reference", "&search=RB-4242");
        LISTS.put("search for words", "&search=november%20word77");
    }

    private final Rig rig;
    private final Service service;
    private final Postgres postgres;
    private final Report report;
    private final String reviewer;

    Queues(Rig rig) throws Exception {
        this.rig = rig;
        this.service = rig.service();
        this.postgres = rig.postgres();
        this.report = rig.report();
        this.reviewer = rig.issuer().token("queue-reviewer", "reviewer");
    }

    void run() throws Exception {
        int rounds = Rig.ROUNDS;
        postgres.script("TRUNCATE claim, queue_entry, hold");
        fill(1, FEW);
        Map<String, List<Double>> few = measure(FEW, rounds);
        fill(FEW + 1, MANY);
        Map<String, List<Double>> many = measure(MANY, rounds);
        new Pages(rig, reviewer).run(page(Math.max(2, MANY / 50 - 20)), MANY);
        few.forEach((name, times) -> {
            List<Double> ratios = new ArrayList<>();
            for (int i = 0; i < times.size(); i++) {
                ratios.add(many.get(name).get(i) / times.get(i));
            }
            report.aimBelow(
                    "Queue, %s: time with %,d open to %,d".formatted(name, MANY, FEW), Rounds.Spread.of(ratios), AIM);
            report.fact(
                    "Queue, " + name + ", ms with %,d and %,d open".formatted(FEW, MANY),
                    "%.1f / %.1f"
                            .formatted(
                                    Rounds.Spread.of(times).median(),
                                    Rounds.Spread.of(many.get(name)).median()));
        });
    }

    /// Milliseconds of a request, by name and round.
    private Map<String, List<Double>> measure(int size, int rounds) throws Exception {
        String late = page(Math.min(1_000, size / 100));
        Map<String, List<Double>> times = new LinkedHashMap<>();
        for (int round = 0; round <= rounds; round++) {
            for (Map.Entry<String, String> list : LISTS.entrySet()) {
                keep(times, list.getKey(), round, () -> service.call("GET", LIST + list.getValue(), reviewer, null));
            }
            keep(times, "page 1,000 by cursor", round, () -> service.call("GET", LIST + late, reviewer, null));
            keep(times, "next case", round, () -> service.call("POST", "/api/v1/claims", reviewer, "{}"));
            keep(
                    times,
                    "next case of a language",
                    round,
                    () -> service.call("POST", "/api/v1/claims", reviewer, "{\"language\":\"l6\"}"));
        }
        times.forEach((name, each) -> System.err.printf(
                "  %,9d open, %-26s %8.1f ms%n",
                size, name, Rounds.Spread.of(each).median()));
        return times;
    }

    private interface Call {
        void run() throws Exception;
    }

    /// After one round that does not count.
    private static void keep(Map<String, List<Double>> times, String name, int round, Call call) throws Exception {
        long start = System.nanoTime();
        for (int i = 0; i < REQUESTS; i++) {
            call.run();
        }
        if (round > 0) {
            times.computeIfAbsent(name, _ -> new ArrayList<>()).add((System.nanoTime() - start) / 1e6 / REQUESTS);
        }
    }

    /// The cursor of this page, come to as a reader does, in great steps.
    private String page(int page) throws Exception {
        String cursor = "";
        for (int i = 0; i < page - 1; i += 4) {
            String body = service.call("GET", "/api/v1/cases?limit=200" + cursor, reviewer, null)
                    .body();
            cursor = "&cursor=" + body.replaceAll("(?s).*\"next\":\"([^\"]*)\".*", "$1");
        }
        return cursor;
    }

    /// Cases with these numbers, due within thirty days, by the statements that open them but without their
    /// decisions.
    private void fill(int from, int to) {
        System.err.printf("Opening %,d cases%n", to - from + 1);
        postgres.script(
                """
                SET session_replication_role = replica;
                INSERT INTO review_case (id, origin, decision_id, reference, blind, version, opened_at, due_at, type,
                    agent_id, subject_ref, policy_id, policy_version, model, jurisdiction, language, team)
                SELECT gen_random_uuid(), (ARRAY['APPEAL', 'AUDIT', 'SWEEP'])[n %% 3 + 1], gen_random_uuid(), 'RB-' || n,
                    false, 1, now() - n %% 977 * interval '1 minute', now() + random() * interval '30 days',
                    'type-' || n %% 20, 'agent-' || n %% 15, 'cust-' || n, 'policy-' || n %% 30, (n %% 50)::text,
                    'model-' || n %% 10, 'J' || n %% 30,
                    CASE WHEN n %% 5000 = 0 THEN 'rare' ELSE 'l' || n %% 24 END,
                    CASE WHEN n %% 2 = 0 THEN 'team-' || n %% 10 / 2 END
                FROM generate_series(%1$d, %2$d) n;
                INSERT INTO queue_entry (case_id, decision_id, due_at, opened_at, fence, origin, type, agent_id,
                    subject_ref, policy_id, policy_version, model, jurisdiction, language, team)
                SELECT id, decision_id, due_at, opened_at, 0, origin, type, agent_id, subject_ref, policy_id,
                    policy_version, model, jurisdiction, language, team
                FROM review_case WHERE substr(reference, 4)::text ~ '^[0-9]+$' AND reference LIKE 'RB-%%'
                    AND substr(reference, 4)::int BETWEEN %1$d AND %2$d;
                INSERT INTO case_search (case_id, words)
                SELECT id, to_tsvector('simple', 'rb ' || substr(reference, 4) || ' cust order november word'
                    || abs(hashtext(reference)) %% 1000)
                FROM review_case WHERE substr(reference, 4)::text ~ '^[0-9]+$' AND reference LIKE 'RB-%%'
                    AND substr(reference, 4)::int BETWEEN %1$d AND %2$d;
                UPDATE case_count SET open = (SELECT count(*) FROM review_case WHERE closed_at IS NULL);
                """.formatted(from, to),
                "VACUUM ANALYZE review_case",
                "VACUUM ANALYZE queue_entry",
                "VACUUM ANALYZE case_search");
    }
}
