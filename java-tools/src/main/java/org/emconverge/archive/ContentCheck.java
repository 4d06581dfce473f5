package org.emconverge.archive;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.emconverge.InputException;
import org.emconverge.density.MrcFile;
import org.emconverge.density.MrcHeader;

/** Tells a complete file from a broken one and from the web page that a server sends instead. */
@FunctionalInterface
interface ContentCheck {
    /** A gzipped or plain MRC map of exactly the length that its header implies. */
    ContentCheck MAP = ContentCheck::map;
    /** An mmCIF file with coordinates. */
    ContentCheck MODEL = ContentCheck::model;

    /**
     * Reads the whole file.
     *
     * @param limit largest length of the unpacked content, bytes
     * @throws BadContentException when it is not complete and of its kind
     */
    void verify(Path file, long limit) throws IOException;

    private static void map(Path file, long limit) throws IOException {
        boolean gzip = isGzip(file);
        if (!gzip && file.getFileName().toString().contains(".gz")) {
            throw new BadContentException(
                    isMarkup(file) ? "the answer is a web page, not a map" : "the answer is not a gzip file");
        }
        long expected = header(file).fileBytes();
        unpacked(file, limit, in -> {
            if (expected > limit) {
                throw new BadContentException("the map is " + ByteSize.format(expected) + ", above the limit of "
                        + ByteSize.format(limit) + " (see --max-size)");
            }
            long length = count(in, expected);
            if (length != expected) {
                throw new BadContentException(
                        "the map has " + (length > expected ? "more than the " : length + " bytes, not the ") + expected
                                + " bytes that its header implies");
            }
        });
    }

    private static MrcHeader header(Path file) throws BadContentException {
        try {
            return MrcFile.header(file);
        } catch (InputException e) {
            // its advice is for the owner of a file; here what is wrong is enough
            String problem = e.getMessage().replace(file + " ", "").split(": ", 2)[0];
            throw new BadContentException(problem.substring(0, 1).toLowerCase(Locale.ROOT) + problem.substring(1));
        }
    }

    private static void model(Path file, long limit) throws IOException {
        if (isMarkup(file)) {
            throw new BadContentException("the answer is a web page, not a model");
        }
        unpacked(file, limit, in -> {
            BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.ISO_8859_1));
            boolean inTable = false;
            boolean atoms = false;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                boolean column = line.stripLeading().toLowerCase(Locale.ROOT).startsWith("_atom_site.");
                atoms |= inTable && (line.startsWith("ATOM") || line.startsWith("HETATM"));
                inTable = column || inTable && !line.startsWith("#") && !line.startsWith("loop_");
            }
            if (!atoms) {
                throw new BadContentException("the answer is not an mmCIF model: it has no _atom_site table");
            }
        });
    }

    /** What reads an unpacked stream. */
    @FunctionalInterface
    interface Reader {
        void read(InputStream in) throws IOException;
    }

    /**
     * Reads a file to its end, unpacked where it is gzipped: with that, the CRC and the length of every gzip member are
     * checked.
     */
    static void unpacked(Path file, long limit, Reader reader) throws IOException {
        boolean gzip = isGzip(file);
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
                InputStream in = gzip ? new GZIPInputStream(raw, 1 << 16) : raw) {
            reader.read(new LimitedStream(in, limit));
            in.transferTo(OutputStream.nullOutputStream());
        } catch (EOFException e) {
            throw new BadContentException(gzip ? "the gzip stream ends too early" : "the file ends too early");
        } catch (ZipException e) {
            throw new BadContentException("the gzip stream is damaged (" + e.getMessage() + ")");
        }
    }

    static boolean isGzip(Path file) throws IOException {
        byte[] head = head(file, 2);
        return head.length == 2 && (head[0] & 0xff) == 0x1f && (head[1] & 0xff) == 0x8b;
    }

    /** HTML and XML start with an angle bracket; no map and no model does. */
    static boolean isMarkup(Path file) throws IOException {
        return new String(head(file, 256), StandardCharsets.ISO_8859_1)
                .replace("\u00ef\u00bb\u00bf", "")
                .stripLeading()
                .startsWith("<");
    }

    private static byte[] head(Path file, int length) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(length);
        }
    }

    /** Bytes to the end of the stream; stops one beyond {@code expected}. */
    private static long count(InputStream in, long expected) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long length = 0;
        for (int n = in.read(buffer); n >= 0 && length <= expected; n = in.read(buffer)) {
            length += n;
        }
        return length;
    }
}
