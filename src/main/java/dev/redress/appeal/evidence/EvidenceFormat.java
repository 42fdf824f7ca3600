package dev.redress.appeal.evidence;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MimeTypes;

/// The kinds of file that are taken, recognised by their bytes.
///
/// Office files are ZIP archives or OLE2 containers: the archive's own declaration of its main part tells which,
/// and one that declares or holds macros is none of these.
enum EvidenceFormat {
    PDF("application/pdf", Family.PDF, "pdf"),
    JPEG("image/jpeg", Family.IMAGE, "jpg", "jpeg"),
    PNG("image/png", Family.IMAGE, "png"),
    HEIC("image/heic", Family.IMAGE, "heic"),
    HEIF("image/heif", Family.IMAGE, "heif"),
    TEXT("text/plain", Family.TEXT, "txt", "csv", "md", "log"),
    RTF("application/rtf", Family.OFFICE, "rtf"),
    DOCX("application/vnd.openxmlformats-officedocument.wordprocessingml.document", Family.OFFICE, "docx"),
    XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Family.OFFICE, "xlsx"),
    PPTX("application/vnd.openxmlformats-officedocument.presentationml.presentation", Family.OFFICE, "pptx"),
    ODT("application/vnd.oasis.opendocument.text", Family.OFFICE, "odt"),
    ODS("application/vnd.oasis.opendocument.spreadsheet", Family.OFFICE, "ods"),
    ODP("application/vnd.oasis.opendocument.presentation", Family.OFFICE, "odp"),
    DOC("application/msword", Family.OFFICE, "doc"),
    XLS("application/vnd.ms-excel", Family.OFFICE, "xls"),
    PPT("application/vnd.ms-powerpoint", Family.OFFICE, "ppt");

    /// Kinds that are taken for one another: a phone names every photo `.jpg`.
    private enum Family {
        PDF,
        IMAGE,
        TEXT,
        OFFICE
    }

    /// What a file chooser offers.
    static final String ACCEPTED =
            String.join(",", Stream.of(values()).map(one -> one.mediaType).toList());

    private static final int DECLARATION = 1 << 20;
    private static final Set<EvidenceFormat> OPEN_DOCUMENTS = EnumSet.of(ODT, ODS, ODP);

    private final String mediaType;
    private final Family family;
    private final List<String> extensions;

    EvidenceFormat(String mediaType, Family family, String... extensions) {
        this.mediaType = mediaType;
        this.family = family;
        this.extensions = List.of(extensions);
    }

    String mediaType() {
        return mediaType;
    }

    String extension() {
        return extensions.getFirst();
    }

    /// Empty when the content is of no kind that is taken.
    static Optional<EvidenceFormat> of(Path content) throws IOException {
        String found;
        try (InputStream bytes = new BufferedInputStream(Files.newInputStream(content))) {
            found = Known.TYPES.detect(bytes, new Metadata()).toString();
        }
        return switch (found) {
            case "application/zip", "application/x-tika-ooxml" -> archive(content);
            case "application/x-tika-msoffice" -> container(content);
            default -> {
                Optional<EvidenceFormat> format = byMediaType(found);
                yield format.filter(OPEN_DOCUMENTS::contains).isPresent() ? archive(content) : format;
            }
        };
    }

    /// Whether a name or a media type claims something that the content is not. What says nothing claims nothing.
    boolean contradicts(String name, String claimed) {
        Optional<EvidenceFormat> named = Stream.of(values())
                .filter(one -> one.extensions.contains(extensionOf(name)))
                .findFirst();
        Optional<EvidenceFormat> typed = claimed == null
                ? Optional.empty()
                : byMediaType(claimed.split(";", 2)[0].strip().toLowerCase(Locale.ROOT));
        return Stream.of(named, typed).flatMap(Optional::stream).anyMatch(other -> other.family != family);
    }

    boolean isNamed(String name) {
        return extensions.contains(extensionOf(name));
    }

    private static String extensionOf(String name) {
        return name == null ? "" : name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    private static Optional<EvidenceFormat> byMediaType(String mediaType) {
        return Stream.of(values())
                .filter(one -> one.mediaType.equals(mediaType))
                .findFirst();
    }

    private static Optional<EvidenceFormat> archive(Path content) {
        try (ZipFile zip = new ZipFile(content.toFile())) {
            String own = read(zip, "mimetype");
            if (own != null) {
                return zip.stream().map(ZipEntry::getName).anyMatch(EvidenceFormat::holdsMacros)
                        ? Optional.empty()
                        : byMediaType(own.strip()).filter(OPEN_DOCUMENTS::contains);
            }
            String declared = read(zip, "[Content_Types].xml");
            if (declared == null || declared.contains("macroEnabled") || declared.contains("vbaProject")) {
                return Optional.empty();
            }
            return Stream.of(DOCX, XLSX, PPTX)
                    .filter(one -> declared.contains(one.mediaType + ".main+xml"))
                    .findFirst();
        } catch (IOException | IllegalArgumentException e) { // no archive after all
            return Optional.empty();
        }
    }

    /// Of an OpenDocument file (OASIS ODF 1.3, part 2; LibreOffice keeps Basic and scripts in folders of these names).
    private static boolean holdsMacros(String entry) {
        return entry.startsWith("Basic/") || entry.startsWith("Scripts/");
    }

    private static String read(ZipFile zip, String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            return null;
        }
        try (InputStream in = zip.getInputStream(entry)) {
            return new String(in.readNBytes(DECLARATION), StandardCharsets.UTF_8);
        }
    }

    /// The names of an OLE2 container's streams stand in it as UTF-16.
    private static Optional<EvidenceFormat> container(Path content) throws IOException {
        String bytes = Files.readString(content, StandardCharsets.ISO_8859_1);
        if (bytes.contains(wide("_VBA_PROJECT"))) {
            return Optional.empty();
        }
        return bytes.contains(wide("WordDocument"))
                ? Optional.of(DOC)
                : bytes.contains(wide("Workbook"))
                        ? Optional.of(XLS)
                        : bytes.contains(wide("PowerPoint Document")) ? Optional.of(PPT) : Optional.empty();
    }

    private static String wide(String name) {
        return new String(name.getBytes(StandardCharsets.UTF_16LE), StandardCharsets.ISO_8859_1);
    }

    /// Loaded with the first upload: a service that sees none need not hold it.
    private static final class Known {
        static final MimeTypes TYPES = MimeTypes.getDefaultMimeTypes();
    }
}
