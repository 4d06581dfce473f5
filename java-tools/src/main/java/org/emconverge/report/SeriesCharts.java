package org.emconverge.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.emconverge.Json;
import org.emconverge.entry.EntryFile;
import org.emconverge.series.ResidueLoss;
import org.emconverge.series.ResolutionSeries;
import org.emconverge.series.SeriesMap;
import org.emconverge.series.SeriesResidue;
import org.emconverge.series.SeriesStep;
import org.emconverge.structure.ResidueId;

/** The charts of a series, as Figure 1 of Herzik, Fraser & Lander (2019) and beyond it. */
final class SeriesCharts {
    /** As wide as two columns of a journal. */
    static final int MILLIMETRES = 180;

    private static final double PIXELS_PER_MM = 4.1;
    private static final int COLUMNS = 4;
    private static final int BESIDE_HISTOGRAM = 46;
    private static final int HISTOGRAM_HEIGHT = 70;
    private static final int HISTOGRAM_BINS = 24;
    /** More pictures of the molecule than these are no figure; then they are taken evenly from the series. */
    private static final int MOST_WORMS = 16;

    private static final int FEW_CHAINS = 3;
    private static final int LOW_PANEL = 90;

    private SeriesCharts() {}

    /** The mean spread of each map and of each resolution, with the standard deviation from one seed to the next. */
    static ObjectNode curve(ResolutionSeries series) {
        ObjectNode spec = Charts.resource("series-curve.vl.json");
        List<SeriesStep> ordered = ordered(series);
        for (SeriesStep step : ordered) {
            step(spec, 0, step);
            step(spec, 3, step).put("sd", orDash(step.caRmsdSd())).put("maps", step.maps());
            if (step.caRmsdSd() != null) {
                step(spec, 2, step)
                        .put("low", Charts.rounded(Math.max(0, step.caRmsdMean() - step.caRmsdSd())))
                        .put("high", Charts.rounded(step.caRmsdMean() + step.caRmsdSd()));
            }
        }
        if (series.maps().size() > series.steps().size()) {
            for (SeriesMap map : series.maps()) {
                Charts.values(spec.at("/layer/1"))
                        .addObject()
                        .put("map", map.id())
                        .put("nominal", map.nominal())
                        .put("measured", orDash(map.measured()))
                        .put("resolution", map.measured() == null ? map.nominal() : map.measured())
                        .put("mean", map.caRmsdMean());
            }
        }
        return spec;
    }

    private static ObjectNode step(ObjectNode spec, int layer, SeriesStep step) {
        return Charts.values(spec.at("/layer/" + layer))
                .addObject()
                .put("nominal", step.nominal())
                .put("measured", orDash(step.measured()))
                .put("resolution", step.resolution())
                .put("mean", step.caRmsdMean());
    }

    private static String orDash(Double value) {
        return ReadableText.number(value == null ? Double.NaN : value);
    }

    /** By the resolution that they have, which may be another order than that of what was asked for. */
    private static List<SeriesStep> ordered(ResolutionSeries series) {
        return series.steps().stream()
                .sorted((a, b) -> Double.compare(a.resolution(), b.resolution()))
                .toList();
    }

    /** The half maps' correlations as measured, and, dashed, that of the given ones; empty where no map has a curve. */
    static Optional<ObjectNode> fsc(ResolutionSeries series) {
        ObjectNode spec = Charts.resource("series-fsc.vl.json");
        ArrayNode measured = Charts.values(spec.at("/layer/2"));
        double end = 0;
        double lowest = 0;
        for (SeriesMap map : series.maps()) {
            JsonNode curves =
                    Json.readOrMissing(map.folder().path(EntryFile.SERIES_MAP)).path("curves");
            JsonNode frequency = curves.path("frequency");
            for (int shell = 0; shell < frequency.size(); shell++) {
                JsonNode fsc = curves.path("measured").path(shell);
                if (fsc.isNumber()) {
                    end = Math.max(end, frequency.get(shell).asDouble());
                    lowest = Math.min(lowest, fsc.asDouble());
                    measured.addObject()
                            .put("map", map.id())
                            .put("nominal", map.nominal())
                            .put("measured", orDash(map.measured()))
                            .put(
                                    "frequency",
                                    Charts.rounded(frequency.get(shell).asDouble()))
                            .put("fsc", fsc.asDouble());
                }
                if (map.equals(series.maps().get(0))
                        && curves.path("given").path(shell).isNumber()) {
                    Charts.values(spec.at("/layer/1"))
                            .addObject()
                            .put(
                                    "frequency",
                                    Charts.rounded(frequency.get(shell).asDouble()))
                            .put("fsc", curves.path("given").get(shell).asDouble());
                }
            }
        }
        Charts.domain(spec.at("/layer/2/encoding/x/scale"), 0, end);
        Charts.domain(spec.at("/layer/2/encoding/y/scale"), Math.floor(10 * lowest) / 10, 1);
        return measured.isEmpty() ? Optional.empty() : Optional.of(spec);
    }

