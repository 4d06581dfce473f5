package org.emconverge.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.emconverge.AtomicOutput;
import org.emconverge.Json;
import org.emconverge.SharedFacts;
import org.emconverge.convergence.EnsembleShift;
import org.emconverge.convergence.MapDifferences;
import org.emconverge.entry.EntryFile;
import org.emconverge.entry.EntryFolder;
import org.emconverge.structure.ResidueId;

/** Makes the page of the maps of one molecule, {@code maps.html}, with each further map side by side with the first. */
public final class MapsPage {
    private MapsPage() {}

    /** Consecutive residues that lie apart in two maps. */
    private record Stretch(String pair, List<MapDifferences.Row> rows) {
        boolean goesOn(String otherPair, MapDifferences.Row next) {
            MapDifferences.Row last = rows.get(rows.size() - 1);
            return pair.equals(otherPair)
                    && last.id().chain().equals(next.id().chain())
                    && next.id().number() - last.id().number() <= 1;
        }

        MapDifferences.Row farthest() {
            return rows.stream()
                    .max((a, b) ->
                            Double.compare(a.shift().distance(), b.shift().distance()))
                    .orElseThrow();
        }

        String range() {
            String first = rows.get(0).id().toString();
            return rows.size() == 1
                    ? first
                    : first + "–" + rows.get(rows.size() - 1).id().label();
        }
    }

    /**
     * Writes {@code maps.html} and {@code maps/ID.html}, which link to {@code ../ID/report.html} of every map, and so
     * belong into the folder of one of them. Every report of the maps leads here: the page is made of one map, too, and
     * says which are missing.
     *
     * @param entries of the differences, in the same order
     * @param absent ids of the maps that have no result
     * @param run folder of the run's results as the page sees it, to whose index it links, or null
     * @param renderer of the figures, or null for the one on the PATH
     * @throws org.emconverge.InputException when a figure cannot be rendered
     */
    public static void write(
            MapDifferences differences,
            List<EntryFolder> entries,
            List<String> absent,
            String run,
            Path renderer,
            Path folder)
            throws IOException {
        List<IndexEntry> maps = entries.stream().map(IndexEntry::read).toList();
        EntryFolder out = new EntryFolder(folder);
        for (int map = 1; map < maps.size(); map++) {
            Comparison.run(
                    entries.get(0),
                    entries.get(map),
                    folder.resolve(EntryFile.MAPS_COMPARISON.path(maps.get(map).id())),
                    List.of("../" + report(maps.get(0)), "../" + report(maps.get(map))));
        }
        List<Stretch> stretches = stretches(differences);
        PageScripts scripts = new PageScripts().early(PageScripts.APPEARANCE);
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("policy", scripts.policy());
        values.put("earlyScripts", scripts.earlyHtml());
        values.put("style", ReportPage.style("index.css"));
        String family = SeveralMaps.family(Json.read(entries.get(0).require(EntryFile.SUMMARY)));
        values.put("name", family == null ? maps.get(0).id() : family);
        values.put("index", run == null ? null : BesidePage.address(run + "/index.html"));
        values.put("maps", maps.stream().map(map -> row(map, maps.get(0))).toList());
        values.put("absent", absent.isEmpty() ? null : ReadableText.list(absent));
        values.put("compared", !differences.rows().isEmpty());
        if (!differences.rows().isEmpty()) {
            ResidueAxis axis = ResidueAxis.of(differences.rows().stream()
                    .map(MapDifferences.Row::id)
                    .distinct()
                    .toList());
            values.put("sentences", sentences(differences, stretches));
            values.put("halves", ofHalves(differences));
            values.put("spreads", FigureRenderer.drawn(spreads(differences, maps, axis), renderer));
            values.put("picture", FigureRenderer.drawn(distances(differences, axis), renderer));
        }
        values.put("limit", ReadableText.angstrom(EnsembleShift.LIMIT));
        values.put("times", ReadableText.shortest(EnsembleShift.TIMES));
        values.put("stretches", stretches.isEmpty() ? null : Map.of("rows", rows(stretches)));
        values.put("version", SharedFacts.version());
        AtomicOutput.write(out.path(EntryFile.MAPS_PAGE), ReportPage.fill("maps.mustache", values));
    }

    private static String report(IndexEntry map) {
        return "../" + EntryLink.besideIt(map);
    }

