package org.emconverge.structure;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.Chain;
import org.biojava.nbio.structure.ChainImpl;
import org.biojava.nbio.structure.Element;
import org.biojava.nbio.structure.Group;
import org.biojava.nbio.structure.GroupType;
import org.biojava.nbio.structure.HetatomImpl;
import org.biojava.nbio.structure.ResidueNumber;
import org.biojava.nbio.structure.Structure;
import org.biojava.nbio.structure.StructureImpl;
import org.emconverge.InputException;
import org.emconverge.structure.PreparationReport.AlternateConformer;
import org.emconverge.structure.PreparationReport.ChangedResidue;
import org.emconverge.structure.PreparationReport.RemovedAtom;
import org.emconverge.structure.PreparationReport.RemovedGroup;

/**
 * Makes of a deposited model the one every sampler starts from: protein only (nucleic acids, ligands, waters and
 * modified residues by option), one conformer, no hydrogens or waters, occupancy 1, one B factor. Nothing moves,
 * nothing is built, breaks stay breaks.
 */
public final class Preparation {
    /** What may be kept beside protein. */
    public enum Keep {
        NUCLEIC,
        LIGANDS,
        /**
         * Modified and mirrored residues of chains as they are; else what is left of them is the residue they come
         * from.
         */
        MODIFIED,
        WATERS
    }

    /** The prepared model and the record of what was done to it. */
    public record Prepared(Structure structure, PreparationReport report) {}

    /** B factor for a model whose own mean is 1 Å² or less, which means nobody refined them, Å². */
    public static final double UNREFINED_B = 40;

    private static final Set<String> WATERS = Set.of("HOH", "WAT", "DOD", "H2O", "SOL", "TIP", "TP3", "TIP3");
    private static final String NUCLEIC_ACID = "nucleic acid";
    private static final String LIGAND = "ligand or ion";
    private static final String FREE = "a free amino acid";
    /** The reasons for which a group is left out where only protein is kept. */
    public static final Set<String> NOT_PROTEIN = Set.of(NUCLEIC_ACID, LIGAND, FREE);

    private static final Set<String> CAPS = Set.of("ACE", "NH2", "NME", "NMA", "FOR");

    private final Set<Keep> keep;
    private final List<RemovedGroup> removedGroups = new ArrayList<>();
    private final List<RemovedAtom> removedAtoms = new ArrayList<>();
    private final List<AlternateConformer> alternates = new ArrayList<>();
    private final List<ChangedResidue> changed = new ArrayList<>();
    private final List<String> orphans = new ArrayList<>();
    private final Set<ResidueId> residues = new HashSet<>();
    private final ModelledPlaces places;
    private int waters;
    private int hydrogens;
    private int zeroOccupancy;
    private int alphaOnly;
    private int mirrored;

    private Preparation(Set<Keep> keep, Structure source) {
        this.keep = keep;
        places = new ModelledPlaces(source.getChains(0));
    }

    /**
     * Prepares the first model of a structure, which stays as it is.
     *
     * @param name what to call the model in messages
     * @throws InputException when it holds no protein, or only Cα atoms; with nucleic acids or ligands kept, when it
     *     holds no polymer
     */
    public static Prepared prepare(Structure source, Set<Keep> keep, String name) {
        return new Preparation(keep, source).run(source, name);
    }

    private Prepared run(Structure source, String name) {
        Structure result = new StructureImpl();
        for (Chain chain : source.getChains(0)) {
            List<Group> kept = prepareChain(chain);
            addChain(
                    result,
                    chain,
                    kept.stream().filter(group -> !group.isHetAtomInFile()).toList());
            kept.stream().filter(Group::isHetAtomInFile).forEach(ligand -> addChain(result, chain, List.of(ligand)));
        }
        if (residues.isEmpty() && (keep.isEmpty() || result.getChains().isEmpty())) {
            throw new InputException(
                    alphaOnly > 0
                            ? "The model " + name + " has " + alphaOnly
                                    + " residues of C\u03b1 atoms only: give a model with all backbone atoms."
                            : "The model " + name + " holds no protein: give a model with amino-acid residues.");
        }
        if (residues.isEmpty()
                && result.getChains().stream()
                        .allMatch(chain -> chain.getAtomGroups().stream().allMatch(group -> group.isHetAtomInFile()))) {
            throw new InputException(
                    "The model " + name
                            + " holds neither protein nor nucleic acid, by whose spread an entry is judged: give them with it.");
        }
        return new Prepared(result, report(source, result, setMeanB(result)));
    }

