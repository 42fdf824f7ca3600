package dev.redress.appeal;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;

/// Small files of every kind that people send, and of some that they must not.
public final class SampleFiles {

    public static final byte[] PNG = image("png");
    public static final byte[] PDF =
            bytes("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 0/Kids[]>>endobj\n"
                    + "trailer<</Root 1 0 R>>\n%%EOF\n");

    private static final String WORD =
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
    private static final String EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
    private static final String MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml";

    private SampleFiles() {}

    public static byte[] named(String name) {
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "pdf" -> PDF;
            case "png" -> PNG;
            case "jpg" -> image("jpg");
            case "heic" -> heic();
            case "txt" -> name.startsWith("empty") ? new byte[0] : bytes("I bought it in November.\n");
            case "docx" -> zip(Map.of("[Content_Types].xml", types(WORD), "word/document.xml", "<w/>"));
            case "xlsx" -> zip(Map.of("[Content_Types].xml", types(EXCEL), "xl/workbook.xml", "<w/>"));
            case "docm" -> zip(Map.of("[Content_Types].xml", types(MACROS), "word/vbaProject.bin", "x"));
            case "odt" -> odt("application/vnd.oasis.opendocument.text", Map.of());
            case "sxw" -> odt("image/jpeg", Map.of());
            case "ott" -> odt("application/vnd.oasis.opendocument.text", Map.of("Basic/Standard/Module1.xml", "x"));
            case "doc" -> ole();
            case "html" -> bytes("<!DOCTYPE html><html><body><script>alert(1)</script></body></html>");
            case "svg" ->
                bytes("<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>");
            case "exe" -> Arrays.copyOf(bytes("MZ\u0090\0\3\0\0\0\4\0\0\0"), 512);
            case "zip" -> zip(Map.of("anything.txt", "anything"));
            default -> throw new IllegalArgumentException(name);
        };
    }

    public static byte[] text(int size) {
        byte[] text = new byte[size];
        Arrays.fill(text, (byte) 'a');
        return text;
    }

    private static byte[] image(String format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), format, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /// The first box of an ISO base media file names the brand.
    private static byte[] heic() {
        return Arrays.copyOf(bytes("\0\0\0\u0018ftypheic\0\0\0\0mif1heic"), 64);
    }

    private static byte[] odt(String mimetype, Map<String, String> more) {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put("mimetype", mimetype);
        entries.put("content.xml", "<office/>");
        entries.putAll(more);
        return zip(entries);
    }

    /// An OLE2 header, and the name of Word's stream as its directory holds it.
    private static byte[] ole() {
        byte[] file = new byte[2_048];
        byte[] magic = {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, (byte) 0xA1, (byte) 0xB1, 0x1A, (byte) 0xE1};
        System.arraycopy(magic, 0, file, 0, magic.length);
        byte[] stream = "WordDocument".getBytes(StandardCharsets.UTF_16LE);
        System.arraycopy(stream, 0, file, 1_024, stream.length);
        return file;
    }

    private static String types(String main) {
        return "<Types><Override PartName=\"/main.xml\" ContentType=\"" + main + "\"/></Types>";
    }

    private static byte[] zip(Map<String, String> entries) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                byte[] content = bytes(entry.getValue());
                ZipEntry head = new ZipEntry(entry.getKey());
                if (entry.getKey().equals("mimetype")) { // as it is, so that it can be read without unpacking
                    CRC32 sum = new CRC32();
                    sum.update(content);
                    head.setMethod(ZipEntry.STORED);
                    head.setSize(content.length);
                    head.setCrc(sum.getValue());
                }
                zip.putNextEntry(head);
                zip.write(content);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
