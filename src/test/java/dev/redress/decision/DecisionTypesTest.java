package dev.redress.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DecisionTypesTest {

    @Test
    void aListThatAChangeOvertookIsNotRemembered() {
        DecisionTypes types = new DecisionTypes(null, null, Clock.systemUTC()) {
            private boolean changed;

            @Override
            Map<String, Registered> load() {
                if (changed) {
                    return Map.of("new", new Registered(DecisionType.unregistered("new"), 1));
                }
                changed = true;
                forget(); // the change is committed while the list is read
                return Map.of();
            }
        };
        assertThat(types.all()).isEmpty();
        assertThat(types.all()).containsKey("new");
    }
}
