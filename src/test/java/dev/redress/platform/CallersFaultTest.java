package dev.redress.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.jboss.resteasy.reactive.server.handlers.FormBodyHandler;
import org.junit.jupiter.api.Test;

/// What no request can bring about: a disk that is full.
class CallersFaultTest {

    @Test
    void aFormThatTheDiskCannotTakeIsOurs() {
        IOException full = at(new IOException("No space left on device"), "sun.nio.ch.FileChannelImpl");
        assertThat(CallersFault.of(full)).isEmpty();
        assertThat(CallersFault.of(new IllegalStateException(full))).isEmpty();
    }

    @Test
    void aFormThatEndsTooSoonIsTheCallers() {
        IOException cutShort = at(new IOException("terminated"), "java.io.InputStream");
        assertThat(CallersFault.of(cutShort)).get().returns(CommonProblem.MALFORMED, Refusal::type);
    }

    @Test
    void whatComesUpElsewhereIsOurs() {
        assertThat(CallersFault.of(new IOException("elsewhere"))).isEmpty();
    }

    private static IOException at(IOException failure, String place) {
        failure.setStackTrace(new StackTraceElement[] {
            new StackTraceElement(place, "m", null, 1),
            new StackTraceElement(FormBodyHandler.class.getName(), "handle", null, 1)
        });
        return failure;
    }
}
