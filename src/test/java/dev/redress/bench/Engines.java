package dev.redress.bench;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Redress beside a workflow engine with human tasks, Operaton, on the same server. The engine has no claim-next: a
/// reviewer lists the first task that nobody has and claims it, and lists again when somebody was faster. It gets an
/// index that fits that list.
final class Engines {

    private static final int REVIEWERS = 8;
    private static final int SOME = 100_000;
    private static final int WARM_UP = 1_000;
    private static final int APPEALS_BEFORE = 12_000;
    private static final int FILED = 400;
    private static final String LIST = "/engine-rest/task?unassigned=true&sortBy=priority&sortOrder=desc&maxResults=1";
    private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");

    private final Rig rig;

    Engines(Rig rig) {
        this.rig = rig;
    }

    void run(Peers peers, Starts.Best ours) throws Exception {
        if (!peers.hasOperaton()) {
            missing("no engine could be fetched");
            return;
        }
        rig.postgres().script("CREATE DATABASE operaton");
        try {
            peers.operaton().close(); // the first start makes the schema
        } catch (IOException e) {
            missing(e.getMessage());
            return;
        }
        try (Peer operaton = peers.operaton()) {
            starts(operaton, ours);
            Claims.asBefore(rig, () -> {
                file(operaton);
                return null;
            });
            sql("CREATE INDEX ON act_ru_task (priority_ DESC, id_) WHERE assignee_ IS NULL");
            for (int open : new int[] {SOME, Claims.MANY}) {
                claim(operaton, open);
            }
        }
    }

    private void missing(String why) {
        rig.report().missing(6, "Appeals filed to an engine's tasks", why);
        rig.report().missing(7, "Claim-next to an engine", why);
    }

    private void starts(Peer operaton, Starts.Best ours) throws Exception {
        rig.report()
                .fact(
                        "Operaton, first answer, ms / resident memory after it, MiB",
                        "%d / %d".formatted(operaton.toFirstAnswer().toMillis(), operaton.residentMib()));
        if (ours != null) {
            rig.report()
                    .atMost(
                            17,
                            "First answer with the AOT cache to Operaton's",
                            ours.millis() / operaton.toFirstAnswer().toMillis(),
                            0.2);
            rig.report()
                    .atMost(
                            18,
                            "Resident memory after the first answer to Operaton's",
                            ours.mib() / operaton.residentMib(),
                            0.6);
        }
    }

    /// Appeals filed by their links, beside tasks created.
    private void file(Peer operaton) throws Exception {
        List<Load.Request> appeals = Appeals.requests(rig, APPEALS_BEFORE + (Rig.ROUNDS + 1) * FILED);
        rig.load(REVIEWERS, appeals.subList(0, APPEALS_BEFORE), 201).times(APPEALS_BEFORE, Rig.SECONDS * 15);
        rig.postgres().script("ANALYZE"); // else plans are made for tables that were empty a minute ago
        Load create = new Load(
                operaton.port(),
                REVIEWERS,
                List.of(Load.Request.post(
                        "/engine-rest/task/create", null, "{\"name\":\"Review the refund\",\"priority\":50}")),
                204);
        Rig.warmUp(create, WARM_UP, operaton.pid());
        Meter filing = rig.meter();
        Meter creating = new Meter(operaton::cpuMicros, rig.postgres());
        int[] next = {APPEALS_BEFORE};
        Rounds rounds = new Rounds()
                .add("appeals", () -> {
                    List<Load.Request> some = appeals.subList(next[0], next[0] += FILED);
                    return filing.measure(
                            1, () -> rig.load(REVIEWERS, some, 201).times(FILED, Rig.SECONDS * 2));
                })
                .add("Operaton tasks", () -> creating.measure(1, () -> create.times(FILED, Rig.SECONDS * 2)))
                .run(Rig.ROUNDS);
        rig.report()
                .atLeast(
                        6,
                        "Appeals filed to tasks created in Operaton, 8 in flight",
                        rounds.ratio("appeals", "Operaton tasks"),
                        5);
        rig.report().rates("Appeals filed, 8 in flight", rounds, "appeals", filing);
        rig.report().rates("Tasks created in Operaton, 8 in flight", rounds, "Operaton tasks", creating);
    }

