package org.emconverge.series.particles;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import org.emconverge.AtomicOutput;
import org.emconverge.InputException;
import org.emconverge.series.particles.StarReader.Kind;
import org.emconverge.series.particles.StarReader.Token;

/**
 * The particles that a STAR file lists: of RELION 3.1 to 5 (blocks {@code optics} and {@code particles}), or of before,
 * where the microscope stands in every row. The file is read line by line and never held; what is held are the names of
 * the stacks of images. Particles are shifted by changing their origins, and everything else goes through as it is.
 */
public final class ParticleSet {
    private static final List<String> ANGLES = List.of("rlnAngleRot", "rlnAngleTilt", "rlnAnglePsi");
    private static final String DEFOCUS = "rlnDefocusU";
    private static final String TOMOGRAM = "rlnTomoName";

    private final Path file;
    private final Path project;
    private final Optics optics = new Optics();
    private final Set<String> stacks = new HashSet<>();
    private final long[] halves = new long[3]; // by subset; 0: of neither
    private boolean inGroups; // RELION 3.1 and newer
    private int block; // number of the particles' block, from 1
    private ParticleColumns columns;
    private boolean hasDefocus;
    private int box;

    private ParticleSet(Path file, Path project) {
        this.file = file;
        this.project = project;
    }

    /**
     * What is known of the particles.
     *
     * @param half1 particles in the first half
     * @param half2 in the second
     * @param neither in neither, which are left out
     * @param split whether the halves were made here, every other particle
     * @param converted whether the file is of before RELION 3.1
     * @param defocus whether the particles have one, so that the CTF can be corrected for
     * @param pixel of the first optics group, Å
     * @param stacks files of images
     */
    public record Summary(
            long half1,
            long half2,
            long neither,
            boolean split,
            boolean converted,
            boolean defocus,
            double pixel,
            int opticsGroups,
            int stacks) {
        /** What a user should know, sentences. */
        public List<String> notes() {
            List<String> notes = new ArrayList<>();
            if (split) {
                notes.add("The particles have no " + ParticleColumns.SUBSET + ": every other one is in the second half."
                        + " They were not refined in these halves, so the resolution may be told too good.");
            }
            if (neither > 0) {
                notes.add(neither + " of the particles are in neither half and are left out.");
            }
            if (converted) {
                notes.add(
                        "The particles are listed as before RELION 3.1: their origins, in pixels, and their microscope"
                                + " were converted.");
            }
            if (!defocus) {
                notes.add("The particles have no defocus: they are reconstructed without a CTF.");
            }
            return notes;
        }
    }

    /**
     * Reads what the particles are, and looks whether their images are there.
     *
     * @param file STAR file
     * @param project folder that the names of the images begin in
     * @throws InputException when the file is not as RELION or csparc2star.py writes it, lacks what a reconstruction
     *     needs, one of the halves is empty, or images are not there
     */
    public static ParticleSet read(Path file, Path project) {
        ParticleSet set = new ParticleSet(file, project);
        set.survey();
        return set;
    }

    public Summary summary() {
        return new Summary(
                halves[1],
                halves[2],
                halves[0],
                columns.subset() < 0,
                !inGroups,
                hasDefocus,
                optics.firstPixel(),
                optics.groups(),
                stacks.size());
    }

    private void survey() {
        int blocks = 0;
        int tables = 0;
        boolean particles = false;
        try (StarReader star = new StarReader(file)) {
            for (Kind kind = star.next(); kind != null; kind = star.next()) {
                refuseTomograms(star, kind);
                if (kind == Kind.BLOCK) {
                    blocks++;
                    noteOptics(star);
                } else if (kind == Kind.LOOP) {
                    tables++;
                    particles = false;
                } else if (kind == Kind.ROW && star.block().equals("optics")) {
                    optics.read(star);
                } else if (kind == Kind.ROW && !particles && columns == null && isTableOfParticles(star)) {
                    columns = ParticleColumns.of(tables - 1, star.labels());
                    block = blocks;
                    requireColumns(star.labels());
                    particles = true;
                    take(star);
                } else if (kind == Kind.ROW && particles) {
                    take(star);
                }
            }
        }
        requireParticles();
    }

    private void noteOptics(StarReader star) {
        if (star.block().equals("optics")) {
            if (columns != null) {
                throw star.wrong("begins data_optics behind the particles, where it must stand before them");
            }
            inGroups = true;
        }
    }

