package dev.redress.appeal.evidence;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;

/// The forms in which evidence leaves: a file to save, in a sandbox should anything show it all the same; a picture
/// drawn anew.
public final class DownloadPages {

    private static final String CSP = "sandbox; default-src 'none'";

    private DownloadPages() {}

    public static Response of(Evidence evidence, EvidenceFiles files) {
        StreamingOutput bytes = out -> files.copy(evidence, out);
        return Response.ok(bytes, MediaType.APPLICATION_OCTET_STREAM)
                .header("Content-Security-Policy", CSP)
                .header(HttpHeaders.CONTENT_DISPOSITION, FileName.attachment(evidence.name()))
                .header(HttpHeaders.CONTENT_LENGTH, evidence.size())
                .build();
    }

    /// A picture that we drew ourselves.
    public static Response picture(byte[] jpeg) {
        return Response.ok(jpeg, "image/jpeg")
                .header("Content-Security-Policy", CSP)
                .header(HttpHeaders.CONTENT_DISPOSITION, "inline")
                .build();
    }
}
