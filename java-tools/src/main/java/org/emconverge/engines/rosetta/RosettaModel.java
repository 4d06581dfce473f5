package org.emconverge.engines.rosetta;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.vecmath.Point3d;
import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.Chain;
import org.biojava.nbio.structure.ChainImpl;
import org.biojava.nbio.structure.Group;
import org.biojava.nbio.structure.ResidueNumber;
import org.biojava.nbio.structure.Structure;
import org.biojava.nbio.structure.StructureImpl;
import org.emconverge.InputException;
import org.emconverge.engines.MapFrame;
import org.emconverge.structure.AminoAcids;
import org.emconverge.structure.EnsembleFile;
import org.emconverge.structure.Peptide;
import org.emconverge.structure.ResidueId;

/**
 * A model on its way to Rosetta and back. Rosetta reads PDB files, whose chain ids have one character, takes what
 * stands between two TER records for one chain, and may number what it writes anew; so residues are known by their
 * order alone, which it keeps.
 */
final class RosettaModel {
    /** Chain ids that Rosetta writes and reads. */
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private static final int LAST_NUMBER = 9_999;
    private static final String TERMINAL_OXYGEN = "OXT";

    private RosettaModel() {}

    /** The residues of a model in the order of its file. */
    static List<Group> residues(Structure model) {
        return model.getChains().stream()
                .flatMap(chain -> chain.getAtomGroups().stream())
                .toList();
    }

    /** @throws InputException naming the first residue that is not one of the twenty amino acids */
    static void requireProtein(Structure model) {
        residues(model).stream()
                .filter(residue -> !AminoAcids.isStandard(residue.getPDBName()))
                .findFirst()
                .ifPresent(residue -> {
                    throw new InputException("Residue " + residue.getPDBName() + " " + ResidueId.of(residue)
                            + " is not one of the 20 standard"
                            + " amino acids, and this protocol samples nothing else in Rosetta: leave it out, or sample with"
                            + " OpenMM.");
                });
    }

    /**
     * Writes a prepared model as Rosetta reads it: the stretches between gaps as chains of their own, so that nothing
     * is bonded across a gap, under one-letter ids and running numbers, moved into the frame in which the map starts at
     * zero.
     *
     * @param origin of the map, Å; length 3
     */
    static void write(Structure model, double[] origin, Path file) throws IOException {
        Structure renamed = new StructureImpl();
        List<Chain> chains = model.getChains();
        int[] numbers = new int[LETTERS.length()];
        for (int i = 0; i < chains.size(); i++) {
            // more chains than letters: neighbours share one, and TER records tell them apart
            int letter = chains.size() <= LETTERS.length() ? i : (int) ((long) i * LETTERS.length() / chains.size());
            for (List<Group> stretch : stretches(chains.get(i))) {
                renamed.addChain(chain(stretch, LETTERS.substring(letter, letter + 1), numbers[letter]));
                numbers[letter] += stretch.size();
            }
            if (numbers[letter] > LAST_NUMBER) {
                throw new InputException(
                        "The model has more residues than a PDB file can number: sample it with OpenMM, or less of it.");
            }
        }
        MapFrame.move(renamed, origin, -1);
        EnsembleFile.obstacleToPdb(renamed).ifPresent(obstacle -> {
            throw new InputException("Rosetta reads PDB files, and this model is none: " + obstacle + ".");
        });
        EnsembleFile.writePdb(renamed, file);
    }

    private static Chain chain(List<Group> stretch, String letter, int after) {
        Chain chain = new ChainImpl();
        chain.setId(letter);
        chain.setName(letter);
        int number = after;
        for (Group residue : stretch) {
            Group copy = (Group) residue.clone();
            copy.setResidueNumber(new ResidueNumber(letter, ++number, null));
            chain.addGroup(copy);
        }
        return chain;
    }

    private static List<List<Group>> stretches(Chain chain) {
        List<List<Group>> stretches = new ArrayList<>();
        Group before = null;
        for (Group residue : chain.getAtomGroups()) {
            if (before == null || !Peptide.bonded(before, residue)) {
                stretches.add(new ArrayList<>());
            }
            stretches.get(stretches.size() - 1).add(residue);
            before = residue;
        }
        return stretches;
    }

    /** The mean of a model's Cα, in the frame in which the map starts at zero, Å. */
    static Point3d middle(Structure model, double[] origin) {
        Point3d middle = new Point3d();
        List<Atom> trace = residues(model).stream()
                .map(residue -> residue.getAtom("CA"))
                .filter(Objects::nonNull)
                .toList();
        trace.forEach(atom -> middle.add(new Point3d(MapFrame.moved(atom.getCoords(), origin, -1))));
        middle.scale(1.0 / trace.size());
        return middle;
    }

    /**
     * Rosetta's model as the prepared one with other coordinates: the same heavy atoms, chain ids, numbers and
     * insertion codes. Of a symmetric model the first subunit, which is the one that went in. Rosetta's hydrogens,
     * whose names are its own, are left out.
     *
     * @throws InputException with a clause that says what is wrong with Rosetta's model
     */
    static Structure read(Path file, Structure prepared, double[] origin) {
        List<RosettaPdb.Residue> sampled = RosettaPdb.read(file);
        Structure model = prepared.clone();
        List<Group> residues = residues(model);
        if (sampled.size() < residues.size()) {
            throw new InputException("its file holds " + sampled.size() + " of " + residues.size() + " residues");
        }
        for (int i = 0; i < residues.size(); i++) {
            takeOver(residues.get(i), sampled.get(i), origin);
        }
        return model;
    }

    private static void takeOver(Group residue, RosettaPdb.Residue sampled, double[] origin) {
        if (!residue.getPDBName().equals(sampled.name())) {
            throw new InputException("its file has " + sampled.name() + " in the place of " + residue.getPDBName() + " "
                    + ResidueId.of(residue));
        }
        if (!sampled.atoms().containsKey(TERMINAL_OXYGEN)) { // Rosetta may cut a terminus short
            residue.setAtoms(residue.getAtoms().stream()
                    .filter(atom -> !atom.getName().equals(TERMINAL_OXYGEN))
                    .toList());
        }
        for (Atom atom : residue.getAtoms()) {
            double[] place = sampled.atoms().get(atom.getName());
            if (place == null) {
                throw new InputException("its file lacks the atom " + atom.getName() + " of " + residue.getPDBName()
                        + " " + ResidueId.of(residue));
            }
            atom.setCoords(MapFrame.moved(place, origin, 1));
        }
    }
}
