package dev.redress.telemetry.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redress.decision.Term;
import dev.redress.telemetry.sampling.Unusual.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UnusualTest {

    private static final Unusual POLICY = new Unusual(10, 50, 5, 4, new Term(1, Term.Unit.DAYS));

    @Test
    void aLongRunIs() {
        assertThat(POLICY.fits(flat(49))).isFalse();
        assertThat(POLICY.fits(flat(50))).isTrue();
    }

    @Test
    void aDeepRunIsInWhateverOrderItsSpansCame() {
        assertThat(POLICY.fits(nested(4))).isFalse();
        List<Step> deep = new ArrayList<>(nested(5));
        Collections.shuffle(deep, new Random(1));
        assertThat(POLICY.fits(deep)).isTrue();
    }

    @Test
    void aRunIsThatTriesTheSameAgainAndAgain() {
        assertThat(POLICY.fits(tries(4, "search"))).isFalse(); // three retries
        assertThat(POLICY.fits(tries(5, "search"))).isTrue();
        List<Step> elsewhere = new ArrayList<>(tries(4, "search"));
        elsewhere.add(new Step("x", "other", "search")); // the same step under another parent is another step
        assertThat(POLICY.fits(elsewhere)).isFalse();
    }

    @Test
    void spansThatAreTheirOwnParentsEndTheWayUp() {
        assertThat(POLICY.fits(List.of(new Step("a", "b", "x"), new Step("b", "a", "y"), new Step("c", "c", "z"))))
                .isFalse();
        assertThat(POLICY.fits(List.of())).isFalse();
    }

    @Test
    void whatCannotFitNeedsNoLook() {
        assertThat(POLICY.canFit(4)).isFalse();
        assertThat(POLICY.canFit(5)).isTrue();
    }

    private static List<Step> flat(int spans) {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < spans; i++) {
            steps.add(new Step("s" + i, "root", "step " + i));
        }
        return steps;
    }

    private static List<Step> nested(int spans) {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < spans; i++) {
            steps.add(new Step("s" + i, i == 0 ? "" : "s" + (i - 1), "step " + i));
        }
        return steps;
    }

    private static List<Step> tries(int spans, String name) {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < spans; i++) {
            steps.add(new Step("t" + i, "root", name));
        }
        return steps;
    }
}
