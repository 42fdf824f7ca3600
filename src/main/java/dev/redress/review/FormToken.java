package dev.redress.review;

import dev.redress.platform.CommonProblem;
import dev.redress.platform.Refusal;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Cookie;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.WithFormRead;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;

/// Takes a form of the desk only with the token that the desk put into it: the same in the cookie and in the form.
/// Asked here and not by the extension that makes the token, because that one would ask on the person's path too,
/// which has no cookie.
class FormToken {

    @WithFormRead
    @ServerRequestFilter
    public void check(ContainerRequestContext request) {
        if (!request.getMethod().equals("POST") || !request.getUriInfo().getPath().startsWith("/desk/")) {
            return;
        }
        Cookie cookie = request.getCookies().get("csrf-token");
        var context = (ResteasyReactiveRequestContext)
                ((ResteasyReactiveContainerRequestContext) request).getServerRequestContext();
        Object sent = context.getFormParameter("csrf-token", true, false);
        if (cookie == null || !(sent instanceof String token) || !same(cookie.getValue(), token)) {
            throw new Refusal(CommonProblem.CROSS_SITE, "This form is too old. Open the page again; what you saved is kept.");
        }
    }

    private static boolean same(String a, String b) {
        return MessageDigest.isEqual(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }
}
