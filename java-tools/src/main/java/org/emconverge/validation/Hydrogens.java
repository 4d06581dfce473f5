package org.emconverge.validation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.vecmath.Vector3d;
import org.biojava.nbio.structure.AminoAcidImpl;
import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.AtomImpl;
import org.biojava.nbio.structure.Chain;
import org.biojava.nbio.structure.ChainImpl;
import org.biojava.nbio.structure.Element;
import org.biojava.nbio.structure.Group;
import org.biojava.nbio.structure.HetatomImpl;
import org.biojava.nbio.structure.NucleotideImpl;
import org.biojava.nbio.structure.Structure;
import org.biojava.nbio.structure.StructureImpl;
import org.emconverge.CellList;
import org.emconverge.structure.AminoAcids;
import org.emconverge.structure.Conformers;
import org.emconverge.structure.Elements;
import org.emconverge.structure.Peptide;
import org.emconverge.structure.ResidueId;
import org.emconverge.validation.HydrogenGroup.Kind;

/**
 * Gives the protein and nucleic acids of a model their hydrogens, as Reduce does (Word et al. 1999, J Mol Biol
 * 285:1735). A model whose residues mostly have hydrogens on carbon keeps those it has; any other (none, or only polar
 * ones) gets all of them anew. New ones stand at {@link HydrogenPlacement standard positions}; hydroxyls, thiols and
 * NH3 groups turn, His takes its protons, and where that is asked for Asn, Gln and His flip, so that clashes are few
 * and hydrogen bonds many ({@link HydrogenSearch}).
 *
 * <p>The first residue of a chain has NH3+ (Pro: NH2+) when it is number 1, and no hydrogen on N when it is not: then
 * the chain has likely begun before. So has a residue after a gap. Nothing is placed on waters and ligands.
 */
public final class Hydrogens {
    /** Share of the residues with hydrogens on carbon from which on a model's own hydrogens are kept. */
    private static final double MOSTLY = 0.5;
    /**
     * Longest bond of a heavy atom to another residue that takes a polar hydrogen's place, Å: to C, N, O; of S or a
     * metal.
     */
    private static final double LINK = 1.95;

    private static final double LONG_LINK = 2.6;
    private static final double LINK_REACH = 3.0;

    /** What may move apart from hydrogens. */
    public enum Flips {
        /** Nothing: hydrogens alone. What {@code phenix.clashscore} and cctbx's clashscore2 do unless asked. */
        KEPT,
        /** The ends of Asn, Gln and His side chains turn by 180° where that scores better. */
        OPTIMISED
    }

    /**
     * A model with hydrogens.
     *
     * @param structure a copy of the first model, of alternate conformers the best occupied one
     * @param kept number of hydrogens that the model had and has
     * @param placed number of new ones
     * @param skipped number of hydrogens that could not be placed because heavy atoms are missing
     * @param flipped residues whose ends were turned, in the order of the file
     */
    public record Result(Structure structure, int kept, int placed, int skipped, List<ResidueId> flipped) {}

    /** New hydrogens of one parent. */
    record Placed(Kind kind, Group residue, Atom parent, List<Atom> references, List<Atom> hydrogens) {}

    private final List<Placed> placed = new ArrayList<>();
    private List<Atom> heavy;
    private CellList cells;
    private int skipped;
    private int kept;

    private Hydrogens() {}

    /**
     * The first model of a structure with hydrogens, heavy atoms where they were. The structure itself is not changed.
     */
    public static Result added(Structure structure) {
        return added(structure, Flips.KEPT);
    }

    /** The first model of a structure with hydrogens. The structure itself is not changed. */
    public static Result added(Structure structure, Flips flips) {
        return new Hydrogens().add(structure, flips, mostlyHasHydrogens(structure));
    }

    /**
     * As {@link #added}, but the polymers' hydrogens are placed anew even where the model has them: models of different
     * engines alike.
     */
    public static Result replaced(Structure structure, Flips flips) {
        return new Hydrogens().add(structure, flips, false);
    }

