package dev.redress.appeal.evidence;

import dev.redress.platform.ProblemType;
import jakarta.inject.Singleton;

/// Why a file cannot be taken. Nothing else that was sent is lost with it.
public enum EvidenceProblem implements ProblemType {
    FILE_TOO_LARGE(
            413,
            "The file is too large",
            "A file may have up to 10 MB. Send a smaller one, or a photo in place of a scan."),
    FILE_EMPTY(422, "The file is empty", "The file has no content. Choose it again, or choose another one."),
    FILE_TYPE_UNKNOWN(
            415,
            "This kind of file cannot be taken",
            "Send a PDF, a photo (JPEG, PNG or HEIC), plain text, or a document, table or presentation (Microsoft Office or OpenDocument, without macros). The kind is read from the content, not from the name."),
    FILE_IS_ANOTHER_TYPE(
            415,
            "The file is not what its name says",
            "The content of the file is of another kind than its name or media type says. Save it again under its true kind."),
    TOO_MANY_FILES(
            422,
            "There are too many files",
            "An appeal takes up to five files, and five more for each question that was asked."),
    FILE_UNSAFE(422, "The file may do harm", "A virus scanner found something in the file. It was not kept."),
    SCANNER_AWAY(
            503,
            "The file cannot be checked now",
            "The virus scanner does not answer. The file was not kept; send it again in a few minutes."),
    NO_FILE(422, "No file was sent", "Send at least one part of type file, named `file`.");

    private final Described described;

    EvidenceProblem(int status, String title, String explanation) {
        described = new Described(status, title, explanation);
    }

    @Override
    public Described described() {
        return described;
    }

    @Singleton
    static final class Offered implements Catalogue {

        @Override
        public ProblemType[] types() {
            return values();
        }
    }
}
