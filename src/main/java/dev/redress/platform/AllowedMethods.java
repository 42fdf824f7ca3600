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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Which methods an address takes, for `Allow`: it must be there with 405 (RFC 9110 section 15.5.6), and the framework
/// leaves it out.
@Singleton
class AllowedMethods {

    /// @param literal how many characters of the path stand for themselves: of several that fit the longest is taken
    private record Endpoint(Pattern path, int literal, String method) {}

    /// A parameter, perhaps with the form it must have.
    private static final Pattern PARAMETER = Pattern.compile("\\{([^}]*)}");

    private final List<Endpoint> endpoints = new ArrayList<>();

    AllowedMethods(BeanManager beans) {
        beans.getBeans(Object.class, Any.Literal.INSTANCE).forEach(bean -> read(bean.getBeanClass()));
    }

    String of(String path) {
        List<Endpoint> there = endpoints.stream()
                .filter(endpoint -> endpoint.path().matcher(path).matches())
                .toList();
        int closest = there.stream().mapToInt(Endpoint::literal).max().orElse(0);
        TreeSet<String> methods = there.stream()
                .filter(endpoint -> endpoint.literal() == closest)
                .map(Endpoint::method)
                .collect(Collectors.toCollection(TreeSet::new));
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
                    endpoints.add(endpoint(root.value(), path == null ? "" : path.value(), http.value()));
                }
            }
        }
    }

    private static String form(String parameter) {
        int colon = parameter.indexOf(':');
        return colon < 0 ? "[^/]+" : parameter.substring(colon + 1).strip();
    }

    private static Endpoint endpoint(String root, String path, String method) {
        String whole = ("/" + root + "/" + path).replaceAll("/+", "/").replaceAll("/$", "");
        String pattern = PARAMETER.matcher(whole).replaceAll(found -> Matcher.quoteReplacement(form(found.group(1))));
        int literal = PARAMETER.matcher(whole).replaceAll("").length();
        return new Endpoint(Pattern.compile(pattern + "/?"), literal, method);
    }
}