    /**
     * Every residue in the maps of every resolution, a panel for each chain, and where its spread passes the two
     * limits.
     */
    static ObjectNode lost(ResolutionSeries series) {
        ObjectNode spec = Charts.resource("series-lost.vl.json");
        Map<String, List<SeriesResidue>> chains = new LinkedHashMap<>();
        series.unit().stream()
                .filter(residue -> residue.maps() > 0)
                .forEach(residue -> chains.computeIfAbsent(residue.id().chain(), chain -> new ArrayList<>())
                        .add(residue));
        chains.forEach((chain, residues) -> {
            ObjectNode panel = panel(series, chain, residues);
            if (chains.size() > FEW_CHAINS) {
                panel.put("height", LOW_PANEL);
            }
            ((ArrayNode) spec.get("vconcat")).add(panel);
        });
        return spec;
    }

    private static ObjectNode panel(ResolutionSeries series, String chain, List<SeriesResidue> residues) {
        ObjectNode panel = Charts.resource("series-lost-panel.vl.json");
        panel.put("title", "Chain " + chain);
        List<SeriesStep> ordered = ordered(series);
        double[] edges = edges(ordered);
        Map<Integer, Integer> sharing = new HashMap<>();
        residues.forEach(residue -> sharing.merge(residue.id().number(), 1, Integer::sum));
        Map<Integer, Integer> placed = new HashMap<>();
        for (SeriesResidue residue : residues) {
            int number = residue.id().number();
            double share = 1.0 / sharing.get(number);
            double from = Charts.rounded(number - 0.5 + share * (placed.merge(number, 1, Integer::sum) - 1));
            double to = Charts.rounded(from + share);
            for (int place = 0; place < ordered.size(); place++) {
                SeriesStep step = ordered.get(place);
                double spread = residue.spread().get(series.steps().indexOf(step));
                if (!Double.isNaN(spread)) {
                    Charts.values(panel)
                            .addObject()
                            .put("residue", name(residue))
                            .put("from", from)
                            .put("to", to)
                            .put("bottom", edges[place])
                            .put("top", edges[place + 1])
                            .put("resolution", ReadableText.number(step.resolution()))
                            .put("rmsd", Charts.rounded(Math.rint(1000 * spread) / 1000))
                            .put("class", SpreadClass.of(spread).label)
                            .put("lost1", ResolutionColours.words(residue.lost1()))
                            .put("lost3", ResolutionColours.words(residue.lost3()));
                }
            }
            mark(panel, 1, from, to, residue.lost1());
            mark(panel, 2, from, to, residue.lost3());
        }
        Charts.domain(
                panel.at("/layer/0/encoding/x/scale"),
                residues.stream().mapToInt(r -> r.id().number()).min().orElseThrow() - 0.5,
                residues.stream().mapToInt(r -> r.id().number()).max().orElseThrow() + 0.5);
        Charts.domain(panel.at("/layer/0/encoding/y/scale"), edges[0], edges[edges.length - 1]);
        return panel;
    }

    static String name(SeriesResidue residue) {
        return residue.name() + " " + residue.id();
    }

    private static void mark(ObjectNode panel, int layer, double from, double to, ResidueLoss loss) {
        if (loss.fate() == ResidueLoss.Fate.LOST) {
            Charts.values(panel.at("/layer/" + layer))
                    .addObject()
                    .put("from", from)
                    .put("to", to)
                    .put("at", Charts.rounded(loss.resolution()));
        }
    }

    /** Between resolutions half way; beyond the first and the last as far as to the next, or 0.1 Å of a single one. */
    private static double[] edges(List<SeriesStep> ordered) {
        int count = ordered.size();
        double[] edges = new double[count + 1];
        for (int i = 1; i < count; i++) {
            edges[i] = Charts.rounded(
                    (ordered.get(i - 1).resolution() + ordered.get(i).resolution()) / 2);
        }
        double first = ordered.get(0).resolution();
        double last = ordered.get(count - 1).resolution();
        edges[0] = Charts.rounded(count == 1 ? first - 0.1 : 2 * first - edges[1]);
        edges[count] = Charts.rounded(count == 1 ? last + 0.1 : 2 * last - edges[count - 1]);
        return edges;
    }

