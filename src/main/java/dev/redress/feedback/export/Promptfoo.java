package dev.redress.feedback.export;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redress.feedback.Label;
import java.util.Optional;
import java.util.regex.Pattern;

/// Test cases of promptfoo, one a line: `{"description", "vars", "assert", "metadata"}`. The prompt under test gets the
/// input as `{{input}}` and has to answer with the code of the right outcome.
final class Promptfoo {

    /// What ends a passage that is not a template, whatever the spaces in it.
    private static final Pattern END = Pattern.compile("\\{%-?\\s*endraw\\s*-?%}");

    private Promptfoo() {}

    static Optional<ObjectNode> test(Label label, Example example, Source.Facts facts) {
        return Example.expected(label).map(expected -> {
            ObjectNode test = JsonNodeFactory.instance.objectNode();
            test.put(
                    "description",
                    label.type() + " " + label.externalId() + ", ruled "
                            + label.verdict().name());
            test.putObject("vars").put("input", raw(Example.input(label)));
            test.putArray("assert").addObject().put("type", "equals").put("value", raw(expected));
            test.set("metadata", Example.metadata(label, example.split()));
            return test;
        });
    }

    /// Values are templates to promptfoo, which would give people's words the run of its environment, and a value that
    /// begins like an address of a file is read from there.
    private static String raw(String text) {
        return text.contains("{{") || text.contains("{%") || text.contains("{#") || text.contains("://")
                ? "{% raw %}" + END.matcher(text).replaceAll("{% endraw %}{{ \"{%\" }} endraw %}{% raw %}")
                        + "{% endraw %}"
                : text;
    }
}
