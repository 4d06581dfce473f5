package org.emconverge.structure;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.emconverge.InputException;

/**
 * The content of a model file: what it is compressed with, in which characters it is written, and which format it has.
 */
final class ModelBytes {
    private static final byte[] UTF_8_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
    private static final byte[] UTF_16_LE = {(byte) 0xff, (byte) 0xfe};
    private static final byte[] UTF_16_BE = {(byte) 0xfe, (byte) 0xff};
    /** How files of formats that are not read begin, and their names. */
    private static final Map<String, String> OTHERS = new LinkedHashMap<>();

    static {
        OTHERS.put("BZh", "compressed by bzip2");
        OTHERS.put("\u00fd7zXZ", "compressed by xz");
        OTHERS.put("PK\u0003\u0004", "a zip archive");
        OTHERS.put("(\u00b5/\u00fd", "compressed by zstd");
        OTHERS.put("7z\u00bc\u00af", "a 7z archive");
        OTHERS.put("\u001f\u009d", "compressed by compress");
        OTHERS.put("\u0089HDF", "an HDF5 file");
        OTHERS.put("<?xml", "an XML file");
    }

    private ModelBytes() {}

    /**
     * Reads the coordinates of a file.
     *
     * @throws InputException when it is in a format that is not read, which is named
     */
    static CoordinateFile read(Path file, ReadingNotes notes) throws IOException {
        byte[] content = content(file);
        String head = new String(content, 0, Math.min(8, content.length), StandardCharsets.ISO_8859_1);
        for (Map.Entry<String, String> other : OTHERS.entrySet()) {
            if (head.startsWith(other.getKey())) {
                throw new InputException("it is " + other.getValue() + ", not PDB or mmCIF, plain or gzipped");
            }
        }
        if (isBinaryCif(content)) {
            return CifBlocks.read(content, notes);
        }
        String text = text(content);
        if (isCif(text)) {
            return CifBlocks.read(text.getBytes(StandardCharsets.UTF_8), notes);
        }
        return PdbText.read(new BufferedReader(new StringReader(text)));
    }

    /** The bytes of a file, plain or gzipped. */
    static byte[] content(Path file) throws IOException {
        try (BufferedInputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 17)) {
            raw.mark(2);
            boolean gzip = raw.read() == 0x1f && raw.read() == 0x8b;
            raw.reset();
            return gzip ? new GZIPInputStream(raw, 1 << 16).readAllBytes() : raw.readAllBytes();
        }
    }

    /** The text of a file without its byte-order mark. */
    static String text(byte[] content) {
        if (startsWith(content, UTF_8_MARK)) {
            return decoded(content, UTF_8_MARK.length, StandardCharsets.UTF_8);
        }
        if (startsWith(content, UTF_16_LE)) {
            return decoded(content, UTF_16_LE.length, StandardCharsets.UTF_16LE);
        }
        if (startsWith(content, UTF_16_BE)) {
            return decoded(content, UTF_16_BE.length, StandardCharsets.UTF_16BE);
        }
        return decoded(content, 0, StandardCharsets.UTF_8);
    }

    private static String decoded(byte[] content, int from, Charset characters) {
        return new String(content, from, content.length - from, characters);
    }

    private static boolean startsWith(byte[] content, byte[] mark) {
        return content.length >= mark.length && Arrays.equals(content, 0, mark.length, mark, 0, mark.length);
    }

    /** Binary CIF is MessagePack: a map whose first keys are those of a file. */
    private static boolean isBinaryCif(byte[] content) {
        int first = content.length == 0 ? 0 : content[0] & 0xff;
        boolean map = first >= 0x80 && first <= 0x8f || first == 0xde || first == 0xdf;
        String head = new String(content, 0, Math.min(64, content.length), StandardCharsets.ISO_8859_1);
        return map && (head.contains("encoder") || head.contains("dataBlocks") || head.contains("version"));
    }

    /** An mmCIF file has a data_ block before its first coordinate record; a PDB file never does. */
    static boolean isCif(String text) {
        int from = 0;
        while (from < text.length()) {
            int to = endOfLine(text, from);
            String line = text.substring(from, to);
            String name = line.strip().toLowerCase(Locale.ROOT);
            if (name.startsWith("data_") || name.startsWith("_atom_site.")) {
                return true;
            }
            if (PdbText.isCoordinate(line) || line.startsWith("HEADER") || line.startsWith("MODEL ")) {
                return false;
            }
            from = to + 1;
        }
        return false;
    }

    private static int endOfLine(String text, int from) {
        int to = from;
        while (to < text.length() && text.charAt(to) != '\n' && text.charAt(to) != '\r') {
            to++;
        }
        return to;
    }
}
