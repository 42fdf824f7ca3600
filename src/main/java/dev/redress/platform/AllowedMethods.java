package dev.redress.platform;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Singleton;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Which methods an address takes, for `Allow`: it must be there with 405 (RFC 9110 section 15.5.6), and the framework
/// leaves it out.
@Singleton
class AllowedMethods {

    private record Endpoint(Pattern path, String method) {}

    private final List<Endpoint> endpoints = new ArrayList<>();

    AllowedMethods(BeanManager beans) {
        beans.getBeans(Object.class, Any.Literal.INSTANCE).forEach(bean -> read(bean.getBeanClass()));
    }

    String of(String path) {
        TreeSet<String> methods = new TreeSet<>();
        for (Endpoint endpoint : endpoints) {
            if (endpoint.path().matcher(path).matches()) {
                methods.add(endpoint.method());
            }
        }
        if (methods.contains(HttpMethod.GET)) {
            methods.add(HttpMethod.HEAD);
        }
        methods.add(HttpMethod.OPTIONS);
        return String.join(", ", methods);
    }

    private void read(Class<?> resource) {
        Path root = resource.getAnnotation(Path.class);
        if (root == null) {
            return;
        }
        for (Method method : resource.getDeclaredMethods()) {
            Path path = method.getAnnotation(Path.class);
            for (Annotation annotation : method.getAnnotations()) {
                HttpMethod http = annotation.annotationType().getAnnotation(HttpMethod.class);
                if (http != null) {
                    endpoints.add(new Endpoint(pattern(root.value(), path == null ? "" : path.value()), http.value()));
                }
            }
        }
    }

    private static Pattern pattern(String root, String path) {
        String whole = ("/" + root + "/" + path).replaceAll("/+", "/").replaceAll("/$", "");
        return Pattern.compile(whole.replaceAll("\\{[^}]*}", "[^/]+") + "/?");
    }
}
