package dev.redress.platform;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/// Holds every JSON body that the framework reads to one limit and to {@link Utf8}; endpoints that take the bytes
/// themselves check them themselves.
@Provider
public class JsonBodies implements ReaderInterceptor {

    private static final int LIMIT = 1 << 20;

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        if (context.getType() == byte[].class
                || !MediaType.APPLICATION_JSON_TYPE.isCompatible(context.getMediaType())) {
            return context.proceed();
        }
        byte[] body = context.getInputStream().readNBytes(LIMIT + 1);
        if (body.length > LIMIT) {
            throw new Refusal(CommonProblem.TOO_LARGE, "The body has at most 1 MiB.");
        }
        switch (Utf8.of(body, 0, body.length)) {
            case GOOD -> {
                // read on
            }
            case NOT_UTF8 -> throw CommonProblem.malformed("The body is not JSON in UTF-8.");
            case UNCLEAN_ESCAPE -> throw CommonProblem.invalid("", Texts.UNCLEAN);
        }
        context.setInputStream(new ByteArrayInputStream(body));
        return context.proceed();
    }
}
