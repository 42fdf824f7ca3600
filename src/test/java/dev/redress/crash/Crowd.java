package dev.redress.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.redress.bench.Issuer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/// Everybody at once: agents at all doors, people who appeal by the links that came back, reviewers who claim. Each
/// waits
/// for its answer before it goes on, and writes down in the ledger what it sends and what is acknowledged.
final class Crowd {

    private static final List<Door> AGENTS =
            List.of(Door.SINGLE, Door.SINGLE, Door.SINGLE, Door.BATCH, Door.LINES, Door.TRACES, Door.LOGS);
    private static final int REVIEWERS = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    private record Link(String id, String token) {}

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Service service;
    private final Issuer issuer;
    private final Map<Integer, LongAdder> answers = new ConcurrentSkipListMap<>();
    private final Map<String, String> holders = new ConcurrentHashMap<>();
    private final Set<String> claimedTwice = ConcurrentHashMap.newKeySet();
    private final Map<String, String> appealing = new ConcurrentHashMap<>();
    private final BlockingQueue<Link> links = new LinkedBlockingQueue<>(200);
    private final List<Thread> threads = new ArrayList<>();
    private volatile Ledger ledger;
    private volatile String series;
    private volatile boolean going;
    private int probes;

    Crowd(Service service, Issuer issuer) {
        this.service = service;
        this.issuer = issuer;
    }

    private interface Step {
        boolean take(int i) throws IOException, InterruptedException;
    }

    void start(String name, Ledger into) {
        ledger = into;
        series = name;
        appealing.clear();
        links.clear();
        going = true;
        for (int i = 0; i < AGENTS.size(); i++) {
            int agent = i;
            go(step -> post(AGENTS.get(agent), name, agent, step));
        }
        go(_ -> appeal());
        for (int i = 0; i < REVIEWERS; i++) {
            String reviewer = name + "-reviewer-" + i;
            String token = token(reviewer);
            go(_ -> claim(reviewer, token));
        }
    }

    void stop() throws InterruptedException {
        going = false;
        for (Thread thread : threads) {
            thread.join();
        }
        threads.clear();
    }

    /// How many answers there were of each status; {@link Sender#CUT} and {@link Sender#REFUSED} in place of none.
    Map<Integer, LongAdder> answers() {
        return answers;
    }

    int claims() {
        return holders.size();
    }

    Set<String> claimedTwice() {
        return claimedTwice;
    }

    /// Whether one post of one decision is acknowledged now.
    boolean probe() throws InterruptedException {
        return post(Door.SINGLE, series, AGENTS.size(), probes++);
    }

    /// Sends once more what was sent without an acknowledgement, until all of it is acknowledged.
    void repeat(Collection<String> open) throws InterruptedException {
        Map<Door, List<String>> byDoor = new EnumMap<>(Door.class);
        for (String id : open) {
            if (id.startsWith("appeal/")) {
                require(appeal(id, appealing.get(id)), id);
            } else {
                byDoor.computeIfAbsent(Door.of(id), _ -> new ArrayList<>()).add(id);
            }
        }
        for (Map.Entry<Door, List<String>> each : byDoor.entrySet()) {
            List<String> ids = each.getValue();
            int size = each.getKey().size;
            for (int i = 0; i < ids.size(); i += size) {
                List<String> some = ids.subList(i, Math.min(i + size, ids.size()));
                require(send(each.getKey(), some), some);
            }
        }
    }

    private static void require(boolean acknowledged, Object what) {
        if (!acknowledged) {
            throw new AssertionError("not acknowledged when sent again: " + what);
        }
    }

    private void go(Step step) {
        threads.add(Thread.ofPlatform().start(() -> {
            try {
                for (int i = 0; going; i++) {
                    if (!step.take(i)) {
                        Thread.sleep(50);
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }));
    }

    private boolean post(Door door, String name, int agent, int step) throws InterruptedException {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < door.size; i++) {
            ids.add(door.id(name, agent, step * door.size + i));
        }
        ledger.sent(ids);
        return send(door, ids);
    }

    private boolean send(Door door, List<String> ids) throws InterruptedException {
        HttpRequest.Builder request =
                request(door.path, Service.KEY, door.type, BodyPublishers.ofByteArray(door.body(ids)));
        if (door.packed()) {
            request.header("Content-Encoding", "gzip");
        }
        try {
            HttpResponse<String> answer = answer(request);
            if (answer == null) {
                return false;
            }
            List<String> acknowledged = door.acknowledged(ids, answer.statusCode(), answer.body());
            if (!acknowledged.isEmpty()) {
                ledger.acknowledged(acknowledged);
            }
            if (door == Door.SINGLE && answer.statusCode() == 201) {
                String url = JSON.readTree(answer.body()).get("appealUrl").asText();
                links.offer(new Link("appeal/" + ids.getFirst(), url.substring(url.lastIndexOf('/') + 1)));
            }
            return acknowledged.size() == ids.size();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("an answer that cannot be read", e);
        }
    }

    private boolean appeal() throws InterruptedException {
        Link link = links.poll(100, TimeUnit.MILLISECONDS);
        if (link == null) {
            return true;
        }
        appealing.put(link.id(), link.token());
        ledger.sent(link.id());
        return appeal(link.id(), link.token());
    }

    private boolean appeal(String id, String token) throws InterruptedException {
        String body = "{\"grounds\": [\"SOMETHING_ELSE\"], \"statement\": \"" + statement(id) + "\"}";
        HttpResponse<String> answer = answer(request(
                "/api/v1/notices/" + token + "/appeal", null, "application/json", BodyPublishers.ofString(body)));
        boolean filed = answer != null && (answer.statusCode() == 200 || answer.statusCode() == 201);
        if (filed) {
            ledger.acknowledged(id);
        }
        return filed;
    }

    static String statement(String id) {
        return "It is wrong: " + id;
    }

    private boolean claim(String reviewer, String token) throws IOException, InterruptedException {
        Thread.sleep(20);
        HttpResponse<String> answer =
                answer(request("/api/v1/claims", token, "application/json", BodyPublishers.ofString("{}")));
        if (answer == null || answer.statusCode() != 201) {
            return false;
        }
        JsonNode claimed = JSON.readTree(answer.body());
        String caseId = claimed.get("caseId").asText();
        if (holders.putIfAbsent(caseId, reviewer) != null) {
            claimedTwice.add(caseId);
        }
        ledger.acknowledged(
                "claim/" + caseId + "/" + reviewer + "/" + claimed.get("fence").asText());
        return true;
    }

    private HttpRequest.Builder request(String path, String credential, String type, HttpRequest.BodyPublisher body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(service.at(path))
                .timeout(PATIENCE)
                .header("Content-Type", type)
                .POST(body);
        return credential == null ? request : request.header("Authorization", "Bearer " + credential);
    }

    /// Null when none came.
    private HttpResponse<String> answer(HttpRequest.Builder request) throws InterruptedException {
        int status = Sender.CUT;
        try {
            HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
            status = answer.statusCode();
            return answer;
        } catch (ConnectException e) {
            status = Sender.REFUSED;
            return null;
        } catch (IOException e) {
            return null; // cut: the default
        } finally {
            answers.computeIfAbsent(status, _ -> new LongAdder()).increment();
        }
    }

    private String token(String reviewer) {
        try {
            return issuer.token(reviewer, "reviewer");
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
