package dev.redress;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponses;
import org.junit.jupiter.api.Test;

/// The house: which package may know which. A new package gets a line here and the same line in its
// `package-info.java`.
class PackagesTest {

    private static final Map<String, List<String>> MAY_KNOW = new LinkedHashMap<>();

    static {
        MAY_KNOW.put("platform", List.of());
        MAY_KNOW.put("access", List.of("platform"));
        MAY_KNOW.put("journal", List.of("platform", "access"));
        MAY_KNOW.put("decision", List.of("platform", "access", "journal"));
        MAY_KNOW.put("appeal", List.of("platform", "access", "journal", "decision"));
        MAY_KNOW.put("review", List.of("platform", "access", "journal", "decision", "appeal"));
        MAY_KNOW.put("remedy", List.of("platform", "access", "journal", "decision", "appeal"));
        MAY_KNOW.put("feedback", List.of("platform", "access", "journal", "decision", "appeal"));
        MAY_KNOW.put("feedback.export", List.of("platform", "access", "journal", "decision", "appeal", "feedback"));
        MAY_KNOW.put(
                "feedback.dataset",
                List.of("platform", "access", "journal", "decision", "appeal", "feedback", "feedback.export"));
        MAY_KNOW.put(
                "feedback.gate",
                List.of(
                        "platform",
                        "access",
                        "journal",
                        "decision",
                        "appeal",
                        "feedback",
                        "feedback.export",
                        "feedback.dataset"));
        MAY_KNOW.put(
                "feedback.push",
                List.of("platform", "access", "journal", "decision", "appeal", "feedback", "feedback.export"));
        MAY_KNOW.put("notify", List.of("platform", "access", "journal", "decision", "appeal"));
        MAY_KNOW.put("telemetry", List.of("platform", "access", "journal", "decision"));
        MAY_KNOW.put("registry", List.of("platform", "access", "journal"));
        MAY_KNOW.put(
                "insight",
                List.of("platform", "access", "journal", "decision", "appeal", "review", "remedy", "feedback"));
        MAY_KNOW.put("demo", allBut());
    }

    /// Packages that were split by noun: each may know what its whole may know. True: it knows its whole, too; false:
    /// its whole knows it.
    private static final Map<String, Boolean> PARTS = Map.ofEntries(
            Map.entry("appeal.evidence", false),
            Map.entry("remedy.webhook", false),
            Map.entry("decision.commitment", true),
            Map.entry("decision.calendar", false),
            Map.entry("telemetry.sampling", false),
            Map.entry("review.desk", true),
            Map.entry("review.quality", true),
            Map.entry("review.sample", true),
            Map.entry("review.check", true),
            Map.entry("review.ruling", false),
            Map.entry("review.roster", false));

    private static final Path SOURCES = Path.of("src/main/java/dev/redress");
    private static final JavaClasses HOUSE = new ClassFileImporter().importPath(Path.of("target/classes"));
    private static final JavaClasses PLANTED = new ClassFileImporter().importPackages("dev.redress.planted");

    @Test
    void eachKnowsOnlyWhatTheTableAllows() {
        MAY_KNOW.forEach(
                (name, known) -> boundary("dev.redress.", name, unknownTo(name)).check(HOUSE));
    }

    @Test
    void aPartAndItsWholeKnowEachOtherOneWayOnly() throws IOException {
        for (Map.Entry<String, Boolean> part : PARTS.entrySet()) {
            String whole = part.getKey().substring(0, part.getKey().indexOf('.'));
            String knowing = part.getValue() ? whole : part.getKey();
            String known = part.getValue() ? part.getKey() : whole;
            noClasses()
                    .that()
                    .resideInAPackage("dev.redress." + knowing)
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("dev.redress." + known)
                    .check(HOUSE);
            String line =
                    "/// Knows: " + String.join(", ", MAY_KNOW.get(whole)) + (part.getValue() ? ", " + whole : "");
            assertThat(SOURCES.resolve(part.getKey().replace('.', '/')).resolve("package-info.java"))
                    .content()
                    .contains(line + ".");
        }
    }

    @Test
    void noneKnowEachOtherInACircle() {
        noCircles("dev.redress.(**)").check(HOUSE);
    }

    @Test
    void onlyResourcesAndPagesKnowHttp() {
        httpStaysAtTheDoor().check(HOUSE);
    }

    @Test
    void everyEndpointIsPublic() {
        endpointsArePublic().check(HOUSE);
    }

    /// What waits for the database waits on a virtual thread. Those named here ask nobody for anything.
    @Test
    void everyEndpointRunsOnAVirtualThread() {
        endpointsRunOnVirtualThreads("ProblemPages", "KeysPages", "HomePages").check(HOUSE);
    }

    /// A checked exception passes by the class that turns failures into answers.
    @Test
    void noEndpointLetsExceptionsOfTheDatabaseOut() {
        endpointsDeclareNoSqlException().check(HOUSE);
    }

    /// What SmallRye cannot see it guesses: 200 for a {@link Response}, 201 for a POST that answers nothing. What is
    /// named is held against real answers by {@link DescribedAnswers}.
    @Test
    void everyEndpointNamesTheCodesThatCannotBeSeen() {
        endpointsNameTheirCodes().check(HOUSE);
    }