    private List<Group> prepareChain(Chain chain) {
        List<Group> kept = new ArrayList<>();
        List<Group> groups = chain.getAtomGroups();
        for (int i = 0; i < groups.size(); i++) {
            Group group = groups.get(i);
            boolean linked = i > 0 && Peptide.bonded(groups.get(i - 1), group)
                    || i + 1 < groups.size() && Peptide.bonded(group, groups.get(i + 1));
            Group prepared = prepareGroup(group, linked, group.getType() == GroupType.HETATM);
            if (prepared != null) {
                kept.add(prepared);
            }
        }
        dropLoneResidues(kept);
        return kept;
    }

    /**
     * Adds a chain under its author's name; a file without TER records has ligands in the polymer's chain, which need
     * ids of their own.
     */
    private static void addChain(Structure structure, Chain source, List<Group> groups) {
        if (groups.isEmpty()) {
            return;
        }
        Set<String> taken = structure.getChains().stream().map(Chain::getId).collect(Collectors.toSet());
        String id = source.getId();
        for (int i = 2; taken.contains(id); i++) {
            id = source.getId() + i;
        }
        Chain chain = new ChainImpl();
        chain.setId(id);
        chain.setName(source.getName());
        groups.forEach(chain::addGroup);
        structure.addChain(chain);
    }

    /** The group as it stays in the model, or null when it does not. */
    private Group prepareGroup(Group group, boolean linked, boolean nonPolymer) {
        List<Character> conformers = Conformers.byOccupancy(group);
        String name = conformers.isEmpty() ? group.getPDBName() : Conformers.name(group, conformers.get(0));
        ResidueId id = ResidueId.of(group);
        List<Atom> atoms = Conformers.best(group);
        if (WATERS.contains(name) && !keep.contains(Keep.WATERS)) {
            waters++;
            return null;
        }
        String parent = parent(name, atoms, linked);
        Group kept = null;
        if (WATERS.contains(name)) {
            kept = keepIf(Keep.WATERS, id, "HOH", oxygen(atoms), "");
        } else if (CAPS.contains(name)) {
            remove(id, name, "a terminal cap");
        } else if (keep.contains(Keep.MODIFIED) && isModified(name, atoms, linked) && (linked || !nonPolymer)) {
            kept = keepIf(Keep.MODIFIED, id, name, atoms, "");
        } else if (AminoAcids.isMirrored(name) && (linked || !nonPolymer)) {
            mirrored++;
            remove(id, name, "a D-amino acid, which neither sampler nor refiner would leave its hand");
        } else if (parent != null && (linked || !nonPolymer)) {
            kept = prepareResidue(id, name, parent, atoms);
        } else if (has(atoms, "C1'") && has(atoms, "C4'") && !nonPolymer && !group.isHetAtomInFile()) {
            kept = keepIf(Keep.NUCLEIC, id, name, atoms, NUCLEIC_ACID);
        } else {
            kept = keepIf(Keep.LIGANDS, id, name, atoms, parent == null ? LIGAND : FREE);
        }
        if (kept != null && !conformers.isEmpty()) {
            alternates.add(AlternateConformer.of(id, name, conformers));
        }
        return kept;
    }

    /**
     * The standard residue to make of a group, null when it is no amino acid. Unknown ones keep their backbone, and CB
     * where it is.
     */
    private static String parent(String name, List<Atom> atoms, boolean linked) {
        String parent = AminoAcids.parent(name);
        if (parent == null
                && ("UNK".equals(name) || linked && has(atoms, "N") && has(atoms, "CA") && has(atoms, "C"))) {
            return has(atoms, "CB") ? "ALA" : "GLY";
        }
        return parent;
    }

    /** Whether a group is of a chain and neither a standard residue in any protonation nor one that nobody knows. */
    private static boolean isModified(String name, List<Atom> atoms, boolean linked) {
        boolean component = AminoAcids.isMirrored(name) || AminoAcids.isModified(name);
        return !"UNK".equals(name)
                && (component || linked && AminoAcids.parent(name) == null)
                && has(atoms, "N")
                && has(atoms, "CA")
                && has(atoms, "C");
    }

    private Group keepIf(Keep what, ResidueId id, String name, List<Atom> atoms, String reason) {
        if (!keep.contains(what)) {
            return remove(id, name, reason);
        }
        Group group = new HetatomImpl();
        group.setPDBName(name);
        group.setResidueNumber(StandardResidue.number(id));
        group.setHetAtomInFile(what == Keep.LIGANDS || what == Keep.WATERS);
        for (Atom atom : atoms) {
            if (Elements.isHydrogen(atom)) {
                hydrogens++;
            } else {
                group.addAtom(StandardResidue.copy(atom, atom.getName(), atom.getElement()));
            }
        }
        return group.getAtoms().isEmpty() ? remove(id, name, "hydrogens only") : group;
    }

