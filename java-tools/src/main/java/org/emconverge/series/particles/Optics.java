package org.emconverge.series.particles;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.emconverge.InputException;
import org.emconverge.series.particles.StarReader.Token;

/**
 * The optics groups of particles: those that the file has, or for a file of before RELION 3.1, which has the microscope
 * in every row, one for each microscope and pixel size that occur.
 */
final class Optics {
    private static final String PIXEL = "rlnImagePixelSize";
    private static final String DIMENSIONS = "rlnImageDimensionality";
    /** Of rows of before RELION 3.1: what is one of the group, and what it is called in {@code data_optics}. */
    private static final List<String> REQUIRED =
            List.of("rlnVoltage", "rlnSphericalAberration", "rlnAmplitudeContrast");

    private static final List<String> OPTIONAL = List.of("rlnBeamTiltX", "rlnBeamTiltY");
    private static final String MAGNIFICATION = "rlnMagnification";
    /** µm. */
    private static final String DETECTOR = "rlnDetectorPixelSize";

    private static final double ANGSTROM_PER_MICROMETRE = 1e4;
    /** A microscope has no more; what differs from row to row is no microscope's. */
    private static final int MOST = 1000;

    /** Pixel sizes by the number of the group, Å. */
    private final Map<String, Double> pixels = new LinkedHashMap<>();
    /** Made groups by what they are. */
    private final Map<List<String>, Integer> made = new HashMap<>();

    private final List<List<String>> rows = new ArrayList<>();
    private List<String> labels = List.of();

    /** Takes a row of {@code data_optics}. */
    void read(StarReader star) {
        List<Token> row = star.values();
        List<String> columns = star.labels();
        int group = required(star, columns, ParticleColumns.OPTICS_GROUP);
        int dimensions = columns.indexOf(DIMENSIONS);
        if (dimensions >= 0 && row.get(dimensions).value().equals("3")) {
            throw new InputException(
                    "The particles are subtomograms (" + DIMENSIONS + " 3), which are volumes: a series is"
                            + " made from images of single particles; give the half maps instead.");
        }
        double pixel = star.number(row, required(star, columns, PIXEL));
        if (pixel <= 0) {
            throw star.wrong("has a pixel size of " + pixel + " Å");
        }
        pixels.put(row.get(group).value(), pixel);
    }

    private static int required(StarReader star, List<String> columns, String label) {
        int column = columns.indexOf(label);
        if (column < 0) {
            throw new InputException("The " + (star.block().equals("optics") ? "optics groups lack" : "particles lack")
                    + " the column " + label + ": add it, or give the STAR file as RELION wrote it.");
        }
        return column;
    }

    /** Takes a row of before RELION 3.1. */
    void infer(StarReader star, List<Token> row) {
        List<String> key = new ArrayList<>();
        List<String> columns = star.labels();
        if (labels.isEmpty()) {
            labels = new ArrayList<>(REQUIRED);
            OPTIONAL.stream().filter(columns::contains).forEach(labels::add);
        }
        for (String label : labels) {
            int column = required(star, columns, label);
            star.number(row, column);
            key.add(row.get(column).value());
        }
        double pixel = pixelOf(star, row);
        key.add(String.format(Locale.ROOT, "%.6f", pixel));
        if (!made.containsKey(key)) {
            if (made.size() == MOST) {
                throw star.wrong("has optics that are those of no row before it, as have " + MOST + " others");
            }
            made.put(key, made.size() + 1);
            rows.add(key);
            pixels.put(Integer.toString(made.size()), pixel);
        }
    }

    /** Of a row that {@link #infer} has taken. */
    int groupOf(StarReader star, List<Token> row) {
        List<String> key = new ArrayList<>();
        for (String label : labels) {
            key.add(row.get(star.labels().indexOf(label)).value());
        }
        key.add(String.format(Locale.ROOT, "%.6f", pixelOf(star, row)));
        return made.get(key);
    }

    private static double pixelOf(StarReader star, List<Token> row) {
        List<String> columns = star.labels();
        int magnification = columns.indexOf(MAGNIFICATION);
        int detector = columns.indexOf(DETECTOR);
        for (String label : List.of("rlnPixelSize", PIXEL)) {
            if (columns.contains(label)) {
                return positive(star, star.number(row, columns.indexOf(label)));
            }
        }
        if (magnification < 0 || detector < 0) {
            throw new InputException("The particles lack the column " + (detector < 0 ? DETECTOR : MAGNIFICATION)
                    + ", and so their pixel size is not known: add it, or a column rlnPixelSize (Å).");
        }
        return positive(star, ANGSTROM_PER_MICROMETRE * star.number(row, detector) / star.number(row, magnification));
    }

    private static double positive(StarReader star, double pixel) {
        if (!(pixel > 0 && Double.isFinite(pixel))) {
            throw star.wrong("has a pixel size of " + pixel + " Å");
        }
        return pixel;
    }

    /**
     * Of a group, Å.
     *
     * @throws InputException when there is no such group
     */
    double pixel(StarReader star, String group) {
        Double pixel = pixels.get(group);
        if (pixel == null) {
            throw star.wrong("is of the optics group " + group + ", which data_optics lacks");
        }
        return pixel;
    }

    int groups() {
        return pixels.size();
    }

    /** Å, of the first group: the one that RELION reconstructs with. */
    double firstPixel() {
        return pixels.values().iterator().next();
    }

    /** {@code data_optics} of what was inferred. */
    String table(int box) {
        StringBuilder text = new StringBuilder("# version 30001\n\ndata_optics\n\nloop_\n");
        List<String> all = new ArrayList<>(List.of("rlnOpticsGroupName", ParticleColumns.OPTICS_GROUP));
        all.addAll(labels);
        all.addAll(List.of(PIXEL, "rlnImageSize", DIMENSIONS));
        for (int i = 0; i < all.size(); i++) {
            text.append('_').append(all.get(i)).append(" #").append(i + 1).append('\n');
        }
        for (List<String> row : rows) {
            int group = made.get(row);
            text.append("opticsGroup").append(group).append(' ').append(group);
            row.forEach(value -> text.append(' ').append(value));
            text.append(' ').append(box).append(" 2\n");
        }
        return text.append('\n').toString();
    }

    /**
     * The edge of the images of a stack, pixels.
     *
     * @throws InputException when it is no MRC file
     */
    static int box(Path stack) {
        try (DataInputStream in = new DataInputStream(Files.newInputStream(stack))) {
            int big = in.readInt();
            int little = Integer.reverseBytes(big);
            int box = big > 0 && big < 1 << 16 ? big : little;
            if (box > 0 && box < 1 << 16) {
                return box;
            }
        } catch (IOException e) {
            throw new InputException("The stack of images " + stack + " cannot be read: check the file.", e);
        }
        throw new InputException("The stack of images " + stack + " is no MRC file: check the file.");
    }
}
