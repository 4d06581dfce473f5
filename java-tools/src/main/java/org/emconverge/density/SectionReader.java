package org.emconverge.density;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.emconverge.InputException;

/**
 * Reads one map file section after section, holding one section. Every way in which the file can be bad is an
 * InputException.
 */
final class SectionReader implements Sections {
    private static final int BUFFER = 1 << 17;

    private final Path file;
    private final InputStream in;
    private final MrcHeader header;
    private ByteBuffer bytes;
    private int section;

    /** Reads the header, and checks the size of a file that is not compressed. */
    SectionReader(Path file) {
        this.file = file;
        if (!Files.isRegularFile(file)) {
            throw new InputException("There is no map file " + file + ": check the path.");
        }
        InputStream opened = null;
        try {
            opened = open(file);
            header = MrcHeader.parse(file, opened.readNBytes(MrcHeader.BYTES));
            requireSize(opened);
            in = opened;
        } catch (IOException e) {
            close(opened);
            throw unreadable(e);
        } catch (InputException e) {
            close(opened);
            throw e;
        }
    }

    @Override
    public MrcHeader header() {
        return header;
    }

    /**
     * Reads the next section into {@code values}: columns fastest. After the last one the file is read to its end,
     * where gzip keeps its checksum.
     */
    @Override
    public void next(float[] values) {
        try {
            if (section == 0) {
                in.skipNBytes(header.extendedBytes());
                bytes = ByteBuffer.allocate(Math.multiplyExact(header.sectionVoxels(), header.mode().bytes))
                        .order(header.order());
            }
            if (in.readNBytes(bytes.array(), 0, bytes.capacity()) < bytes.capacity()) {
                throw new EOFException();
            }
            header.mode().decode(bytes, values);
            requireFinite(values);
            section++;
            if (section == header.dimensions()[2]) {
                in.transferTo(OutputStream.nullOutputStream());
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    @Override
    public void close() {
        close(in);
    }

    private static void close(InputStream in) {
        try {
            if (in != null) {
                in.close();
            }
        } catch (IOException e) {
            // Nothing is lost: it was only read.
        }
    }

    private static InputStream open(Path file) throws IOException {
        InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
        try {
            raw.mark(2);
            boolean gzip = raw.read() == 0x1f && raw.read() == 0x8b;
            raw.reset();
            return gzip ? new GZIPInputStream(raw, BUFFER) : raw;
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    private void requireSize(InputStream opened) throws IOException {
        long size = Files.size(file);
        if (!(opened instanceof GZIPInputStream) && size < header.fileBytes()) {
            throw new InputException("The map " + file + " is truncated: " + size + " bytes of the "
                    + header.fileBytes() + " that its header asks for; get the file again.");
        }
    }

    private void requireFinite(float[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                int[] voxel = new int[3];
                voxel[header.axes()[0]] = i % header.dimensions()[0];
                voxel[header.axes()[1]] = i / header.dimensions()[0];
                voxel[header.axes()[2]] = section;
                throw new InputException("The map " + file + " holds " + values[i] + " at voxel (" + voxel[0] + ", "
                        + voxel[1] + ", " + voxel[2] + "): replace what is not a finite number, or get the map again.");
            }
        }
    }

    private InputException unreadable(IOException e) {
        if (e instanceof EOFException) {
            return new InputException(
                    "The map " + file + " is truncated: its data ends before the last section; get the file again.", e);
        }
        String reason = e instanceof ZipException ? "is damaged inside its compression" : "cannot be read";
        return new InputException(
                "The map " + file + " " + reason + " (" + e.getMessage() + "): get the file again.", e);
    }
}