    private static Map<String, Object> row(IndexEntry map, IndexEntry first) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("id", map.id());
        values.put("address", report(map));
        values.put("resolution", ReadableText.shortest(map.resolution()));
        values.put("models", map.models());
        values.put("mean", ReadableText.number(map.mean()));
        values.put("beside", map.equals(first) ? null : BesidePage.address(EntryFile.MAPS_COMPARISON.path(map.id())));
        return values;
    }

    private static String pair(MapDifferences.Row row) {
        return row.mapA() + " and " + row.mapB();
    }

    private static List<Stretch> stretches(MapDifferences differences) {
        List<Stretch> stretches = new ArrayList<>();
        for (MapDifferences.Row row : differences.rows()) {
            if (row.shift().differs()) {
                Stretch last = stretches.isEmpty() ? null : stretches.get(stretches.size() - 1);
                if (last == null || !last.goesOn(pair(row), row)) {
                    last = new Stretch(pair(row), new ArrayList<>());
                    stretches.add(last);
                }
                last.rows.add(row);
            }
        }
        return stretches;
    }

    private static List<Map<String, Object>> rows(List<Stretch> stretches) {
        return stretches.stream()
                .map(stretch -> {
                    EnsembleShift farthest = stretch.farthest().shift();
                    return Map.<String, Object>of(
                            "pair",
                            stretch.pair,
                            "range",
                            stretch.range(),
                            "shift",
                            ReadableText.number(farthest.distance()),
                            "expected",
                            ReadableText.number(farthest.expected()));
                })
                .toList();
    }

    /** One on every two maps. */
    private static List<String> sentences(MapDifferences differences, List<Stretch> stretches) {
        Map<String, List<MapDifferences.Row>> pairs = differences.rows().stream()
                .collect(Collectors.groupingBy(MapsPage::pair, LinkedHashMap::new, Collectors.toList()));
        List<String> sentences = new ArrayList<>();
        pairs.forEach((pair, rows) -> {
            long apart = rows.stream().filter(row -> row.shift().differs()).count();
            List<String> where = stretches.stream()
                    .filter(stretch -> stretch.pair.equals(pair))
                    .map(Stretch::range)
                    .toList();
            sentences.add("Models of " + pair
                    + (apart == 0
                            ? " lie in one place at all " + ReadableText.count(rows.size(), "residue")
                                    + ", as far as their spread can tell."
                            : " lie in different places at " + apart + " of "
                                    + ReadableText.count(rows.size(), "residue") + ": " + ReadableText.list(where)
                                    + "."));
        });
        return sentences;
    }

    /** What tells the models of half maps from the others; null where there are none. */
    private static String ofHalves(MapDifferences differences) {
        List<String> with = differences.maps().stream()
                .filter(map ->
                        differences.rows().stream().anyMatch(row -> row.mapA().equals(MapDifferences.half(map, 1))))
                .toList();
        return with.isEmpty()
                ? null
                : "Those of the half maps of " + ReadableText.list(with)
                        + " were sampled in either half map alone and not refined: where they lie apart, models follow"
                        + " the noise of one half.";
    }

    /** How far every two maps put a residue apart. */
    private static ObjectNode distances(MapDifferences differences, ResidueAxis axis) {
        ObjectNode spec = Charts.resource("map-differences.vl.json");
        ArrayNode values = Charts.values(spec);
        axis.title(spec.at("/spec/layer/0/encoding/x/axis"));
        ArrayNode order = (ArrayNode) spec.at("/facet/row/sort");
        differences.rows().stream().map(MapsPage::pair).distinct().forEach(order::add);
        MapDifferences.Row before = null;
        for (MapDifferences.Row row : differences.rows()) {
            String pair = pair(row);
            boolean goesOn = before != null && pair(before).equals(pair);
            axis.begin(values, goesOn ? before.id() : null, row.id()).ifPresent(gap -> gap.put("pair", pair));
            values.addObject()
                    .put("pair", pair)
                    .put("at", axis.at(row.id()))
                    .put("differs", row.shift().differs())
                    .<ObjectNode>set("limit", Charts.number(limit(row.shift())))
                    .set("shift", Charts.number(row.shift().distance()));
            before = row;
        }
        return spec;
    }

    /** How far the models of each map spread, all maps in one figure; diamonds where any two of them differ. */
    private static ObjectNode spreads(MapDifferences differences, List<IndexEntry> maps, ResidueAxis axis) {
        ObjectNode spec = Charts.resource("map-spreads.vl.json");
        ArrayNode values = Charts.values(spec);
        axis.title(spec.at("/layer/0/encoding/x/axis"));
        ArrayNode names = ((ObjectNode) spec.at("/layer/0/encoding/color/scale")).putArray("domain");
        for (IndexEntry map : maps) {
            names.add(map.id());
            ResidueId before = null;
            for (ResidueRow row : map.residues()) {
                ResidueId id = new ResidueId(row.chain(), row.number(), row.insertionCode());
                if (row.isDefined() && axis.has(id)) {
                    axis.begin(values, before, id).ifPresent(gap -> gap.put("map", map.id()));
                    values.addObject()
                            .put("map", map.id())
                            .put("at", axis.at(id))
                            .put("spread", Charts.rounded(row.rmsd()));
                    before = id;
                }
            }
        }
        differences.rows().stream()
                .filter(row -> row.shift().differs())
                .map(MapDifferences.Row::id)
                .distinct()
                .forEach(id -> values.addObject().put("at", axis.at(id)).put("differs", true));
        return spec;
    }

    private static double limit(EnsembleShift shift) {
        return Math.max(EnsembleShift.LIMIT, EnsembleShift.TIMES * shift.expected());
    }
}