    private static void refuseTomograms(StarReader star, Kind kind) {
        boolean ofTomograms = (kind == Kind.LABEL && star.labels().contains(TOMOGRAM))
                || (kind == Kind.PAIR && star.labels().get(0).equals("rlnTomoSubTomosAre2DStacks"));
        if (ofTomograms) {
            throw new InputException("The particles are of tomograms ("
                    + star.labels().get(star.labels().size() - 1)
                    + "): a series is made from images of single particles; give the half maps instead.");
        }
    }

    private boolean isTableOfParticles(StarReader star) {
        return inGroups ? star.block().equals("particles") : star.labels().contains(ParticleColumns.IMAGE);
    }

    private void requireColumns(List<String> labels) {
        List<String> needed = new ArrayList<>(List.of(ParticleColumns.IMAGE));
        needed.addAll(ANGLES);
        if (inGroups) {
            needed.add(ParticleColumns.OPTICS_GROUP);
        }
        if (columns.originX() < 0 != columns.originY() < 0) {
            needed.add(columns.originX() < 0 ? ParticleColumns.ORIGIN_X : ParticleColumns.ORIGIN_Y);
        }
        needed.removeAll(labels);
        if (!needed.isEmpty()) {
            throw new InputException("The particles of " + file + " lack the column" + (needed.size() > 1 ? "s " : " ")
                    + String.join(", ", needed) + ": give the STAR file of a refinement.");
        }
        if (!inGroups && columns.opticsGroup() >= 0) {
            throw new InputException("The particles of " + file + " name optics groups, which the file does not have:"
                    + " give the STAR file with its block data_optics.");
        }
        hasDefocus = labels.contains(DEFOCUS);
    }

    private void take(StarReader star) {
        List<Token> row = star.values();
        for (String angle : ANGLES) {
            star.number(row, star.labels().indexOf(angle));
        }
        String stack = stack(row);
        if (stacks.add(stack) && stacks.size() == 1) {
            box = Optics.box(image(stack));
        }
        if (inGroups) {
            optics.pixel(star, row.get(columns.opticsGroup()).value());
        } else {
            optics.infer(star, row);
        }
        if (columns.originX() >= 0) {
            star.number(row, columns.originX());
            star.number(row, columns.originY());
        }
        halves[half(star, row, halves[0] + halves[1] + halves[2])]++;
    }

    /** 1, 2, or 0 for neither. */
    private int half(StarReader star, List<Token> row, long index) {
        if (columns.subset() < 0) {
            return 1 + (int) (index % 2);
        }
        double subset = star.number(row, columns.subset());
        return subset == 1 ? 1 : subset == 2 ? 2 : 0;
    }

    /** Of {@code 000012@Extract/a.mrcs} the name of the file. */
    private String stack(List<Token> row) {
        String name = row.get(columns.image()).value();
        return name.substring(name.indexOf('@') + 1);
    }

    private Path image(String stack) {
        // RELION may be told what a file is by a colon and the ending
        String name = new String(stack.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8)
                .replaceFirst(":mrcs?$", "");
        try {
            Path image = project.resolve(name);
            if (Files.isRegularFile(image)) {
                return image;
            }
        } catch (InvalidPathException e) {
            // told below
        }
        throw new InputException("There is no file of images " + name + " in the folder " + project
                + ", where the particles are said to be: give the folder that the names of " + ParticleColumns.IMAGE
                + " begin in, that of the RELION or cryoSPARC project, by --particles_dir.");
    }

    private void requireParticles() {
        if (columns == null) {
            throw new InputException("The file " + file + " lists no particles: it has no "
                    + (inGroups ? "rows in a block data_particles" : "row with " + ParticleColumns.IMAGE)
                    + "; give the run_data.star of a refinement.");
        }
        if (halves[1] == 0 || halves[2] == 0) {
            throw new InputException("Of the particles of " + file + " " + halves[1] + " are in the first half and "
                    + halves[2] + " in the second: both are needed (" + ParticleColumns.SUBSET + " 1 and 2).");
        }
        stacks.forEach(this::image);
    }

