package dev.redress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/// What the README shows in other languages works as it stands.
@QuarkusTest
class ReadmeTest {

    private final String service = ConfigProvider.getConfig().getValue("test.url", String.class);

    @Test
    void recordsADecisionFromPython() throws IOException, InterruptedException {
        assumeTrue(ReadmeCommands.isThere("python3"), "python3 is not installed: the README's Python was not run");
        assertThat(run("Python", "python", "python3", "-c")).startsWith(service + "/a/");
    }

    /// The example has no types that JavaScript lacks, so Node runs it as it is.
    @Test
    void recordsADecisionFromTypeScript() throws IOException, InterruptedException {
        assertThat(run("TypeScript", "ts", "node", "--input-type=module", "-e")).startsWith(service + "/a/");
    }

    private String run(String language, String fence, String... command) throws IOException, InterruptedException {
        List<String> blocks = ReadmeCommands.blocks("<!-- the tests run this as " + language + " -->", fence);
        assertThat(blocks).hasSize(1);
        return ReadmeCommands.run(service, Chain.fresh("readme"), blocks.getFirst(), command);
    }
}
