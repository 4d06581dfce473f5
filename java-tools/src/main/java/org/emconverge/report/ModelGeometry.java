package org.emconverge.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.biojava.nbio.structure.Structure;
import org.emconverge.Csv;
import org.emconverge.entry.EntryFile;
import org.emconverge.entry.EntryFolder;
import org.emconverge.structure.ResidueId;
import org.emconverge.validation.ProteinResidue;
import org.emconverge.validation.Ramachandran;

/**
 * What the page shows of the geometry of the compared models, residue by residue: of symmetry copies, whose numbers are
 * those of the unit, nothing.
 *
 * @param models names, best first
 * @param torsions every pair of φ and ψ, model after model; none without the ensemble
 * @param outliers what is out of the ordinary, grouped; empty where the entry has no list of outliers, which says
 *     nothing of the models
 */
record ModelGeometry(List<String> models, List<Torsions> torsions, Optional<List<OutlierGroup>> outliers) {
    /**
     * The backbone of a residue in one model.
     *
     * @param row of the residue in residues.csv, from 0
     * @param model from 0, the best first
     */
    record Torsions(int row, int model, Ramachandran.Result result) {}

    /** @param ensemble the compared models, best first, or null */
    static ModelGeometry of(EntryFolder entry, EntryResults results, Structure ensemble) {
        Map<ResidueId, Integer> places = places(results.residues());
        List<String> models = names(results, ensemble);
        return new ModelGeometry(
                models,
                ensemble == null ? List.of() : torsions(ensemble, places),
                entry.find(EntryFile.OUTLIERS)
                        .map(file -> OutlierGroup.of(Csv.read(file).rows(), places, models)));
    }

    /** The rows of residues, by the residues. */
    private static Map<ResidueId, Integer> places(List<ResidueRow> rows) {
        Map<ResidueId, Integer> places = new HashMap<>();
        for (int row = 0; row < rows.size(); row++) {
            ResidueRow residue = rows.get(row);
            places.put(new ResidueId(residue.chain(), residue.number(), residue.insertionCode()), row);
        }
        return places;
    }

    /** As the summary has them; where it has no names for the ensemble's models, their numbers. */
    private static List<String> names(EntryResults results, Structure ensemble) {
        List<String> names = new ArrayList<>();
        for (JsonNode name : results.summary().at("/models/names")) {
            names.add(name.asText());
        }
        for (int model = names.size(); ensemble != null && model < ensemble.nrModels(); model++) {
            names.add("model " + (model + 1));
        }
        return names;
    }

    private static List<Torsions> torsions(Structure ensemble, Map<ResidueId, Integer> places) {
        List<Torsions> all = new ArrayList<>();
        for (int model = 0; model < ensemble.nrModels(); model++) {
            for (Ramachandran.Result result : Ramachandran.of(ProteinResidue.of(ensemble, model))) {
                Integer row = places.get(result.id());
                if (row != null) {
                    all.add(new Torsions(row, model, result));
                }
            }
        }
        return all;
    }

    /** Whether there is anything to show. */
    boolean isEmpty() {
        return torsions.isEmpty() && outliers.isEmpty();
    }
}