    private Result add(Structure structure, Flips flips, boolean keep) {
        Structure copy = copy(structure, keep);
        indexHeavyAtoms(copy);
        for (Chain chain : copy.getChains(0)) {
            Group previous = null;
            for (Group residue : chain.getAtomGroups()) {
                if (residue.getAtoms().stream().noneMatch(Elements::isHydrogen)) {
                    groups(residue).forEach(group -> place(residue, group));
                    if (AminoAcids.parent(residue.getPDBName()) != null) {
                        placeOnN(residue, previous);
                    }
                }
                previous = residue;
            }
        }
        List<ResidueId> flipped = placed.isEmpty() ? List.of() : HydrogenSearch.optimise(copy, placed, flips);
        int count = 0;
        for (Placed group : placed) {
            count += (int) group.hydrogens().stream()
                    .filter(atom -> group.residue().getAtoms().contains(atom))
                    .count();
        }
        return new Result(copy, kept, count, skipped, flipped);
    }

    private static boolean mostlyHasHydrogens(Structure structure) {
        int residues = 0;
        int complete = 0;
        for (Chain chain : structure.getChains(0)) {
            for (Group group : chain.getAtomGroups()) {
                if (!HydrogenGroup.of(group.getPDBName()).isEmpty()) {
                    residues++;
                    complete += group.getAtoms().stream()
                                    .map(Atom::getName)
                                    .anyMatch(
                                            name -> name.startsWith("HA") || name.endsWith("HA") || name.equals("H1'"))
                            ? 1
                            : 0;
                }
            }
        }
        return residues > 0 && complete >= MOSTLY * residues;
    }

    /** What hydrogens a residue has; older files give the nucleotides of DNA the names of RNA. */
    private static List<HydrogenGroup> groups(Group residue) {
        String name = residue.getPDBName();
        boolean deoxy = name.length() == 1 && residue.getAtom("C2'") != null && residue.getAtom("O2'") == null;
        return HydrogenGroup.of(deoxy ? "D" + name : name);
    }

    private Structure copy(Structure structure, boolean keep) {
        Structure copy = new StructureImpl();
        for (Chain chain : structure.getChains(0)) {
            Chain chainCopy = new ChainImpl();
            chainCopy.setId(chain.getId());
            chainCopy.setName(chain.getName());
            chainCopy.setEntityInfo(chain.getEntityInfo());
            for (Group group : chain.getAtomGroups()) {
                chainCopy.addGroup(copy(group, keep));
            }
            copy.addChain(chainCopy);
        }
        return copy;
    }

    private Group copy(Group group, boolean keep) {
        Group copy =
                switch (group.getType()) {
                    case AMINOACID -> new AminoAcidImpl();
                    case NUCLEOTIDE -> new NucleotideImpl();
                    default -> new HetatomImpl();
                };
        copy.setPDBName(group.getPDBName());
        copy.setResidueNumber(group.getResidueNumber());
        boolean renewed = !HydrogenGroup.of(group.getPDBName()).isEmpty();
        boolean protein = AminoAcids.parent(group.getPDBName()) != null;
        for (Atom atom : Conformers.best(group)) {
            boolean hydrogen = Elements.isHydrogen(atom);
            if (!hydrogen || keep || !renewed) {
                String name = protein
                        ? AminoAcids.standardName(group.getPDBName(), atom.getName())
                        : renewed ? nucleotideName(atom.getName()) : atom.getName();
                copy.addAtom(atom(name, atom.getElement(), atom.getCoords(), atom));
                kept += hydrogen ? 1 : 0;
            }
        }
        return copy;
    }

    /** A nucleotide's atom named as before 2007 by its present name. */
    private static String nucleotideName(String name) {
        return name.equals("C5M") ? "C7" : name.replace('*', '\'');
    }

    private static Atom atom(String name, Element element, double[] position, Atom like) {
        Atom atom = new AtomImpl();
        atom.setName(name);
        atom.setElement(element);
        atom.setCoords(position);
        atom.setAltLoc(' ');
        atom.setOccupancy(like.getOccupancy());
        atom.setTempFactor(like.getTempFactor());
        return atom;
    }

