package dev.redress.platform;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.common.providers.serialisers.MapAsFormUrlEncodedProvider;
import org.jboss.resteasy.reactive.server.handlers.FormBodyHandler;
import org.jboss.resteasy.reactive.server.handlers.MediaTypeMapper;
import org.jboss.resteasy.reactive.server.jaxrs.HttpHeadersImpl;

/// Where the framework takes apart what callers send, it fails with whatever comes up. That such a failure is a
/// fault of the request can only be told from the place.
final class CallersFault {

    private CallersFault() {}

    /// Empty when the fault may be ours.
    static Optional<Refusal> of(Throwable failure) {
        if (passed(failure, FormBodyHandler.class) || passed(failure, MapAsFormUrlEncodedProvider.class)) {
            // the files of a form go to the disk, which is ours
            return anyFrame(failure, name -> name.startsWith("sun.nio.ch.") || name.startsWith("sun.nio.fs."))
                    ? Optional.empty()
                    : Optional.of(CommonProblem.malformed("The body is not the form that it claims to be."));
        }
        if (passed(failure, MediaTypeMapper.class)) {
            return Optional.of(new Refusal(
                    CommonProblem.UNSUPPORTED_MEDIA_TYPE, "The Content-Type is not of the form it must have."));
        }
        if (passed(failure, HttpHeadersImpl.class)) {
            return Optional.of(CommonProblem.malformed("A header is not of the form it must have."));
        }
        return Optional.empty();
    }

    /// Whether this or a cause of it came up in or below the class.
    static boolean passed(Throwable failure, Class<?> place) {
        return anyFrame(failure, place.getName()::equals);
    }

    private static boolean anyFrame(Throwable failure, Predicate<String> className) {
        return Stream.iterate(failure, each -> each != null, Throwable::getCause)
                .limit(20) // causes may go round in a circle
                .flatMap(each -> Stream.of(each.getStackTrace()))
                .map(StackTraceElement::getClassName)
                .anyMatch(className);
    }
}