    private Group prepareResidue(ResidueId id, String name, String parent, List<Atom> atoms) {
        StandardResidue made = StandardResidue.of(id, name, parent, atoms);
        Group residue = made.residue();
        List<String> absent = made.absentBackbone();
        if (!absent.isEmpty()) {
            alphaOnly += residue.hasAtom("CA") ? 1 : 0;
            return remove(id, name, "lacks " + String.join(", ", absent));
        }
        if (!residues.add(id)) {
            return remove(id, name, "repeats the number of an earlier residue");
        }
        Group earlier = places.add(residue);
        if (earlier != null) {
            residues.remove(id);
            ResidueNumber number = earlier.getResidueNumber();
            return remove(id, name, "lies on residue " + number.getChainName() + " " + number);
        }
        hydrogens += made.hydrogens();
        removedAtoms.addAll(made.removed());
        if (!parent.equals(name)) {
            changed.add(ChangedResidue.of(id, name, parent));
            if (AminoAcids.parent(name) == null) {
                orphans.add(id + " " + name);
            }
        }
        return residue;
    }

    /** Of a water the oxygen, which is all that a map shows, under the name that dictionaries give it. */
    private static List<Atom> oxygen(List<Atom> atoms) {
        return atoms.stream()
                .filter(atom -> atom.getElement() == Element.O)
                .limit(1)
                .map(atom -> StandardResidue.copy(atom, "O", Element.O))
                .toList();
    }

    /** A force field's terminal residues come in two kinds, first and last: a residue that is both has no template. */
    private void dropLoneResidues(List<Group> groups) {
        List<Group> protein = PreparedChains.linked(groups);
        for (int i = 0; i < protein.size(); i++) {
            boolean linked = i > 0 && Peptide.bonded(protein.get(i - 1), protein.get(i))
                    || i + 1 < protein.size() && Peptide.bonded(protein.get(i), protein.get(i + 1));
            if (!linked && PreparedChains.isResidue(protein.get(i))) {
                Group lone = protein.get(i);
                groups.remove(lone);
                residues.remove(id(lone));
                remove(id(lone), lone.getPDBName(), "linked to no other residue");
            }
        }
    }

    private Group remove(ResidueId id, String name, String reason) {
        removedGroups.add(RemovedGroup.of(id, name, reason));
        return null;
    }

    /** Sets occupancy 1 and the mean B factor on every atom; returns that B. */
    private double setMeanB(Structure structure) {
        List<Atom> atoms = structure.getChains().stream()
                .flatMap(c -> c.getAtomGroups().stream())
                .flatMap(g -> g.getAtoms().stream())
                .toList();
        double mean = atoms.stream().mapToDouble(Atom::getTempFactor).average().orElse(0);
        double b = mean <= 1 ? UNREFINED_B : Math.rint(mean * 100) / 100;
        for (Atom atom : atoms) {
            zeroOccupancy += atom.getOccupancy() == 0 ? 1 : 0;
            atom.setOccupancy(1);
            atom.setTempFactor((float) b);
        }
        return b;
    }

    private PreparationReport report(Structure source, Structure result, double meanB) {
        PreparedChains left = PreparedChains.of(result);
        List<String> kept = keep.stream()
                .map(what -> what.name().toLowerCase(Locale.ROOT))
                .sorted()
                .toList();
        return new PreparationReport(
                source.nrModels(),
                kept,
                left.chains(),
                residues.size(),
                left.atoms(),
                meanB,
                waters,
                hydrogens,
                zeroOccupancy,
                removedGroups,
                removedAtoms,
                alternates,
                changed,
                left.missing(),
                left.gaps(),
                notes());
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (!orphans.isEmpty()) {
            notes.add("It is not known which amino acids these residues come from, so their backbones and C\u03b2 alone"
                    + " are kept, as ALA or GLY: " + String.join(", ", orphans) + ".");
        }
        if (mirrored > 0) {
            notes.add(
                    "D-amino acids are left out, because neither sampler nor refiner would leave them their hand; their"
                            + " number: " + mirrored + ".");
        }
        return notes;
    }

    /** Of a residue that is in no chain yet. */
    private static ResidueId id(Group group) {
        ResidueNumber number = group.getResidueNumber();
        return new ResidueId(
                number.getChainName(),
                number.getSeqNum(),
                number.getInsCode() == null ? "" : number.getInsCode().toString());
    }

    private static boolean has(List<Atom> atoms, String name) {
        return atoms.stream().anyMatch(atom -> atom.getName().equals(name));
    }
}
