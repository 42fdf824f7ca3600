package dev.redress;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.redress.access.Role;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// No agent is ever sent to a page where people sign in: it has no browser to follow it with, and would try again for
/// ever. Every endpoint that an agent may call is found in the code.
@QuarkusTest
class AgentDoorsTest {

    private static final String[] CREDENTIALS = {
        null,
        "Bearer",
        "Bearer wrong",
        "Bearer rdk_wrong",
        "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbWFsIn0.",
        "Basic YTpi",
        "Negotiate x"
    };

    private record Door(String method, String path, String consumes) {}

    @Test
    void answer401AndNeverASignInPage() {
        List<Door> doors = doors();
        assertThat(doors).hasSizeGreaterThan(20).anyMatch(door -> door.path.equals("/v1/traces"));
        for (Door door : doors) {
            for (String credential : CREDENTIALS) {
                for (String accept :
                        new String[] {"application/json, */*;q=0.1", "text/html,application/xhtml+xml,*/*;q=0.8"}) {
                    List<String> headers = new ArrayList<>(List.of("Accept: " + accept));
                    if (credential != null) {
                        headers.add("Authorization: " + credential);
                    }
                    boolean body = !door.method.equals("GET") && !door.method.equals("DELETE");
                    if (body) {
                        headers.add("Content-Type: " + door.consumes);
                    }
                    Wire.Answer answer = Wire.send(
                            door.method,
                            door.path,
                            body ? "{}".getBytes(StandardCharsets.UTF_8) : null,
                            headers.toArray(String[]::new));
                    String what = door + " " + headers + ": " + answer.text();
                    assertThat(answer.status()).as(what).isEqualTo(401);
                    assertThat(answer.header("Location")).as(what).isNull();
                    assertThat(answer.header("WWW-Authenticate")).as(what).startsWith("Bearer");
                    assertThat(answer.header("Content-Type")).as(what).startsWith("application/problem+json");
                    assertThat(answer.text()).as(what).contains("/problems/not-signed-in");
                }
            }
        }
    }

    private static List<Door> doors() {
        List<Door> doors = new ArrayList<>();
        for (JavaClass one : new ClassFileImporter().importPath(java.nio.file.Path.of("target/classes"))) {
            if (!one.isAnnotatedWith(Path.class)) {
                continue;
            }
            String root = one.getAnnotationOfType(Path.class).value();
            for (JavaMethod method : one.getMethods()) {
                String verb = method.getAnnotations().stream()
                        .filter(annotation -> annotation.getRawType().isAnnotatedWith(HttpMethod.class))
                        .map(annotation -> annotation.getRawType().getSimpleName())
                        .findFirst()
                        .orElse(null);
                if (verb != null && isForAgents(one, method)) {
                    String path = method.isAnnotatedWith(Path.class)
                            ? root + "/"
                                    + method.getAnnotationOfType(Path.class).value()
                            : root;
                    doors.add(new Door(
                            verb,
                            path.replaceAll("\\{partition.*}", "")
                                    .replaceAll("\\{[^}]*}", "019ab1c2-6e00-7a3b-8c4d-5e6f70819203")
                                    .replaceAll("/+", "/"),
                            consumes(one, method)));
                }
            }
        }
        return doors;
    }

    private static boolean isForAgents(JavaClass one, JavaMethod method) {
        RolesAllowed allowed = method.isAnnotatedWith(RolesAllowed.class)
                ? method.getAnnotationOfType(RolesAllowed.class)
                : one.isAnnotatedWith(RolesAllowed.class) ? one.getAnnotationOfType(RolesAllowed.class) : null;
        return allowed != null && Arrays.asList(allowed.value()).contains(Role.AGENT);
    }

    private static String consumes(JavaClass one, JavaMethod method) {
        return method.isAnnotatedWith(Consumes.class)
                ? method.getAnnotationOfType(Consumes.class).value()[0]
                : one.isAnnotatedWith(Consumes.class)
                        ? one.getAnnotationOfType(Consumes.class).value()[0]
                        : "application/json";
    }
}
