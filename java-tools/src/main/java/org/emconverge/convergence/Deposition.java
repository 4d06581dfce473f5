package org.emconverge.convergence;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.Element;
import org.biojava.nbio.structure.Structure;
import org.emconverge.Json;
import org.emconverge.entry.EntryFile;
import org.emconverge.metrics.MeasuredResidue;
import org.emconverge.metrics.ResidueMetric;
import org.emconverge.structure.EnsembleFile;
import org.emconverge.structure.ResidueId;
import org.emconverge.structure.ResidueKind;

/**
 * The best model in the two forms in which Herzik, Fraser & Lander (2019) advise to deposit it: what the map does not
 * determine (Cα RMSD above {@link Distribution#OMIT}) as a Cα trace, or left out. So with other molecules: of
 * nucleotides (by their C1′) the phosphorus is kept as a trace, ligands are left out of either. Coordinates, B factors
 * and names are those of the refined model.
 */
final class Deposition {
    /**
     * A residue that the map does not determine.
     *
     * @param caRmsd Å; null for what is no protein
     * @param kind of the residue
     * @param rmsd of the atom that stands for it, or of all its atoms, Å
     */
    record UndeterminedResidue(
            String chain, int resnum, String icode, String resname, Double caRmsd, String kind, double rmsd) {}

    /**
     * The content of deposit.json: what was changed.
     *
     * @param model the refined model that was taken
     * @param limit RMSD above which a residue counts as undetermined, Å
     * @param caTrace file in which {@code undetermined} are Cα or phosphorus atoms alone
     * @param without file from which they are left out; null when nothing would be left
     * @param undetermined residues concerned, in the order of the model
     */
    record Changes(
            String model, double limit, String caTrace, String without, List<UndeterminedResidue> undetermined) {}

    private Deposition() {}

    /**
     * Writes deposit_ca_trace.cif, deposit_without_undetermined.cif (and .pdb where the format can hold them) and
     * deposit.json.
     */
    static void write(Structure best, String name, List<MeasuredResidue> residues, ModelFiles files)
            throws IOException {
        Set<ResidueId> present = ModelAtoms.of(name, best, true).residues().keySet();
        List<MeasuredResidue> undetermined = residues.stream()
                .filter(r -> r.number(ResidueMetric.RMSD) > Distribution.OMIT && present.contains(r.id()))
                .toList();
        Set<ResidueId> ids = undetermined.stream().map(MeasuredResidue::id).collect(Collectors.toSet());
        Predicate<Atom> determined = atom -> !ids.contains(ResidueId.of(atom.getGroup()));
        files.write(
                EnsembleFile.restrictedTo(determined.or(Deposition::isOfTrace), best),
                EntryFile.DEPOSIT_CA_TRACE,
                EntryFile.DEPOSIT_CA_TRACE_PDB);
        Structure rest = EnsembleFile.restrictedTo(determined, best);
        String without = null;
        if (rest.getModel(0).isEmpty()) {
            files.notes()
                    .add(EntryFile.DEPOSIT_WITHOUT_UNDETERMINED.path()
                            + " was not written: every residue has an RMSD above " + (int) Distribution.OMIT + " Å.");
        } else {
            files.write(rest, EntryFile.DEPOSIT_WITHOUT_UNDETERMINED, EntryFile.DEPOSIT_WITHOUT_UNDETERMINED_PDB);
            without = EntryFile.DEPOSIT_WITHOUT_UNDETERMINED.path();
        }
        Changes changes = new Changes(
                name,
                Distribution.OMIT,
                EntryFile.DEPOSIT_CA_TRACE.path(),
                without,
                undetermined.stream().map(Deposition::record).toList());
        Json.write(changes, files.entry().path(EntryFile.DEPOSITION));
    }

    /** Whether it is a Cα or the phosphorus of a nucleotide. */
    private static boolean isOfTrace(Atom atom) {
        return switch (ResidueKind.of(atom.getGroup())) {
            case PROTEIN -> atom.getName().equals("CA") && atom.getElement() == Element.C;
            case NUCLEIC -> atom.getName().equals("P");
            default -> false;
        };
    }

    private static UndeterminedResidue record(MeasuredResidue r) {
        return new UndeterminedResidue(
                r.id().chain(),
                r.id().number(),
                r.id().insertionCode(),
                r.name(),
                rounded(r.number(ResidueMetric.CA_RMSD)),
                r.kind().label(),
                rounded(r.number(ResidueMetric.RMSD)));
    }

    private static Double rounded(double value) {
        return Double.isNaN(value) ? null : Math.round(value * 1e3) / 1e3;
    }
}
