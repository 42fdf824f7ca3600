package dev.redress.review.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redress.Chain;
import dev.redress.SignIn;
import java.util.List;
import java.util.TreeSet;

/// What a case looks like, without what is every case's own: two that cannot be told apart have the same.
public final class Shape {

    private Shape() {}

    /// The members that there are, in order, with the values that are one of few.
    public static TreeSet<String> json(String person, String caseId) {
        TreeSet<String> paths = new TreeSet<>();
        walk("", Chain.tree(SignIn.as(person).get("/api/v1/cases/" + caseId).asString()), paths);
        return paths;
    }

    /// The page with ids, references, times and dates made the same.
    public static String page(String person, String caseId) {
        return SignIn.as(person)
                .get("/desk/cases/" + caseId)
                .then()
                .statusCode(200)
                .extract()
                .asString()
                .replaceAll("(?s)<h2[^>]* id=\"precedents\">.*?</ul>", "")
                .replaceAll("(?s)<h2[^>]* id=\"related\">.*?(</details>|</table>)", "")
                .replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "ID")
                .replaceAll("RD-\\w{4}-\\w{2}", "REF")
                .replaceAll("\\d{4}-\\d{2}-\\d{2}T[\\d:.]+Z", "TIME")
                .replaceAll(
                        "\\d{1,2} (January|February|March|April|May|June|July|August|September|October|November|December) \\d{4}",
                        "DATE")
                .replaceAll("\\d{1,2}:\\d{2}( ?[ap]m)?", "CLOCK")
                .replaceAll("(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day", "DAY");
    }

    /// What other decisions and rulings there are is another matter than what this case looks like.
    private static final List<String> OTHERS = List.of("/background/precedents", "/background/related");

    private static void walk(String path, JsonNode node, TreeSet<String> paths) {
        if (OTHERS.contains(path)) {
            paths.add(path + " " + node.getNodeType());
        } else if (node.isObject()) {
            node.properties().forEach(one -> walk(path + "/" + one.getKey(), one.getValue(), paths));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                walk(path + "/" + i, node.get(i), paths);
            }
        } else {
            String text = node.asText();
            paths.add(path + " " + (text.matches("[A-Z_]+|true|false|\\d{1,3}") ? text : node.getNodeType()));
        }
    }
}
