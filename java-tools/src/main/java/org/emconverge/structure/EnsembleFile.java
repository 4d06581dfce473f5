package org.emconverge.structure;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.Chain;
import org.biojava.nbio.structure.Group;
import org.biojava.nbio.structure.Structure;
import org.biojava.nbio.structure.StructureImpl;
import org.emconverge.AtomicOutput;

/** Files of several models of the same molecule, and of one model coloured by a number per residue. */
public final class EnsembleFile {
    private static final int MOST_PDB_MODELS = 9_999;
    private static final int MOST_PDB_ATOMS = 99_999;
    private static final int MOST_PDB_RESIDUE = 9_999;
    private static final int LEAST_PDB_RESIDUE = -999;
    private static final double MOST_PDB_B = 999.995;
    private static final double MOST_PDB_COORDINATE = 9_999.9995;
    private static final double LEAST_PDB_COORDINATE = -999.9995;

    private EnsembleFile() {}

    /**
     * The first model of each structure as one structure of many models, in the same order; atoms are shared, not
     * copied.
     */
    public static Structure join(List<Structure> models) {
        Structure ensemble = new StructureImpl();
        models.forEach(model -> ensemble.addModel(model.getModel(0)));
        return ensemble;
    }

    /**
     * The first model of a structure with every atom's B factor replaced by its residue's value. Residues whose value
     * is NaN are left out, so that no made-up number stands for "not defined". The structure itself is not changed.
     */
    public static Structure colouredBy(ToDoubleFunction<ResidueId> value, Structure structure) {
        Structure coloured = join(List.of(ModelCopy.of(structure)));
        for (Chain chain : coloured.getModel(0)) {
            List<Group> kept = chain.getAtomGroups().stream()
                    .filter(group -> !Double.isNaN(value.applyAsDouble(ResidueId.of(group))))
                    .toList();
            for (Group group : kept) {
                float b = (float) value.applyAsDouble(ResidueId.of(group));
                group.getAtoms().forEach(atom -> atom.setTempFactor(b));
            }
            chain.setAtomGroups(kept);
        }
        return coloured;
    }

    /**
     * The first model of a structure with those atoms alone that pass; residues left without any go. The structure
     * itself is not changed.
     */
    public static Structure restrictedTo(Predicate<Atom> kept, Structure structure) {
        Structure restricted = join(List.of(ModelCopy.of(structure)));
        for (Chain chain : restricted.getModel(0)) {
            List<Group> remaining = new ArrayList<>();
            for (Group group : chain.getAtomGroups()) {
                group.setAtoms(group.getAtoms().stream().filter(kept).toList());
                group.getAltLocs()
                        .forEach(other -> other.setAtoms(
                                other.getAtoms().stream().filter(kept).toList()));
                group.getAltLocs().removeIf(other -> other.getAtoms().isEmpty());
                if (!group.getAtoms().isEmpty()) {
                    remaining.add(group);
                }
            }
            chain.setAtomGroups(remaining);
        }
        restricted.setModel(
                0,
                restricted.getModel(0).stream()
                        .filter(chain -> !chain.getAtomGroups().isEmpty())
                        .toList());
        return restricted;
    }

    /**
     * Writes all models as mmCIF, chains, numbers and insertion codes as they are.
     *
     * @param name of the data block; characters that it cannot hold become underscores
     */
    public static void writeCif(Structure structure, String name, Path file) throws IOException {
        writeCif(structure, name, null, file);
    }

    /**
     * Writes all models as mmCIF with what is to be known of them.
     *
     * @param notes on the models; null for none
     */
    public static void writeCif(Structure structure, String name, ModelNotes notes, Path file) throws IOException {
        AtomicOutput.write(file, out -> CifText.write(structure, name, notes, out));
    }

    /** Writes all models in PDB format; only where {@link #obstacleToPdb} finds none. */
    public static void writePdb(Structure structure, Path file) throws IOException {
        AtomicOutput.write(file, out -> PdbAtoms.write(structure, out));
    }

    /** Why the PDB format cannot hold a structure without changing names or numbers, as a clause; empty when it can. */
    public static Optional<String> obstacleToPdb(Structure structure) {
        if (structure.nrModels() > MOST_PDB_MODELS) {
            return Optional.of("it holds at most " + MOST_PDB_MODELS + " models");
        }
        for (int model = 0; model < structure.nrModels(); model++) {
            Optional<String> obstacle = obstacleToPdb(structure.getModel(model));
            if (obstacle.isPresent()) {
                return obstacle;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> obstacleToPdb(List<Chain> chains) {
        int records = 0;
        for (Chain chain : chains) {
            if (chain.getName().length() > 1) {
                return Optional.of("it has one character for the chain id, and there is a chain " + chain.getName());
            }
            for (Group group : chain.getAtomGroups()) {
                records += group.size();
                int number = group.getResidueNumber().getSeqNum();
                if (number > MOST_PDB_RESIDUE
                        || number < LEAST_PDB_RESIDUE
                        || group.getPDBName().length() > 3) {
                    return Optional.of("residue " + ResidueId.of(group) + " (" + group.getPDBName()
                            + ") does not fit its columns");
                }
                if (!group.getAtoms().stream().allMatch(EnsembleFile::fits)) {
                    return Optional.of("the atoms of residue " + ResidueId.of(group) + " do not fit its columns");
                }
            }
            records++; // TER
        }
        return records <= MOST_PDB_ATOMS
                ? Optional.empty()
                : Optional.of("it holds at most " + MOST_PDB_ATOMS + " atoms");
    }

    private static boolean fits(Atom atom) {
        if (atom.getName().length() > 4 || !(Math.abs(atom.getTempFactor()) < MOST_PDB_B)) {
            return false;
        }
        for (double coordinate : atom.getCoords()) {
            if (!(coordinate > LEAST_PDB_COORDINATE && coordinate < MOST_PDB_COORDINATE)) {
                return false;
            }
        }
        return true;
    }
}