    /**
     * Writes the particles with their origins moved at random: Gaussian along x and y of the image, by a generator that
     * goes from row to row, so that the same seed moves the same row the same way, however far.
     *
     * @param shift σ along either axis, Å; 0 moves none
     * @param out STAR file as RELION 3.1 and newer read it
     */
    public void write(double shift, long seed, Path out) throws IOException {
        Random random = new Random(new SplittableRandom(seed).nextLong());
        AtomicOutput.write(out, stream -> {
            int blocks = 0;
            int tables = 0;
            long particles = 0;
            try (StarReader star = new StarReader(file)) {
                if (!inGroups) {
                    line(stream, optics.table(box).stripTrailing());
                    line(stream, "");
                }
                for (Kind kind = star.next(); kind != null; kind = star.next()) {
                    blocks += kind == Kind.BLOCK ? 1 : 0;
                    tables += kind == Kind.LOOP ? 1 : 0;
                    boolean ofParticles = tables - 1 == columns.table();
                    if (kind == Kind.BLOCK && !inGroups && blocks == block) {
                        line(stream, "data_particles");
                    } else if (kind == Kind.LABEL && ofParticles) {
                        line(stream, label(star));
                        if (star.labels().size() == columns.count()) {
                            newLabels(stream);
                        }
                    } else if (kind == Kind.ROW && ofParticles) {
                        double x = shift * random.nextGaussian();
                        double y = shift * random.nextGaussian();
                        line(stream, row(star, x, y, particles++));
                    } else {
                        line(stream, star.text());
                    }
                }
            }
        });
    }

    /** Lines end as RELION wants it, whose last value otherwise would hold the end of a line of Windows. */
    private static void line(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.write('\n');
    }

    /** Columns of origins in pixels get the name of those in Å. */
    private String label(StarReader star) {
        int column = star.labels().size() - 1;
        if (columns.inPixels() && (column == columns.originX() || column == columns.originY())) {
            return "_" + (column == columns.originX() ? ParticleColumns.ORIGIN_X : ParticleColumns.ORIGIN_Y) + " #"
                    + (column + 1);
        }
        return star.text();
    }

    private void newLabels(OutputStream out) throws IOException {
        int number = columns.count();
        for (String label : newColumns()) {
            line(out, "_" + label + " #" + ++number);
        }
    }

    private List<String> newColumns() {
        List<String> added = new ArrayList<>();
        if (columns.originX() < 0) {
            added.addAll(List.of(ParticleColumns.ORIGIN_X, ParticleColumns.ORIGIN_Y));
        }
        if (columns.subset() < 0) {
            added.add(ParticleColumns.SUBSET);
        }
        if (columns.opticsGroup() < 0) {
            added.add(ParticleColumns.OPTICS_GROUP);
        }
        return added;
    }

    private String row(StarReader star, double x, double y, long index) {
        List<Token> row = star.values();
        StringBuilder text = new StringBuilder(star.text().stripTrailing());
        if (columns.originX() >= 0) {
            double unit = columns.inPixels() ? pixel(star, row) : 1;
            // the later first, so that the places of the other stay
            boolean xFirst = columns.originX() < columns.originY();
            replace(
                    text,
                    row.get(xFirst ? columns.originY() : columns.originX()),
                    moved(star, row, !xFirst, unit, x, y));
            replace(
                    text,
                    row.get(xFirst ? columns.originX() : columns.originY()),
                    moved(star, row, xFirst, unit, x, y));
        } else {
            text.append(' ').append(angstrom(x)).append(' ').append(angstrom(y));
        }
        if (columns.subset() < 0) {
            text.append(' ').append(half(star, row, index));
        }
        if (columns.opticsGroup() < 0) {
            text.append(' ').append(optics.groupOf(star, row));
        }
        return text.toString();
    }

    private double pixel(StarReader star, List<Token> row) {
        String group = columns.opticsGroup() >= 0
                ? row.get(columns.opticsGroup()).value()
                : Integer.toString(optics.groupOf(star, row));
        return optics.pixel(star, group);
    }

    private String moved(StarReader star, List<Token> row, boolean isX, double unit, double x, double y) {
        return angstrom(star.number(row, isX ? columns.originX() : columns.originY()) * unit + (isX ? x : y));
    }

    private static void replace(StringBuilder text, Token token, String value) {
        text.replace(token.start(), token.end(), value);
    }

    private static String angstrom(double value) {
        return String.format(Locale.ROOT, "%.6f", value);
    }
}