    @Test
    void eachSaysWhatItKnows() throws IOException {
        for (String name : existing()) {
            if (PARTS.containsKey(name)) {
                continue; // said where parts are looked at
            }
            assertThat(MAY_KNOW).as("the table of this test").containsKey(name);
            String line = switch (name) {
                case "demo" -> "/// Knows: everything; nothing knows it.";
                case "platform" -> "/// Knows: nothing of Redress.";
                default -> "/// Knows: " + String.join(", ", MAY_KNOW.get(name)) + ".";
            };
            assertThat(SOURCES.resolve(name.replace('.', '/')).resolve("package-info.java"))
                    .content()
                    .contains(line);
        }
    }

    @Test
    void aBrokenRuleFails() {
        assertFails(boundary("dev.redress.planted.", "one", List.of("two")), "Two");
        assertFails(noCircles("dev.redress.planted.(*)"), "Cycle");
        assertFails(httpStaysAtTheDoor(), "jakarta.ws.rs.GET");
        assertFails(endpointsArePublic(), "hidden()");
        assertFails(endpointsRunOnVirtualThreads("ProblemPages"), "hidden()");
        assertFails(endpointsNameTheirCodes(), "untold()");
    }

    private static ArchRule endpointsDeclareNoSqlException() {
        return methods()
                .that()
                .areDeclaredInClassesThat()
                .haveNameMatching(".*\\.\\w*(Resource|Pages)")
                .and()
                .arePublic()
                .should()
                .notDeclareThrowableOfType(SQLException.class);
    }

    private static ArchRule boundary(String base, String name, List<String> unknown) {
        String[] others = unknown.stream().map(other -> base + other + "..").toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(base + name + "..")
                .and()
                .resideOutsideOfPackages(within(base, name))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .allowEmptyShould(true);
    }

    /// Packages below this one that have lines of their own.
    private static String[] within(String base, String name) {
        return MAY_KNOW.keySet().stream()
                .filter(other -> other.startsWith(name + "."))
                .map(other -> base + other + "..")
                .toArray(String[]::new);
    }

    private static ArchRule noCircles(String packages) {
        return slices().matching(packages).should().beFreeOfCycles().allowEmptyShould(true);
    }

    private static ArchRule httpStaysAtTheDoor() {
        return noClasses()
                .that()
                .resideOutsideOfPackages("dev.redress.platform..", "dev.redress.access..")
                .and()
                .haveNameNotMatching(".*\\.\\w*(Resource|Pages)(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "jakarta.ws.rs..",
                        "org.jboss.resteasy..",
                        "io.vertx.core.http..",
                        "io.vertx.ext.web..",
                        "io.quarkus.vertx.http..")
                .allowEmptyShould(true);
    }

    private static ArchRule endpointsArePublic() {
        return methods()
                .that()
                .areMetaAnnotatedWith(HttpMethod.class)
                .should()
                .bePublic()
                .allowEmptyShould(true);
    }

    private static ArchRule endpointsRunOnVirtualThreads(String... but) {
        return methods()
                .that()
                .areMetaAnnotatedWith(HttpMethod.class)
                .and()
                .areNotAnnotatedWith(RunOnVirtualThread.class)
                .and()
                .areNotAnnotatedWith(NonBlocking.class)
                .and()
                .areDeclaredInClassesThat()
                .areNotAnnotatedWith(RunOnVirtualThread.class)
                .should()
                .beDeclaredInClassesThat()
                .haveNameMatching(".*\\.(" + String.join("|", but) + ")")
                .allowEmptyShould(true);
    }

    private static ArchRule endpointsNameTheirCodes() {
        return methods()
                .that()
                .areAnnotatedWith(Operation.class)
                .and(describe("have codes that cannot be seen", PackagesTest::isGuessed))
                .should()
                .beAnnotatedWith(APIResponseSchema.class)
                .orShould()
                .beAnnotatedWith(APIResponse.class)
                .orShould()
                .beAnnotatedWith(APIResponses.class);
    }

    private static boolean isGuessed(JavaMethod method) {
        return !method.getAnnotationOfType(Operation.class).hidden()
                && !method.isAnnotatedWith(GET.class) // which is 200 here
                && (method.getRawReturnType().isEquivalentTo(Response.class)
                        || method.isAnnotatedWith(POST.class)
                                && method.getRawReturnType().isEquivalentTo(void.class));
    }

    private static void assertFails(ArchRule rule, String message) {
        assertThatThrownBy(() -> rule.check(PLANTED))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(message);
    }

    private static List<String> unknownTo(String name) {
        return MAY_KNOW.keySet().stream()
                .filter(other -> !other.equals(name) && !MAY_KNOW.get(name).contains(other))
                .toList();
    }

    private static List<String> allBut(String... left) {
        return MAY_KNOW.keySet().stream()
                .filter(name -> !List.of(left).contains(name))
                .toList();
    }

    private static List<String> existing() throws IOException {
        try (Stream<Path> folders = Files.walk(SOURCES)) {
            return folders.filter(folder -> Files.isDirectory(folder) && !folder.equals(SOURCES))
                    .map(folder -> SOURCES.relativize(folder).toString().replace('/', '.'))
                    .sorted()
                    .toList();
        }
    }
}