    private void claim(Peer operaton, int open) throws Exception {
        Claims.park(rig, "redress", open);
        seed(open);
        Load load = Claims.load(rig, REVIEWERS);
        Meter ours = rig.meter();
        Meter theirs = new Meter(operaton::cpuMicros, rig.postgres());
        Rounds rounds = new Rounds()
                .add("claims", () -> {
                    rig.postgres().script("TRUNCATE claim");
                    return Claims.as(rig, open, () -> {
                        rig.settle();
                        return ours.measure(1, () -> load.forSeconds(Rig.SECONDS / 2));
                    });
                })
                .add("Operaton claims", () -> {
                    rig.settle();
                    return theirs.measure(1, () -> listAndClaim(operaton));
                })
                .run(Rig.ROUNDS);
        rig.report()
                .atLeast(
                        7,
                        "Claim-next to list and claim in Operaton, 8 reviewers, %,d open".formatted(open),
                        rounds.ratio("claims", "Operaton claims"),
                        10);
        rig.report().rates("Claim-next, 8 reviewers, %,d open".formatted(open), rounds, "claims", ours);
        rig.report().rates("List and claim in Operaton, %,d open".formatted(open), rounds, "Operaton claims", theirs);
    }

    private Load.Result listAndClaim(Peer operaton) throws Exception {
        long start = System.nanoTime();
        long end = start + (long) (Rig.SECONDS * 1e9);
        List<Callable<List<Long>>> reviewers = new ArrayList<>();
        for (int i = 0; i < REVIEWERS; i++) {
            String body = "{\"userId\":\"reviewer-" + i + "\"}";
            reviewers.add(() -> {
                List<Long> nanos = new ArrayList<>();
                do { // at least one each, however slow
                    long began = System.nanoTime();
                    while (!claimed(operaton, body)) {
                        // somebody was faster
                    }
                    nanos.add(System.nanoTime() - began);
                } while (System.nanoTime() < end);
                return nanos;
            });
        }
        List<Long> all = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(REVIEWERS)) {
            for (Future<List<Long>> one : threads.invokeAll(reviewers)) {
                all.addAll(one.get());
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        long[] nanos = all.stream().mapToLong(Long::longValue).sorted().toArray();
        return Load.Result.of(nanos, nanos.length, nanos.length / seconds);
    }

    private static boolean claimed(Peer operaton, String body) throws Exception {
        HttpResponse<String> listed = operaton.call(LIST, null);
        Matcher id = ID.matcher(listed.body());
        if (listed.statusCode() != 200 || !id.find()) {
            throw new IllegalStateException("Operaton lists nothing: " + listed.statusCode() + " " + listed.body());
        }
        return operaton.call("/engine-rest/task/" + id.group(1) + "/claim", body)
                        .statusCode()
                == 204;
    }

    /// Adds what is missing to this many tasks that nobody has, as the engine itself stores them.
    private void seed(int open) {
        System.err.printf("Opening %,d tasks in Operaton%n", open);
        sql("""
                INSERT INTO act_ru_task (id_, rev_, name_, priority_, create_time_, suspension_state_, task_state_)
                SELECT gen_random_uuid()::text, 1, 'Review the refund', 50 + n %% 10, now(), 1, 'Created'
                FROM generate_series(1, %d - (SELECT count(*) FROM act_ru_task WHERE assignee_ IS NULL)) n;
                INSERT INTO act_hi_taskinst (id_, name_, priority_, start_time_, task_state_)
                SELECT id_, name_, priority_, create_time_, task_state_ FROM act_ru_task t
                WHERE NOT EXISTS (SELECT FROM act_hi_taskinst h WHERE h.id_ = t.id_)""".formatted(open));
        sql("VACUUM ANALYZE act_ru_task");
        sql("VACUUM ANALYZE act_hi_taskinst");
    }

    private void sql(String statement) {
        rig.postgres().script("\\connect operaton", statement);
    }
}