    private void indexHeavyAtoms(Structure structure) {
        heavy = new ArrayList<>();
        for (Chain chain : structure.getChains(0)) {
            for (Group group : chain.getAtomGroups()) {
                group.getAtoms().stream()
                        .filter(atom -> !Elements.isHydrogen(atom))
                        .forEach(heavy::add);
            }
        }
        cells = new CellList(
                heavy.stream().mapToDouble(Atom::getX).toArray(),
                heavy.stream().mapToDouble(Atom::getY).toArray(),
                heavy.stream().mapToDouble(Atom::getZ).toArray(),
                LINK_REACH);
    }

    private void placeOnN(Group residue, Group previous) {
        Atom n = residue.getAtom("N");
        Atom ca = residue.getAtom("CA");
        if (n == null || ca == null) {
            skipped++;
            return;
        }
        boolean proline = residue.getPDBName().equals("PRO");
        if (previous != null && Peptide.bonded(previous, residue)) {
            if (!proline) {
                Atom c = previous.getAtom("C");
                add(
                        residue,
                        n,
                        Kind.PLANAR,
                        List.of(c, ca),
                        List.of("H"),
                        List.of(HydrogenPlacement.backbone(at(n), at(c), at(ca))));
            }
        } else if (previous == null
                && residue.getResidueNumber().getSeqNum() == 1
                && neighbours(n) == (proline ? 2 : 1)) {
            placeTerminus(residue, proline);
        }
    }

    private void placeTerminus(Group residue, boolean proline) {
        Atom other = residue.getAtom(proline ? "CD" : "C");
        if (other != null) {
            place(
                    residue,
                    new HydrogenGroup(
                            "N",
                            proline ? Kind.METHYLENE : Kind.AMMONIUM,
                            List.of("CA", proline ? "CD" : "C"),
                            proline ? List.of("H2", "H3") : List.of("H1", "H2", "H3")));
        } else {
            skipped++;
        }
    }

    private void place(Group residue, HydrogenGroup group) {
        Atom parent = residue.getAtom(group.parent());
        List<Atom> references = new ArrayList<>();
        group.references().forEach(name -> references.add(residue.getAtom(name)));
        if (parent == null || references.contains(null)) {
            skipped += group.hydrogens().size();
            return;
        }
        boolean mayBeSubstituted = parent.getElement() != Element.C || !AminoAcids.isStandard(residue.getPDBName());
        if (mayBeSubstituted && neighbours(parent) > group.kind().neighbours()) {
            return;
        }
        List<Vector3d> positions = HydrogenPlacement.place(
                group.kind(),
                parent.getElement(),
                at(parent),
                references.stream().map(Hydrogens::at).toList());
        add(residue, parent, group.kind(), references, group.hydrogens(), positions);
    }

    /** Heavy atoms bonded to an atom, in its residue or beyond it: a disulphide, a modification, a metal. */
    private int neighbours(Atom atom) {
        Set<Atom> found = new HashSet<>();
        cells.near(atom.getX(), atom.getY(), atom.getZ(), i -> {
            Atom other = heavy.get(i);
            boolean isLong = atom.getElement() == Element.S
                    || other.getElement() == Element.S
                    || other.getElement().isMetal();
            if (other != atom && distance(atom, other) < (isLong ? LONG_LINK : LINK)) {
                found.add(other);
            }
        });
        return found.size();
    }

    private void add(
            Group residue,
            Atom parent,
            Kind kind,
            List<Atom> references,
            List<String> names,
            List<Vector3d> positions) {
        List<Atom> hydrogens = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            Vector3d position = positions.get(i);
            Atom hydrogen = atom(names.get(i), Element.H, new double[] {position.x, position.y, position.z}, parent);
            residue.addAtom(hydrogen);
            hydrogens.add(hydrogen);
        }
        placed.add(new Placed(kind, residue, parent, references, hydrogens));
    }

    private static double distance(Atom a, Atom b) {
        Vector3d difference = at(a);
        difference.sub(at(b));
        return difference.length();
    }

    static Vector3d at(Atom atom) {
        return new Vector3d(atom.getX(), atom.getY(), atom.getZ());
    }
}
