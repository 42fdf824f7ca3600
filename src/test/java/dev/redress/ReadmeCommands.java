package dev.redress;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The code that the README shows after a mark, run as it stands against the service under test.
public final class ReadmeCommands {

    private ReadmeCommands() {}

    /// The blocks of this language right after the mark.
    static List<String> blocks(String mark, String language) throws IOException {
        Pattern marked = Pattern.compile(Pattern.quote(mark) + "\\s*```" + language + "\\n(.*?)```", Pattern.DOTALL);
        List<String> blocks = new ArrayList<>();
        Matcher found = marked.matcher(Files.readString(Path.of("README.md")));
        while (found.find()) {
            blocks.add(found.group(1));
        }
        return blocks;
    }

    /// What the shell block prints.
    static String shell(String service, String externalId) throws IOException, InterruptedException {
        String block = blocks("<!-- the tests run these commands, in this order -->", "sh")
                .getFirst();
        return run(service, externalId, block, "sh", "-eu", "-c");
    }

    /// What the code prints. The address and the external id are the test's own, the rest is the README's.
    static String run(String service, String externalId, String code, String... command)
            throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(command));
        line.add(code.replace("http://localhost:8080", service)
                .replaceAll("order-8812/refund/[0-9]", Matcher.quoteReplacement(externalId)));
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("the README's code fails: " + printed);
        }
        return printed;
    }

    static boolean isThere(String program) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(program, "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
