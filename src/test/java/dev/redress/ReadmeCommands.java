package dev.redress;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The shell commands that the README shows after its mark, run as they stand against the service under test.
public final class ReadmeCommands {

    private static final Pattern MARKED =
            Pattern.compile("<!-- the tests run these commands, in this order -->\\s*```sh\\n(.*?)```", Pattern.DOTALL);

    private ReadmeCommands() {}

    /// What each marked block prints. The address and the external id are the test's own, the rest is the README's.
    public static List<String> run(String service, String externalId) throws IOException, InterruptedException {
        String readme = Files.readString(Path.of("README.md"));
        List<String> answers = new ArrayList<>();
        Matcher blocks = MARKED.matcher(readme);
        while (blocks.find()) {
            String commands = blocks.group(1)
                    .replace("http://localhost:8080", service)
                    .replace("order-8812/refund/1", externalId);
            Process shell = new ProcessBuilder("sh", "-eu", "-c", commands)
                    .redirectErrorStream(true)
                    .start();
            answers.add(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            if (shell.waitFor() != 0) {
                throw new IllegalStateException("the README's commands fail: " + answers.getLast());
            }
        }
        return answers;
    }
}