    /**
     * Of the maps of the resolutions the worm of the first one's best model over the histogram of its spread, all on
     * one scale.
     *
     * @param molecules by the id of the map
     * @return empty where no map has models to draw
     */
    static Optional<ObjectNode> worms(ResolutionSeries series, Map<String, SeriesMolecule> molecules) {
        List<SeriesMap> maps = spaced(series.steps().stream()
                .map(step -> step.members().get(0))
                .filter(map -> molecules.containsKey(map.id()))
                .toList());
        if (maps.isEmpty()) {
            return Optional.empty();
        }
        List<Map<ResidueId, Double>> spreads =
                maps.stream().map(SeriesCharts::spread).toList();
        int columns = Math.min(COLUMNS, maps.size());
        int cell = (int) Math.round(PIXELS_PER_MM * MILLIMETRES) / Math.max(2, columns) - BESIDE_HISTOGRAM;
        List<ObjectNode> worms = BackboneFigures.worms(
                maps.stream().map(map -> molecules.get(map.id()).best()).toList(), spreads, cell);
        List<Histogram> histograms = Histogram.alike(
                spreads.stream().map(of -> List.copyOf(of.values())).toList(), HISTOGRAM_BINS);
        ObjectNode spec = Charts.resource("series-worms.vl.json").put("columns", columns);
        for (int place = 0; place < maps.size(); place++) {
            ObjectNode part = ((ArrayNode) spec.get("concat")).addObject();
            SeriesMap map = maps.get(place);
            part.putObject("title")
                    .put("text", ReadableText.shortest(map.nominal()) + " Å")
                    .put("subtitle", "mean " + ReadableText.angstrom(map.caRmsdMean()));
            part.put("spacing", 4);
            ArrayNode both = part.putArray("vconcat");
            ObjectNode worm = nested(worms.get(place));
            if (place > 0) {
                ((ObjectNode) worm.at("/layer/2/encoding/fill")).putNull("legend");
            }
            both.add(worm);
            both.add(histogram(histograms, place, cell));
        }
        return Optional.of(spec);
    }

    private static List<SeriesMap> spaced(List<SeriesMap> maps) {
        if (maps.size() <= MOST_WORMS) {
            return maps;
        }
        List<SeriesMap> some = new ArrayList<>();
        for (int i = 0; i < MOST_WORMS; i++) {
            some.add(maps.get(Math.round((float) i * (maps.size() - 1) / (MOST_WORMS - 1))));
        }
        return some;
    }

    /** What of a figure may stand inside another one. */
    private static ObjectNode nested(ObjectNode spec) {
        spec.remove(List.of("$schema", "background", "config"));
        return spec;
    }

    private static ObjectNode histogram(List<Histogram> histograms, int place, int width) {
        Histogram histogram = histograms.get(place);
        int bins = histograms.stream().mapToInt(of -> of.counts().size()).max().orElseThrow();
        int highest = histograms.stream()
                .flatMap(of -> of.counts().stream())
                .mapToInt(count -> count)
                .max()
                .orElse(1);
        ObjectNode spec = nested(Charts.resource("histogram.vl.json"));
        spec.put("width", width).put("height", HISTOGRAM_HEIGHT);
        ArrayNode layers = (ArrayNode) spec.get("layer");
        while (layers.size() > 1) {
            layers.remove(1);
        }
        for (int bin = 0; bin < histogram.counts().size(); bin++) {
            double from = histogram.from(bin);
            Charts.values(spec)
                    .addObject()
                    .put("from", Charts.rounded(from))
                    .put("to", Charts.rounded(from + histogram.width()))
                    .put("count", histogram.counts().get(bin))
                    .put("class", SpreadClass.of(from + histogram.width() / 2).label);
        }
        Charts.domain(spec.at("/layer/0/encoding/x/scale"), 0, bins * histogram.width());
        ((ObjectNode) spec.at("/layer/0/encoding/x/axis"))
                .put("title", "Cα RMSD (Å)")
                .put("tickCount", 4);
        Charts.domain(spec.at("/layer/0/encoding/y/scale"), 0, Math.max(1, highest));
        ((ObjectNode) spec.at("/layer/0/encoding/y/axis")).put("tickCount", 3);
        ((ObjectNode) spec.at("/layer/0/encoding/color")).putNull("legend");
        return spec;
    }

    private static Map<ResidueId, Double> spread(SeriesMap map) {
        Map<ResidueId, Double> spread = new LinkedHashMap<>();
        ResidueRow.readUnit(
                        map.folder().require(EntryFile.RESIDUES),
                        Json.read(map.folder().require(EntryFile.SUMMARY)))
                .stream()
                .filter(ResidueRow::isDefined)
                .forEach(row -> spread.put(new ResidueId(row.chain(), row.number(), row.insertionCode()), row.rmsd()));
        return spread;
    }
}
