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

/**
 * The best model in the two forms in which Herzik, Fraser & Lander (2019) advise to deposit it: what the map does not
 * determine (Cα RMSD above {@link Distribution#OMIT}) as a Cα trace, or left out. Coordinates, B factors and names are
 * those of the refined model.
 */
final class Deposition {
    /**
     * A residue that the map does not determine.
     *
     * @param caRmsd Å
     */
    record UndeterminedResidue(String chain, int resnum, String icode, String resname, double caRmsd) {}

    /**
     * The content of deposit.json: what was changed.
     *
     * @param model the refined model that was taken
     * @param limit Cα RMSD above which a residue counts as undetermined, Å
     * @param caTrace file in which {@code undetermined} are Cα atoms alone
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
        Set<ResidueId> present = ModelAtoms.of(name, best).residues().keySet();
        List<MeasuredResidue> undetermined = residues.stream()
                .filter(r -> r.number(ResidueMetric.CA_RMSD) > Distribution.OMIT && present.contains(r.id()))
                .toList();
        Set<ResidueId> ids = undetermined.stream().map(MeasuredResidue::id).collect(Collectors.toSet());
        Predicate<Atom> determined = atom -> !ids.contains(ResidueId.of(atom.getGroup()));
        files.write(
                EnsembleFile.restrictedTo(determined.or(Deposition::isCa), best),
                EntryFile.DEPOSIT_CA_TRACE,
                EntryFile.DEPOSIT_CA_TRACE_PDB);
        Structure rest = EnsembleFile.restrictedTo(determined, best);
        String without = null;
        if (rest.getModel(0).isEmpty()) {
            files.notes()
                    .add(EntryFile.DEPOSIT_WITHOUT_UNDETERMINED.path()
                            + " was not written: every residue has a Cα RMSD above " + (int) Distribution.OMIT + " Å.");
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

    private static boolean isCa(Atom atom) {
        return atom.getName().equals("CA") && atom.getElement() == Element.C;
    }

    private static UndeterminedResidue record(MeasuredResidue r) {
        return new UndeterminedResidue(
                r.id().chain(),
                r.id().number(),
                r.id().insertionCode(),
                r.name(),
                Math.round(r.number(ResidueMetric.CA_RMSD) * 1e3) / 1e3);
    }
}
