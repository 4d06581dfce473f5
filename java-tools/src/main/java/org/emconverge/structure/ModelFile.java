package org.emconverge.structure;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.biojava.nbio.structure.Chain;
import org.biojava.nbio.structure.Group;
import org.biojava.nbio.structure.Structure;
import org.biojava.nbio.structure.StructureImpl;
import org.emconverge.AtomicOutput;
import org.emconverge.InputException;
import org.emconverge.structure.ReadingNotes.Kind;

/** Reads and writes atomic models: PDB and mmCIF, plain or gzipped. Never asks the network. */
public final class ModelFile {
    private ModelFile() {}

    /** A structure and what the reading made of its file. */
    public record LoadedModel(Structure structure, ModelReading reading) {}

    /**
     * Reads a model; the format is told by the content, not by the name.
     *
     * @throws InputException when the file is missing, is neither PDB nor mmCIF, holds no atom, or holds several data
     *     blocks with coordinates
     */
    public static Structure read(Path file) {
        return load(file).structure();
    }

    /** As {@link #read}, with the record of the reading. Of several models all are there, but only the first counts. */
    public static LoadedModel load(Path file) {
        ReadingNotes notes = new ReadingNotes();
        CoordinateFile coordinates = coordinates(file, notes);
        if (coordinates.blocks().size() > 1) {
            throw new InputException(
                    "The model " + file + " holds " + coordinates.blocks().size()
                            + " data blocks with coordinates (" + String.join(", ", coordinates.blocks())
                            + "): give a file of one block, or a file for each.");
        }
        if (coordinates.models().size() > 1) {
            notes.add(Kind.FURTHER_MODEL, "", coordinates.models().size() - 1);
        }
        return structure(file, coordinates, notes);
    }

    /** As {@link #load} of a file in which every model counts, those of all data blocks. */
    public static LoadedModel loadAll(Path file) {
        ReadingNotes notes = new ReadingNotes();
        return structure(file, coordinates(file, notes), notes);
    }

    /** The name of a file's model, which is that of the file without its endings. */
    public static String name(Path file) {
        return file.getFileName().toString().replaceFirst("\\.gz$", "").replaceFirst("\\.[^.]+$", "");
    }

    /**
     * Files by the name of their model, in the order given.
     *
     * @throws InputException when two files have one name
     */
    public static Map<String, Path> byName(List<Path> files) {
        Map<String, Path> byName = new LinkedHashMap<>();
        for (Path file : files) {
            Path other = byName.put(name(file), file);
            if (other != null) {
                throw new InputException("The files " + other + " and " + file + " are both named for the model "
                        + name(file) + ": give each model once.");
            }
        }
        return byName;
    }

    /** Writes all models of a structure as mmCIF (author and label ids both kept). */
    public static void writeCif(Structure structure, Path file) throws IOException {
        AtomicOutput.write(file, out -> writeCif(structure, out));
    }

    /** Likewise, to a stream, which stays open. */
    public static void writeCif(Structure structure, OutputStream out) throws IOException {
        CifText.write(structure, "model", null, out);
    }

    private static CoordinateFile coordinates(Path file, ReadingNotes notes) {
        CoordinateFile coordinates;
        try {
            coordinates = ModelBytes.read(file, notes);
        } catch (NoSuchFileException e) {
            throw new InputException("There is no model file " + file + ": check the path.", e);
        } catch (IOException | RuntimeException e) {
            throw unreadable(file, e);
        }
        if (coordinates.models().isEmpty()) {
            throw new InputException("The model " + file + " holds no atoms: give a PDB or mmCIF coordinate file.");
        }
        return coordinates;
    }

    private static LoadedModel structure(Path file, CoordinateFile coordinates, ReadingNotes notes) {
        Structure structure = new StructureImpl();
        try {
            coordinates
                    .models()
                    .forEach(
                            model -> structure.addModel(StructureBuilder.chains(model, coordinates.labelled(), notes)));
        } catch (InputException e) {
            throw unreadable(file, e);
        }
        if (coordinates.crystal() != null) {
            structure.getPDBHeader().setCrystallographicInfo(coordinates.crystal());
        }
        int atoms = countAtoms(structure);
        int leftOut = notes.count(Kind.REPEATED_ATOM);
        if (atoms + leftOut != coordinates.coordinateLines()) {
            throw new IllegalStateException("Of the " + coordinates.coordinateLines() + " coordinate lines of " + file
                    + " " + atoms + " atoms were read and " + leftOut + " were left out: the rest is lost.");
        }
        if (atoms == 0) {
            throw new InputException("The model " + file + " holds no atoms: give a PDB or mmCIF coordinate file.");
        }
        return new LoadedModel(structure, new ModelReading(coordinates.coordinateLines(), atoms, notes.sentences()));
    }

    private static InputException unreadable(Path file, Exception fault) {
        return new InputException(
                "The model " + file + " cannot be read as PDB or mmCIF (" + fault.getMessage()
                        + "): give a complete coordinate file.",
                fault);
    }

    private static int countAtoms(Structure structure) {
        int atoms = 0;
        for (int model = 0; model < structure.nrModels(); model++) {
            for (Chain chain : structure.getModel(model)) {
                for (Group group : chain.getAtomGroups()) {
                    atoms += Conformers.allAtoms(group).size();
                }
            }
        }
        return atoms;
    }
}
