package org.emconverge.trend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.emconverge.Csv;
import org.emconverge.InputException;
import org.emconverge.Json;
import org.emconverge.trend.TrendEntry.Settings;

/**
 * The trend of many entries: those of one run, of several, or of a survey. Entries whose models were made in different
 * ways are never fitted together.
 *
 * @param groups that with the most entries first
 * @param notes sentences on what was left out
 */
public record TrendStudy(List<TrendGroup> groups, List<String> notes) {
    private static final String SUMMARY = "summary.json";
    private static final List<String> COLUMNS = List.of(
            "id",
            "resolution",
            "ca_rmsd_mean",
            "residues",
            "sampler",
            "refiner",
            "sampler_fingerprint",
            "refiner_fingerprint",
            "fitted",
            "expected_mean",
            "z",
            "percentile",
            "percentile_alike",
            "reasons",
            "file");
    private static final int DECIMALS = 4;

    /**
     * Reads the entries and fits a trend for each kind of settings that has enough of them.
     *
     * @param inputs summary.json files, or folders that have some below them
     * @param excluded ids of entries that shall not count in the fit
     * @throws InputException when there is no entry, or one of the inputs is unusable
     */
    public static TrendStudy of(Collection<Path> inputs, Set<String> excluded) throws IOException {
        List<TrendEntry> read = new ArrayList<>();
        for (Path file : summaries(inputs)) {
            read.add(TrendEntry.read(file));
        }
        List<String> notes = new ArrayList<>();
        List<TrendEntry> entries = once(read, notes);
        Set<String> unknown = new LinkedHashSet<>(excluded);
        entries.forEach(entry -> unknown.remove(entry.id()));
        if (!unknown.isEmpty()) {
            throw new InputException("No entry has the id " + String.join(", ", unknown)
                    + ", which --exclude names: give an id of the entries.");
        }
        long undefined =
                entries.stream().filter(entry -> Double.isNaN(entry.mean())).count();
        if (undefined > 0) {
            notes.add(undefined + " of " + entries.size()
                    + " entries have no mean Cα RMSD, as those without a protein, and are left out.");
        }
        Map<Settings, List<TrendEntry>> bySettings = entries.stream()
                .filter(entry -> !Double.isNaN(entry.mean()))
                .collect(Collectors.groupingBy(TrendEntry::settings, LinkedHashMap::new, Collectors.toList()));
        List<TrendGroup> groups = bySettings.entrySet().stream()
                .map(group -> TrendGroup.of(group.getKey(), group.getValue(), excluded))
                .sorted(Comparator.comparing(
                                (TrendGroup group) -> -group.places().size())
                        .thenComparing(group -> group.settings().toString()))
                .toList();
        return new TrendStudy(groups, notes);
    }

    private static Set<Path> summaries(Collection<Path> inputs) throws IOException {
        Set<Path> found = new LinkedHashSet<>();
        for (Path input : inputs) {
            if (!Files.isDirectory(input)) {
                found.add(input.normalize());
                continue;
            }
            try (Stream<Path> below = Files.walk(input)) {
                List<Path> files = below.filter(file -> file.endsWith(SUMMARY) && Files.isRegularFile(file))
                        .map(Path::normalize)
                        .sorted()
                        .toList();
                if (files.isEmpty()) {
                    throw new InputException("There is no summary.json below " + input
                            + ": give the folder of the results, or of an entry.");
                }
                found.addAll(files);
            }
        }
        return found;
    }

    /** An entry of the same id and settings counts once, so that two runs of a map do not weigh twice. */
    private static List<TrendEntry> once(List<TrendEntry> read, List<String> notes) {
        Set<Object> known = new HashSet<>();
        List<TrendEntry> entries = new ArrayList<>();
        for (TrendEntry entry : read) {
            if (known.add(List.of(entry.id(), entry.settings()))) {
                entries.add(entry);
            } else {
                notes.add(entry.file() + " is left out: an entry " + entry.id()
                        + " of the same settings was read before it.");
            }
        }
        return entries;
    }

    /** The fitted trends, as {@code trend.json} holds them. */
    public Trends trends() {
        return new Trends(
                "Mean Cα RMSD of refined models against the resolution of their map: floor + scale * exp(rate *"
                        + " resolution), all in Å; residual_sd of its natural logarithm. Fitted by emtools trend.",
                groups.stream().map(TrendGroup::trend).filter(Objects::nonNull).toList());
    }

    /** Writes {@code trend.json} and {@code trend.csv}. */
    public void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Json.write(trends(), folder.resolve("trend.json"));
        Csv.write(folder.resolve("trend.csv"), COLUMNS, printer -> {
            for (TrendGroup group : groups) {
                for (TrendPlace place : group.places()) {
                    TrendEntry entry = place.entry();
                    printer.printRecord(
                            entry.id(),
                            entry.resolution(),
                            entry.mean(),
                            entry.residues(),
                            entry.sampler(),
                            entry.refiner(),
                            entry.fingerprints().sampler(),
                            entry.fingerprints().refiner(),
                            place.fitted() ? "yes" : "no",
                            number(place.expected()),
                            number(place.z()),
                            number(place.percentile()),
                            number(place.percentileAlike()),
                            String.join("; ", place.reasons()),
                            entry.file());
                }
            }
        });
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "" : Csv.fixed(value, DECIMALS);
    }
}
