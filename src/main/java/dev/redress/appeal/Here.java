package dev.redress.appeal;

import dev.redress.platform.Page;
import io.quarkus.qute.TemplateData;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/// Where the person is: the frame of the page and the addresses of the others, which keep the link and the language.
@TemplateData
public record Here(Page page, String token, String chosenLanguage) {

    /// @param path below the link, such as `/appeal/check`; empty for the link itself
    public String to(String path) {
        String address = "/a/" + URLEncoder.encode(token, StandardCharsets.UTF_8) + path;
        if (chosenLanguage == null) {
            return address;
        }
        return address + (path.contains("?") ? "&" : "?") + "lang=" + chosenLanguage;
    }

    /// Where the person gets back a file they sent.
    public String fileUrl(java.util.UUID evidence) {
        return to("/evidence/" + evidence);
    }
}
