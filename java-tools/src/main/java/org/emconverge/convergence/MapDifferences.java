package org.emconverge.convergence;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.emconverge.Csv;
import org.emconverge.InputException;
import org.emconverge.Json;
import org.emconverge.entry.EntryFile;
import org.emconverge.entry.EntryFolder;
import org.emconverge.metrics.ResidueMetric;
import org.emconverge.structure.ModelFile;
import org.emconverge.structure.ResidueId;

/**
 * Where the ensembles of several maps of one molecule lie apart, residue by residue and map by map.
 *
 * @param maps ids of the entries, the first that of the map the others are compared with first
 * @param rows every two maps, none of one alone, of these every residue that both have, in the order of the first of
 *     them; then the two half maps of each map of which models were sampled in either alone, named {@code ID_half1} and
 *     {@code ID_half2}
 */
public record MapDifferences(List<String> maps, List<Row> rows) {
    private static final List<String> COLUMNS = List.of(
            "map_a",
            "map_b",
            "chain",
            "resnum",
            "icode",
            "resname",
            "shift",
            "expected",
            "rmsd_a",
            "rmsd_b",
            "differs");

    private static final int DECIMALS = 3;

    /**
     * A residue in two maps; Å.
     *
     * @param name residue name
     * @param shift of the mean Cα or C1′ of one ensemble from that of the other
     * @param rmsdA spread within the first over all pairs, NaN for one model and for half maps, as rmsdB
     */
    public record Row(
            String mapA, String mapB, ResidueId id, String name, EnsembleShift shift, double rmsdA, double rmsdB) {}

    /** The refined models of one map by residue. */
    private record Ensemble(String id, Map<ResidueId, List<HeavyAtom>> places, Map<ResidueId, String> names) {
        static Ensemble read(EntryFolder entry) {
            String id = Json.read(entry.require(EntryFile.SUMMARY)).path("id").asText();
            Map<ResidueId, List<HeavyAtom>> places = new LinkedHashMap<>();
            Map<ResidueId, String> names = new LinkedHashMap<>();
            Path file = entry.require(EntryFile.ENSEMBLE);
            for (ModelAtoms model : ModelAtoms.all(ModelFile.loadAll(file).structure())) {
                model.residues().forEach((residue, atoms) -> {
                    HeavyAtom place = atoms.representative();
                    if (place != null) {
                        places.computeIfAbsent(residue, key -> new ArrayList<>())
                                .add(place);
                        names.putIfAbsent(residue, atoms.name());
                    }
                });
            }
            return new Ensemble(id, places, names);
        }
    }

    /**
     * Of the entries of several maps, with summary.json, ensemble.cif and residues.csv.
     *
     * @throws InputException when two have one id, or two share no residue
     */
    public static MapDifferences of(List<EntryFolder> entries) {
        List<Ensemble> ensembles = entries.stream().map(Ensemble::read).toList();
        Set<String> ids =
                new LinkedHashSet<>(ensembles.stream().map(Ensemble::id).toList());
        if (ids.size() < entries.size()) {
            throw new InputException(
                    "Give the folder of each map of the molecule once; these are of " + String.join(", ", ids) + ".");
        }
        List<Row> rows = new ArrayList<>();
        for (int a = 0; a < ensembles.size(); a++) {
            for (int b = a + 1; b < ensembles.size(); b++) {
                int before = rows.size();
                add(rows, ensembles.get(a), ensembles.get(b));
                if (rows.size() == before) {
                    throw new InputException("The models of " + ensembles.get(a).id + " and of " + ensembles.get(b).id
                            + " share no residue: give entries of one molecule.");
                }
            }
        }
        for (int map = 0; map < ensembles.size(); map++) {
            addHalves(rows, ensembles.get(map).id, entries.get(map));
        }
        return new MapDifferences(List.copyOf(ids), rows);
    }

    /** What residues.csv has of models of either half map; nothing without. */
    private static void addHalves(List<Row> rows, String id, EntryFolder entry) {
        for (Csv.Row row : Csv.read(entry.require(EntryFile.RESIDUES)).rows()) {
            String column = ResidueMetric.HALF_MAP_SHIFT.column();
            if (row.has(column) && !Double.isNaN(row.numberOrNaN(column))) {
                rows.add(new Row(
                        half(id, 1),
                        half(id, 2),
                        new ResidueId(row.text("chain"), row.whole("resnum"), row.text("icode")),
                        row.text("resname"),
                        new EnsembleShift(
                                row.numberOrNaN(column),
                                row.numberOrNaN(ResidueMetric.HALF_MAP_SHIFT_EXPECTED.column())),
                        Double.NaN,
                        Double.NaN));
            }
        }
    }

    private static void add(List<Row> rows, Ensemble a, Ensemble b) {
        a.places.forEach((residue, places) -> {
            List<HeavyAtom> others = b.places.get(residue);
            if (others != null) {
                rows.add(new Row(
                        a.id,
                        b.id,
                        residue,
                        a.names.get(residue),
                        EnsembleShift.of(places, others),
                        Spread.pairwise(places),
                        Spread.pairwise(others)));
            }
        });
    }

    /**
     * The name of one of the half maps of a map.
     *
     * @param number 1 or 2
     */
    public static String half(String map, int number) {
        return map + "_half" + number;
    }

    /** Of two of the maps. */
    public List<Row> of(String mapA, String mapB) {
        return rows.stream()
                .filter(row -> row.mapA.equals(mapA) && Objects.equals(row.mapB, mapB))
                .toList();
    }

    /** Writes them as a table; docs/outputs.md describes the columns. */
    public void write(Path file) throws IOException {
        Csv.write(file, COLUMNS, printer -> {
            for (Row row : rows) {
                printer.printRecord(
                        row.mapA,
                        row.mapB,
                        row.id.chain(),
                        row.id.number(),
                        row.id.insertionCode(),
                        row.name,
                        Csv.fixed(row.shift.distance(), DECIMALS),
                        Csv.fixed(row.shift.expected(), DECIMALS),
                        Csv.fixed(row.rmsdA, DECIMALS),
                        Csv.fixed(row.rmsdB, DECIMALS),
                        row.shift.differs() ? "yes" : "no");
            }
        });
    }
}
