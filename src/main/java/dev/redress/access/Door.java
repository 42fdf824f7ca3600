package dev.redress.access;

import dev.redress.platform.Problem;
import dev.redress.platform.Refusal;
import io.vertx.ext.web.RoutingContext;

/// Where agents POST what is to be stored, many and much. {@link Admission} lets in only what there is room for, and
/// the
/// requests need no {@link AgentTurns turn}.
public interface Door {

    boolean isAt(String path);

    /// Answers a request whose body was not read.
    default void refuse(RoutingContext request, Refusal refusal, String publicUrl) {
        Problem.send(request, publicUrl, refusal);
    }
}
