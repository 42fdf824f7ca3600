package dev.redress;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The words that persons read, by the files in `messages` and the interfaces they translate: a bundle that is added is
/// found without a change here.
final class Bundles {

    static final List<String> LANGUAGES = List.of("en", "de", "fr", "es", "pl", "ar");

    /// Said to reviewers and operators at work, not to persons.
    private static final Set<String> AT_WORK = Set.of("desk");

    private static final Path FILES = Path.of("src/main/resources/messages");

    private Bundles() {}

    static List<String> names() {
        try (Stream<Path> files = Files.list(FILES)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("\\w+_[a-z]{2}\\.properties"))
                    .map(name -> name.substring(0, name.lastIndexOf('_')))
                    .filter(name -> !AT_WORK.contains(name))
                    .distinct()
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /// Each text by its key. English stands in the interface, the others in a file each.
    static Map<String, String> texts(String bundle, String language) {
        Map<String, String> texts = new TreeMap<>();
        if (language.equals("en")) {
            interfaces().getOrDefault(bundle, List.of()).stream()
                    .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                    .filter(method -> method.isAnnotationPresent(Message.class))
                    .forEach(method -> texts.put(
                            method.getName(),
                            method.getAnnotation(Message.class).value()));
        }
        Path file = FILES.resolve(bundle + "_" + language + ".properties");
        if (Files.exists(file)) {
            Properties read = new Properties();
            try (Reader reader = Files.newBufferedReader(file)) {
                read.load(reader);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
            read.stringPropertyNames().forEach(key -> texts.put(key, read.getProperty(key)));
        }
        return texts;
    }

    private static Map<String, List<Class<?>>> interfaces() {
        return new ClassFileImporter()
                .importPath(Path.of("target/classes")).stream()
                        .filter(type -> type.isAnnotatedWith(MessageBundle.class))
                        .map(JavaClass::reflect)
                        .collect(Collectors.groupingBy(
                                type -> type.getAnnotation(MessageBundle.class).value()));
    }
}
