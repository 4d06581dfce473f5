package org.emconverge.series;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.emconverge.Csv;
import org.emconverge.InputException;
import org.emconverge.Json;
import org.emconverge.entry.EntryFolder;

/** The maps of series side by side: the resolution of each, and how far the models of it agree. */
public final class SeriesTable {
    private static final List<String> COLUMNS = List.of(
            "id",
            "series",
            "nominal",
            "measured",
            "measured_unmasked",
            "shift",
            "seed",
            "residues",
            "ca_rmsd_mean",
            "ca_rmsd_median",
            "fraction_lt1",
            "fraction_gt3");

    private static final List<String> RESIDUE_COLUMNS =
            List.of("chain", "resnum", "icode", "resname", "lost_1", "fate_1", "lost_3", "fate_3", "maps");
    private static final int DECIMALS = 3;

    /** As series.json has it. */
    private record Document(List<SeriesMap> maps, List<SeriesStep> resolutions, List<MissingMap> missing) {}

    private SeriesTable() {}

    /**
     * Writes {@code series.csv} and {@code series.json}, by series, resolution and seed, and of each series
     * {@code series/NAME/residues.csv}.
     *
     * @param asked table of all maps of the run's series (id, series, nominal, seed), by which those without results
     *     are known; null: none is missed
     * @param failed failed.csv of the run, which says why; null: nothing does
     * @return the series, by name
     * @throws InputException when an entry is of no series, or two have one id
     */
    public static List<ResolutionSeries> run(List<EntryFolder> entries, Path asked, Path failed, Path folder)
            throws IOException {
        List<SeriesMap> maps = entries.stream().map(SeriesMap::read).toList();
        Set<String> ids = new HashSet<>();
        maps.stream().filter(map -> !ids.add(map.id())).findFirst().ifPresent(map -> {
            throw new InputException("Two entries have the id " + map.id() + ": give each once.");
        });
        Map<String, List<SeriesMap>> byName = new TreeMap<>();
        maps.forEach(map ->
                byName.computeIfAbsent(map.series(), name -> new ArrayList<>()).add(map));
        List<MissingMap> missing = asked == null ? List.of() : missing(asked, failed, ids);
        List<ResolutionSeries> series = byName.entrySet().stream()
                .map(of -> ResolutionSeries.of(
                        of.getKey(),
                        of.getValue(),
                        missing.stream()
                                .filter(map -> map.series().equals(of.getKey()))
                                .toList()))
                .toList();
        writeMaps(series, folder.resolve("series.csv"));
        Json.write(
                new Document(
                        series.stream().flatMap(of -> of.maps().stream()).toList(),
                        series.stream().flatMap(of -> of.steps().stream()).toList(),
                        missing),
                folder.resolve("series.json"));
        for (ResolutionSeries of : series) {
            writeResidues(of, folder(folder, of).resolve("residues.csv"));
        }
        return series;
    }

    /** Where the files of one series lie. */
    public static Path folder(Path results, ResolutionSeries series) {
        return results.resolve("series").resolve(series.name());
    }

    private static List<MissingMap> missing(Path asked, Path failed, Set<String> found) {
        Map<String, String> reasons = new TreeMap<>();
        Csv failures = failed == null ? Csv.empty() : Csv.read(failed, "id");
        failures.rows().forEach(row -> reasons.merge(row.text("id"), row.textOr("reason", ""), (first, next) -> first));
        return Csv.read(asked, "id", "series", "nominal", "seed").rows().stream()
                .filter(row -> !found.contains(row.text("id")))
                .map(row -> new MissingMap(
                        row.text("id"),
                        row.text("series"),
                        row.number("nominal"),
                        row.whole("seed"),
                        reasons.getOrDefault(row.text("id"), "")))
                .sorted(Comparator.comparing(MissingMap::series)
                        .thenComparing(MissingMap::nominal)
                        .thenComparing(MissingMap::id))
                .toList();
    }

    private static void writeMaps(List<ResolutionSeries> series, Path file) throws IOException {
        Csv.write(file, COLUMNS, printer -> {
            for (ResolutionSeries of : series) {
                for (SeriesMap m : of.maps()) {
                    printer.printRecord(
                            m.id(),
                            m.series(),
                            m.nominal(),
                            m.measured(),
                            m.measuredUnmasked(),
                            m.shift(),
                            m.seed(),
                            m.residues(),
                            m.caRmsdMean(),
                            m.caRmsdMedian(),
                            m.fractionLt1(),
                            m.fractionGt3());
                }
            }
        });
    }

    private static void writeResidues(ResolutionSeries series, Path file) throws IOException {
        List<String> columns = new ArrayList<>(RESIDUE_COLUMNS);
        series.steps().forEach(step -> columns.add("ca_rmsd_" + Csv.fixed(step.nominal(), 2)));
        Csv.write(file, columns, printer -> {
            for (SeriesResidue r : series.residues()) {
                List<Object> cells = new ArrayList<>(List.of(
                        r.id().chain(),
                        r.id().number(),
                        r.id().insertionCode(),
                        r.name(),
                        Csv.fixed(r.lost1().resolution(), DECIMALS),
                        r.lost1().fate().word(),
                        Csv.fixed(r.lost3().resolution(), DECIMALS),
                        r.lost3().fate().word(),
                        r.maps()));
                r.spread().forEach(spread -> cells.add(Csv.fixed(spread, DECIMALS)));
                printer.printRecord(cells);
            }
        });
    }
}
