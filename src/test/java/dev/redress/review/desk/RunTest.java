package dev.redress.review.desk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redress.Chain;
import dev.redress.decision.Document;
import dev.redress.platform.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunTest {

    @Test
    void putsCallsToolsAndSpansInTheOrderOfTheirTimes() {
        Run run = run("""
                {"calls": [{"id": "k2", "step": "decide", "essential": true, "attempt": 2, "startedAt": "2026-11-23T09:30:05Z", "status": "OK"},
                           {"id": "k1", "step": "decide", "essential": true, "attempt": 1, "startedAt": "2026-11-23T09:30:01Z", "status": "ERROR", "errorType": "timeout"},
                           {"id": "k3", "step": "check", "hedgeOf": "k2", "used": false}],
                 "commitments": [{"id": "c1", "text": "We send the money back.", "actions": ["a1"]}],
                 "actions": [{"id": "a1", "tool": "refunds.create", "system": "refunds", "status": "OK", "at": "2026-11-23T09:30:09+00:00", "result": {"id": "r1"}}],
                 "trace": {"traceId": "1", "spans": [{"name": "invoke_agent", "startTimeUnixNano": "1795426200000000000", "status": {"code": 2}}]}}""");
        assertThat(run.moments())
                .extracting(Run.Moment::title)
                .containsExactly("invoke_agent", "decide", "decide", "refunds.create", "check");
        assertThat(run.moments()).extracting(Run.Moment::failed).containsExactly(true, true, false, false, false);
        assertThat(run.moments().get(1).notes()).contains("essential", "timeout");
        assertThat(run.moments().get(2).notes()).contains("try 2");
        assertThat(run.moments().get(3).notes()).contains("for the promise: We send the money back.", "in refunds");
        assertThat(run.moments().get(4).notes()).contains("in case k2 fails", "not used");
        assertThat(run.moments().get(2).after(run.first())).isEqualTo("+5.0 s");
        assertThat(run.moments().get(4).after(run.first())).isNull();
    }

    @Test
    void namesEssentialStepsThatNoTrySaved() {
        assertThat(run("""
                {"calls": [{"id": "k1", "step": "read", "essential": true, "status": "ERROR"},
                           {"id": "k2", "step": "decide", "essential": true, "status": "ERROR"},
                           {"id": "k3", "step": "decide", "essential": true, "attempt": 2, "status": "OK"},
                           {"id": "k4", "step": "polish", "essential": false, "status": "ERROR"},
                           {"id": "k5", "step": "answer", "essential": true, "status": "OK", "finishReasons": ["length"]}]}""").failedSteps()).containsExactly("answer", "read");
    }

    @Test
    void saysNothingOfWhatIsNotThere() {
        Run run = run("{}");
        assertThat(run.moments()).isEmpty();
        assertThat(run.failedSteps()).isEmpty();
        assertThat(run.first()).isNull();
    }

    private static Run run(String document) {
        return Run.of(Json.read(Chain.tree(document), Document.class), "demo-agent", List.of(), List.of(), null);
    }
}
