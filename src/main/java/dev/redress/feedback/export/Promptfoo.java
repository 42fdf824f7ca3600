package dev.redress.feedback.export;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redress.feedback.Label;
import java.util.Optional;

/// Test cases of promptfoo, one a line: `{"description", "vars", "assert", "metadata"}`. The prompt under test gets the
/// input as `{{input}}` and has to answer with the code of the right outcome.
final class Promptfoo {

    private Promptfoo() {}

    static Optional<ObjectNode> test(Label label, Example example, Source.Facts facts) {
        return Example.expected(label).map(expected -> {
            ObjectNode test = JsonNodeFactory.instance.objectNode();
            test.put(
                    "description",
                    label.type() + " " + label.externalId() + ", ruled "
                            + label.verdict().name());
            test.putObject("vars").put("input", literal(Example.input(label)));
            test.putArray("assert").addObject().put("type", "equals").put("value", literal(expected));
            test.set("metadata", Example.metadata(label, example.split()));
            return test;
        });
    }

    /// Values are templates to promptfoo, which would give people's words the run of its environment; one that
    /// begins like the address of a file is read from there, and one that names a package is a module to run.
    /// What might be taken for any of these is sent as a template that is nothing but a text. No two braces
    /// stand together in that text: before the template is read, promptfoo replaces `{{input}}` inside of it.
    private static String literal(String text) {
        boolean plain = !text.contains("{{")
                && !text.contains("{%")
                && !text.contains("{#")
                && !text.contains("://")
                && !text.startsWith("package:");
        return plain
                ? text
                : "{{ \""
                        + text.replace("\\", "\\\\")
                                .replace("\"", "\\\"")
                                .replace("{", "\\{")
                                .replace("\n", "\\n")
                                .replace("\r", "\\r")
                                .replace("\t", "\\t")
                        + "\" }}";
    }
}
