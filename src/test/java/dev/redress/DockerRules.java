package dev.redress;

import static dev.redress.Texts.items;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// What the files in `docker/` promise.
final class DockerRules {

    private static final String DOCKERFILE = "Dockerfile";
    private static final String COMPOSE = "compose.yaml";

    static final List<Rule> ALL = List.of(
            dockerfile("built with a JDK 25, run on a Java 25", lines -> {
                var from = arguments(lines, "FROM");
                return from.size() == 2
                        && from.getFirst().matches("\\S+:25-jdk\\S* AS build")
                        && from.getLast().matches("\\S+:25-jr?[ed]k?\\S*");
            }),
            dockerfile(
                    "built by the wrapper",
                    lines -> arguments(lines, "RUN").stream().anyMatch(run -> run.contains("./mvnw "))),
            dockerfile("runs as a numeric user that is not root", lines -> {
                var users = arguments(lines.subList(lastIndex(lines, "FROM"), lines.size()), "USER");
                return !users.isEmpty() && users.getLast().matches("[1-9]\\d*(:[1-9]\\d*)?");
            }),
            dockerfile(
                    "adds nothing from the network",
                    lines -> arguments(lines, "ADD").isEmpty()),
            dockerfile(
                    "no secret in the image",
                    lines -> lines.stream()
                            .filter(line -> line.matches("(?i)(ENV|ARG) .*"))
                            .noneMatch(Settings::isSecret)),
            dockerfile(
                    "no health check, for the platform's probes do that",
                    lines -> arguments(lines, "HEALTHCHECK").isEmpty()),
            dockerfile(
                    "copies the whole fast-jar",
                    lines -> arguments(lines, "COPY").stream()
                            .filter(copy -> copy.startsWith("--from=build /build/target/quarkus-app/"))
                            .map(copy -> copy.substring(copy.lastIndexOf(' ') + 1))
                            .toList()
                            .containsAll(List.of("lib/", "./", "quarkus/", "app/"))),
            dockerfile("fixed Java flags", lines -> {
                var entry = arguments(lines, "ENTRYPOINT");
                return entry.size() == 1
                        && entry.getFirst().startsWith("[\"java\"")
                        && List.of(
                                        "-XX:+UseParallelGC",
                                        "-XX:MaxRAMPercentage=",
                                        "-XX:MaxDirectMemorySize=",
                                        "-XX:ReservedCodeCacheSize=",
                                        "-XX:TrimNativeHeapInterval=",
                                        "-XX:+ExitOnOutOfMemoryError",
                                        "--enable-native-access=ALL-UNNAMED",
                                        "\"quarkus-run.jar\"")
                                .stream()
                                .allMatch(entry.getFirst()::contains);
            }),
            dockerfile("the AOT cache is made with the flags it is used with", lines -> {
                var made = arguments(lines, "RUN").stream()
                        .filter(run -> run.contains("-XX:AOTCacheOutput=app.aot"))
                        .toList();
                return made.size() == 1
                        && flags(made.getFirst())
                                .equals(flags(arguments(lines, "ENTRYPOINT").getFirst()))
                        && lastIndex(lines, "RUN") < lastIndex(lines, "USER")
                        && arguments(lines, "ENTRYPOINT").getFirst().contains("\"-XX:AOTCache=app.aot\"");
            }),
            compose(
                    "every setting the service needs is given",
                    services -> items(Texts.read(Settings.NEEDED.toString()))
                            .allMatch(
                                    name -> services.at("/redress/environment").has(name.asText()))),
            compose(
                    "every secret comes from the environment",
                    services -> items(services)
                            .allMatch(service ->
                                    Settings.secret(service.path("environment")).isEmpty())),
            compose(
                    "fixed image tags",
                    services -> items(services)
                            .allMatch(service ->
                                    Images.isPinned(service.path("image").asText()))),
            compose(
                    "ports are open to this machine alone",
                    services -> items(services)
                            .flatMap(service -> items(service.path("ports")))
                            .allMatch(port -> port.asText().startsWith("127.0.0.1:"))),
            compose(
                    "PostgreSQL 18, whose data is kept",
                    services -> services.at("/postgres/image").asText().startsWith("postgres:18")
                            && services.at("/postgres/volumes/0").asText().equals("postgres:/var/lib/postgresql")),
            compose(
                    "Keycloak 26, which imports the realm",
                    services -> services.at("/keycloak/image").asText().matches(".*/keycloak:26\\..*")
                            && services.at("/keycloak/command").toString().contains("--import-realm")
                            && services.at("/keycloak/volumes/0")
                                    .asText()
                                    .equals("./keycloak:/opt/keycloak/data/import:ro")),
            compose(
                    "starts once its neighbours are healthy",
                    services -> List.of("postgres", "keycloak").stream()
                            .allMatch(neighbour -> services.path(neighbour).has("healthcheck")
                                    && services.at("/redress/depends_on/" + neighbour + "/condition")
                                            .asText()
                                            .equals("service_healthy"))),
            compose(
                    "the service is confined",
                    services -> services.at("/redress/read_only").asBoolean()
                            && Texts.words(services.at("/redress/cap_drop")).equals(List.of("ALL"))
                            && Texts.words(services.at("/redress/security_opt")).contains("no-new-privileges:true")),
            compose(
                    "a bounded /tmp that native libraries load from",
                    services -> Texts.words(services.at("/redress/tmpfs")).stream()
                            .anyMatch(mount -> mount.matches("/tmp:exec,size=\\d+m"))),
            new Rule("the example environment names every value compose takes, and holds none", texts -> {
                var given = texts.text(".env.example")
                        .lines()
                        .filter(line -> !line.isBlank() && !line.startsWith("#"))
                        .toList();
                var taken = Pattern.compile("\\$\\{([A-Z_0-9]+)")
                        .matcher(texts.text(COMPOSE))
                        .results()
                        .map(match -> match.group(1) + "=")
                        .distinct()
                        .sorted()
                        .toList();
                return given.stream().sorted().toList().equals(taken);
            }));

    private DockerRules() {}

    private static Rule dockerfile(String promise, Predicate<List<String>> lines) {
        return new Rule(promise, texts -> lines.test(instructions(texts.text(DOCKERFILE))));
    }

    private static Rule compose(String promise, Predicate<JsonNode> services) {
        return new Rule(promise, texts -> services.test(texts.yaml(COMPOSE).path("services")));
    }

    /// The instructions one a line: no comments, continued lines joined.
    private static List<String> instructions(String dockerfile) {
        return dockerfile
                .replaceAll("(?m)^\\s*#.*\\R", "")
                .replaceAll("\\\\\\R\\s*", "")
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
    }

    private static List<String> arguments(List<String> lines, String instruction) {
        return lines.stream()
                .filter(line -> line.regionMatches(true, 0, instruction + " ", 0, instruction.length() + 1))
                .map(line -> line.substring(instruction.length() + 1).strip())
                .toList();
    }

    /// Java's flags but those of the heap's size and of the cache, which differ.
    private static List<String> flags(String command) {
        return Pattern.compile("(?<=[\\s\"])(-[^\\s\",]+)")
                .matcher(command)
                .results()
                .map(flag -> flag.group(1))
                .filter(flag -> !flag.matches("-Xmx.*|-XX:MaxRAM.*|-XX:AOTCache.*|-Dquarkus\\.appcds.*"))
                .toList();
    }

    private static int lastIndex(List<String> lines, String instruction) {
        int last = 0;
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith(instruction + " ")) {
                last = i;
            }
        }
        return last;
    }
}
