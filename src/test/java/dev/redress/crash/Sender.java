package dev.redress.crash;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/// A few agents that post decision after decision, each waiting for its answer, until they are told to stop.
final class Sender {

    /// In place of a status: the connection broke, so the sender cannot know.
    static final int CUT = 0;

    /// In place of a status: there was no connection, so nothing was sent.
    static final int REFUSED = -1;

    private static final int AGENTS = 8;

    private final HttpClient client;
    private final URI uri;
    private final Ledger ledger;
    private final Map<Integer, LongAdder> answers = new ConcurrentSkipListMap<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean going;
    private volatile boolean lying;

    Sender(URI uri, Ledger ledger) {
        this(uri, ledger, HttpClient.Version.HTTP_1_1);
    }

    Sender(URI uri, Ledger ledger, HttpClient.Version version) {
        this.client = HttpClient.newBuilder().version(version).build();
        this.uri = uri;
        this.ledger = ledger;
    }

    /// Writes the acknowledgement down before it has come: a ledger that the check must catch.
    Sender lying() {
        lying = true;
        return this;
    }

    void start(String series) {
        going = true;
        for (int agent = 0; agent < AGENTS; agent++) {
            String name = series + "/" + agent + "/";
            threads.add(Thread.ofPlatform().start(() -> run(name)));
        }
    }

    void stop() throws InterruptedException {
        going = false;
        for (Thread thread : threads) {
            thread.join();
        }
        threads.clear();
    }

    /// How many answers there were of each status.
    Map<Integer, LongAdder> answers() {
        return answers;
    }

    long answers(int status) {
        LongAdder count = answers.get(status);
        return count == null ? 0 : count.sum();
    }

    /// The status of the answer, or {@link #CUT}, or {@link #REFUSED}.
    int post(String externalId) throws InterruptedException {
        int status = CUT;
        try {
            status = answer(externalId).statusCode();
        } catch (ConnectException e) {
            status = REFUSED;
        } catch (IOException e) {
            // cut: the default
        }
        answers.computeIfAbsent(status, _ -> new LongAdder()).increment();
        if (status == 200 || status == 201) {
            ledger.acknowledged(externalId);
        }
        return status;
    }

    HttpResponse<String> answer(String externalId) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + Service.KEY)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body(externalId)))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    /// An adverse decision with its evidence, the same for the same id.
    static String body(String externalId) {
        return """
                {"externalId": "{id}", "type": "refund.request", "decidedAt": "2026-11-23T09:30:00Z", "automation": "FULLY",
                 "outcome": {"code": "denied", "adverse": true, "summary": "Your refund {id} was refused."},
                 "model": {"provider": "openai", "requested": "gpt-4o", "served": "gpt-4o-2024-08-06"},
                 "policy": {"id": "refunds", "version": "7"}, "subject": {"ref": "cust-{id}", "locale": "de"},
                 "reasons": [{"code": "OUTSIDE_WINDOW", "text": "You bought this more than 30 days ago."}],
                 "inputSnapshot": {"order": "{id}", "amount": "49.90 EUR", "noise": "{noise}"}}""".replace("{id}", externalId)
                .replace("{noise}", Integer.toHexString(externalId.hashCode()).repeat(100));
    }

    private void run(String name) {
        try {
            for (int i = 0; going; i++) {
                ledger.sent(name + i);
                if (lying) {
                    ledger.acknowledged(name + i);
                }
                int status = post(name + i);
                if (status != 200 && status != 201) {
                    Thread.sleep(50);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
