package dev.redress.access;

import dev.redress.platform.Json;
import dev.redress.platform.Problem;
import dev.redress.platform.Refusal;

/// Where agents POST what is to be stored, many and much. {@link Admission} lets in only what there is room for, and
/// the requests need no {@link AgentTurns turn}.
public interface Door {

    record Answer(String mediaType, byte[] body) {}

    boolean isAt(String path);

    /// The most bytes a body may have there: who announces more is told so, and takes no room from the others.
    default long longest(String path) {
        return Long.MAX_VALUE;
    }

    /// What is said to a request whose body was not read.
    ///
    /// @param sent the media type of that body; null when it is not told
    default Answer refusal(Refusal refusal, String sent, String publicUrl) {
        return new Answer(Problem.MEDIA_TYPE, Json.write(Problem.of(publicUrl, refusal)));
    }
}
