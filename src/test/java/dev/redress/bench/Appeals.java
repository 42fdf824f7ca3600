package dev.redress.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Requests that file an appeal, each by the link of a decision of its own.
final class Appeals {

    private static final Pattern LINK = Pattern.compile("\"appealUrl\":\"[^\"]*/([^\"/]+)\"");

    private Appeals() {}

    /// Records at least as many decisions.
    static List<Load.Request> requests(Rig rig, int wanted) throws Exception {
        return links(rig, wanted).stream()
                .map(link -> Load.Request.post("/api/v1/notices/" + link + "/appeal", null, Service.APPEAL))
                .toList();
    }

    private static List<String> links(Rig rig, int wanted) throws Exception {
        List<String> links = new ArrayList<>();
        List<String> documents = Documents.all();
        while (links.size() < wanted) {
            StringBuilder body = new StringBuilder();
            for (int i = 0; i < 200; i++) {
                body.append(i == 0 ? "{\"decisions\":[" : ",")
                        .append(documents
                                .get(i % documents.size())
                                .replace(Documents.SLOT, "filed-" + System.nanoTime() + "-" + i)
                                // Each is about somebody else: what a person was decided about before is looked at.
                                .replaceFirst(
                                        "\"ref\":\"cust-[^\"]*\"", "\"ref\":\"cust-" + links.size() + "-" + i + "\""));
            }
            Matcher link = LINK.matcher(rig.service()
                    .call(
                            "POST",
                            "/api/v1/decisions/batch",
                            Service.KEY,
                            body.append("]}").toString())
                    .body());
            while (link.find()) {
                links.add(link.group(1));
            }
        }
        return links;
    }
}
