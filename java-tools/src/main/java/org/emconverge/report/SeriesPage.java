package org.emconverge.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.emconverge.AtomicOutput;
import org.emconverge.Json;
import org.emconverge.SharedFacts;
import org.emconverge.series.ResidueLoss;
import org.emconverge.series.ResolutionSeries;
import org.emconverge.series.SeriesMap;
import org.emconverge.series.SeriesResidue;
import org.emconverge.series.SeriesStep;
import org.emconverge.series.SeriesTable;
import org.emconverge.structure.ResidueId;

/**
 * Makes the page of the resolution series of a run, {@code series.html}, with the figures and viewers' files of each.
 */
public final class SeriesPage {
    private static final List<String> SCRIPTS =
            List.of("packed.js", "selection.js", "themes.js", "view3d.js", "controls3d.js", "series.js", "series3d.js");
    /** A larger picture does not stand in the page as text: scripts show it, and the page names its file. */
    private static final int MOST_PICTURE_CHARACTERS = 3_000_000;
    /** Residues that are named because they are lost first. */
    private static final int MOST_NAMED = 12;

    private static final String WORMS = "worms";
    private static final String VEGA = "vega";

    private final List<ResolutionSeries> all;
    private final Path folder;
    private final int maps;
    private final boolean hasLibraries;
    private final PageScripts scripts;
    private final ObjectNode page = Json.object();
    private final List<Map<String, Object>> sections = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private boolean hasModels;

    private SeriesPage(List<ResolutionSeries> all, Path folder) throws IOException {
        hasLibraries = !PageScripts.libraries().isEmpty();
        this.all = all;
        this.folder = folder;
        scripts = new PageScripts().early(PageScripts.APPEARANCE);
        maps = all.stream().mapToInt(series -> series.maps().size()).sum();
        if (hasLibraries) {
            scripts.library(VEGA);
        }
        page.putArray("series");
    }

    /**
     * Writes {@code series.html}, which links to {@code <id>/report.html} of every map beside it, and of each series
     * {@code series/NAME/}: {@code figures/} (specification, SVG and PDF), {@code lost_3.cif}, {@code lost.defattr} and
     * {@code open.cxc}.
     *
     * @param renderer of the figures, or null for the one on the PATH
     * @throws org.emconverge.InputException when the figures cannot be rendered
     */
    public static void write(List<ResolutionSeries> all, Path renderer, Path folder) throws IOException {
        SeriesPage page = new SeriesPage(all, folder);
        for (int place = 0; place < all.size(); place++) {
            page.add(place, renderer);
        }
        page.addScripts();
        AtomicOutput.write(folder.resolve("series.html"), ReportPage.fill("series.mustache", page.values()));
    }

    private void add(int place, Path renderer) throws IOException {
        ResolutionSeries series = all.get(place);
        Path own = SeriesTable.folder(folder, series);
        Map<String, SeriesMolecule> molecules = molecules(series);
        Map<String, ObjectNode> charts = charts(series, molecules);
        Map<String, Path> figures = draw(series, charts, renderer, own);
        SeriesFiles.write(series, own);
        ObjectNode one = page.withArray("series").addObject().put("name", series.name());
        describe(one, series);
        if (hasLibraries) {
            addCharts(one, place, charts, figures);
            addModels(one, series, molecules);
        }
        sections.add(section(place, series, figures, folder));
    }

    /** The models of each of its maps that has any, by the map's id; that not all are shown is noted. */
    private Map<String, SeriesMolecule> molecules(ResolutionSeries series) throws IOException {
        Map<String, SeriesMolecule> molecules = new LinkedHashMap<>();
        for (SeriesMap map : series.maps()) {
            SeriesMolecule.of(map, maps).ifPresent(molecule -> molecules.put(map.id(), molecule));
        }
        molecules.values().stream()
                .filter(molecule -> molecule.models() < molecule.of())
                .findFirst()
                .ifPresent(molecule -> notes.add("Of every map of " + series.name() + " the best " + molecule.models()
                        + " of " + molecule.of() + " models are shown, so that the page stays small."));
        return molecules;
    }

    private void addCharts(ObjectNode one, int place, Map<String, ObjectNode> charts, Map<String, Path> figures)
            throws IOException {
        if (figures.containsKey(WORMS) && isLarge(FigureRenderer.element(figures.get(WORMS)))) {
            scripts.data(WORMS + place, Files.readAllBytes(figures.get(WORMS)));
        }
        for (Map.Entry<String, ObjectNode> chart : charts.entrySet()) {
            if (!chart.getKey().equals(WORMS)) {
                String block = chart.getKey() + place;
                one.withArray("charts").add(block);
                scripts.data(block, chart.getValue().toString().getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private void addModels(ObjectNode one, ResolutionSeries series, Map<String, SeriesMolecule> molecules)
            throws IOException {
        for (SeriesMap map : series.maps()) {
            SeriesMolecule molecule = molecules.get(map.id());
            if (molecule != null) {
                hasModels = true;
                one.withArray("maps")
                        .addObject()
                        .put("id", map.id())
                        .put("step", step(series, map))
                        .put("models", molecule.of())
                        .put("block", "models-" + map.id());
                scripts.data("models-" + map.id(), molecule.traces());
            }
        }
    }

    private void addScripts() throws IOException {
        if (!hasLibraries) {
            return;
        }
        if (hasModels) {
            scripts.library("molstar");
        }
        scripts.data("page", page.toString().getBytes(StandardCharsets.UTF_8));
        for (String script : SCRIPTS) {
            scripts.script(script);
        }
    }

    private Map<String, Object> values() throws IOException {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("policy", scripts.policy());
        values.put("earlyScripts", scripts.earlyHtml());
        values.put("scripts", scripts.html());
        values.put(
                "style",
                SpreadClass.styleProperties() + ReportPage.resource("report.css") + ReportPage.resource("series.css"));
        values.put(
                "title",
                "Resolution series of "
                        + ReadableText.list(
                                all.stream().map(ResolutionSeries::name).toList()));
        values.put("count", ReadableText.count(maps, "map"));
        values.put("several", all.size() > 1);
        values.put("models", hasModels);
        values.put("notes", notes);
        values.put("spreadLabels", SpreadClass.labels());
        values.put("sections", sections);
        values.put("version", SharedFacts.version());
        return values;
    }

    private static boolean isLarge(String svg) {
        return svg.length() > MOST_PICTURE_CHARACTERS;
    }

    private static int step(ResolutionSeries series, SeriesMap map) {
        for (int step = 0; step < series.steps().size(); step++) {
            if (series.steps().get(step).members().contains(map)) {
                return step;
            }
        }
        throw new IllegalArgumentException(map.id());
    }

    private static Map<String, ObjectNode> charts(ResolutionSeries series, Map<String, SeriesMolecule> molecules) {
        Map<String, ObjectNode> charts = new LinkedHashMap<>();
        SeriesCharts.worms(series, molecules).ifPresent(chart -> charts.put(WORMS, chart));
        charts.put("curve", SeriesCharts.curve(series));
        SeriesCharts.fsc(series).ifPresent(chart -> charts.put("fsc", chart));
        charts.put("lost", SeriesCharts.lost(series));
        return charts;
    }

    /**
     * Writes figures/NAME_CHART.vl.json and what the renderer makes of it; ids inside the drawings have the file's
     * name, so that those of several series can stand in one page.
     */
    private static Map<String, Path> draw(
            ResolutionSeries series, Map<String, ObjectNode> charts, Path renderer, Path folder) throws IOException {
        Path figures = Files.createDirectories(folder.resolve("figures"));
        Map<String, Path> drawings = new LinkedHashMap<>();
        List<Path> specifications = new ArrayList<>();
        for (Map.Entry<String, ObjectNode> chart : charts.entrySet()) {
            ObjectNode figure = chart.getValue().deepCopy();
            figure.putObject("usermeta").put("width_mm", SeriesCharts.MILLIMETRES);
            String name = series.name() + "_" + chart.getKey();
            specifications.add(figures.resolve(name + ".vl.json"));
            AtomicOutput.write(figures.resolve(name + ".vl.json"), figure + "\n");
            drawings.put(chart.getKey(), figures.resolve(name + ".svg"));
        }
        FigureRenderer.render(renderer, specifications);
        return drawings;
    }

    /** What the 3D view colours by: of every residue its spread at each resolution, and where it is lost. */
    private static void describe(ObjectNode one, ResolutionSeries series) {
        one.put("finest", SeriesFiles.finest(series)).put("coarsest", SeriesFiles.coarsest(series));
        ArrayNode steps = one.putArray("steps");
        for (SeriesStep step : series.steps()) {
            steps.add(ReadableText.shortest(step.nominal()) + "\u00a0Å"
                    + (step.measured() == null ? "" : " (measured " + ReadableText.angstrom(step.measured()) + ")"));
        }
        one.putArray("maps");
        one.putArray("charts");
        ObjectNode columns = one.putObject("residues");
        ArrayNode chain = columns.putArray("chain");
        ArrayNode number = columns.putArray("number");
        ArrayNode code = columns.putArray("icode");
        ArrayNode name = columns.putArray("name");
        for (SeriesResidue residue : series.unit()) {
            ResidueId id = residue.id();
            chain.add(id.chain());
            number.add(id.number());
            code.add(id.insertionCode());
            name.add(residue.name());
        }
        ArrayNode spread = columns.putArray("spread");
        for (int step = 0; step < series.steps().size(); step++) {
            ArrayNode of = spread.addArray();
            for (SeriesResidue residue : series.unit()) {
                double value = residue.spread().get(step);
                of.add(Charts.number(Double.isNaN(value) ? value : Math.rint(1000 * value) / 1000));
            }
        }
        loss(columns, "lost1", series, SeriesResidue::lost1);
        loss(columns, "lost3", series, SeriesResidue::lost3);
        ArrayNode classes = one.putArray("classes");
        for (SpreadClass of : SpreadClass.values()) {
            classes.addObject().put("label", of.label).put("colour", of.colour);
        }
        one.put("well", SpreadClass.WELL)
                .put("uncertain", SpreadClass.REGISTER_UNCERTAIN)
                .put("undefinedColour", SpreadClass.UNDEFINED_COLOUR)
                .put("keptColour", ResolutionColours.KEPT)
                .put("beforeColour", ResolutionColours.LOST_BEFORE);
        ResolutionColours.STOPS.forEach(one.putArray("stops")::add);
    }

    /** A resolution, or where there is none the fate as a word. */
    private static void loss(
            ObjectNode columns, String name, ResolutionSeries series, Function<SeriesResidue, ResidueLoss> of) {
        ArrayNode values = columns.putArray(name);
        for (SeriesResidue residue : series.unit()) {
            ResidueLoss loss = of.apply(residue);
            if (loss.fate() == ResidueLoss.Fate.LOST) {
                values.add(Math.rint(1000 * loss.resolution()) / 1000);
            } else {
                values.add(loss.fate().word());
            }
        }
    }

    private static Map<String, Object> section(
            int place, ResolutionSeries series, Map<String, Path> figures, Path folder) throws IOException {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("place", place);
        values.put("name", series.name());
        values.put("headline", SeriesWords.headline(series));
        values.put("made", SeriesWords.made(series));
        values.put("bars", SeriesWords.bars(series));
        List<String> attention = SeriesWords.attention(series);
        values.put("attention", attention.isEmpty() ? null : Map.of("lines", attention));
        for (Map.Entry<String, Path> figure : figures.entrySet()) {
            String svg = FigureRenderer.element(figure.getValue());
            Map<String, Object> picture = new LinkedHashMap<>();
            picture.put("file", BesidePage.address(relative(folder, figure.getValue())));
            picture.put("svg", isLarge(svg) ? "" : svg);
            values.put(figure.getKey(), picture);
        }
        values.putIfAbsent(WORMS, null);
        values.putIfAbsent("fsc", null);
        values.put(
                "steps", series.steps().stream().map(step -> row(series, step)).toList());
        values.put("maps", series.maps().stream().map(SeriesPage::row).toList());
        List<String> first = SeriesWords.lostFirst(series, MOST_NAMED);
        values.put("first", first.isEmpty() ? null : Map.of("residues", ReadableText.list(first)));
        values.put("files", files(SeriesTable.folder(folder, series), folder));
        return values;
    }

    private static String relative(Path folder, Path file) {
        return folder.toAbsolutePath()
                .relativize(file.toAbsolutePath())
                .toString()
                .replace('\\', '/');
    }

    private static List<Map<String, Object>> files(Path own, Path folder) {
        Map<String, String> known = new LinkedHashMap<>();
        known.put("residues.csv", "every residue: where it is lost, and its spread at each resolution");
        known.put(
                SeriesFiles.MODEL,
                "the best model of the finest map, in its B column the resolution at which the spread passes 3 Å");
        known.put(SeriesFiles.ATTRIBUTES, "the same for 1 and 3 Å as attributes of ChimeraX");
        known.put(SeriesFiles.SCRIPT, "opens both in ChimeraX");
        return known.entrySet().stream()
                .filter(file -> Files.isRegularFile(own.resolve(file.getKey())))
                .map(file -> Map.<String, Object>of(
                        "name",
                        relative(folder, own.resolve(file.getKey())),
                        "address",
                        BesidePage.address(relative(folder, own.resolve(file.getKey()))),
                        "description",
                        file.getValue()))
                .toList();
    }

    private static Map<String, Object> row(ResolutionSeries series, SeriesStep step) {
        int place = series.steps().indexOf(step);
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("nominal", ReadableText.shortest(step.nominal()));
        values.put("measured", orDash(step.measured()));
        values.put("maps", step.maps());
        values.put("mean", ReadableText.number(step.caRmsdMean()));
        values.put("sd", orDash(step.caRmsdSd()));
        double[] spreads = series.unit().stream()
                .mapToDouble(residue -> residue.spread().get(place))
                .filter(spread -> !Double.isNaN(spread))
                .toArray();
        values.put("below1", share(spreads, spread -> spread < SpreadClass.WELL));
        values.put("above3", share(spreads, spread -> spread > SpreadClass.REGISTER_UNCERTAIN));
        return values;
    }

    private static String share(double[] spreads, java.util.function.DoublePredicate passes) {
        return ReadableText.percent(
                (double) java.util.Arrays.stream(spreads).filter(passes).count() / spreads.length);
    }

    private static Map<String, Object> row(SeriesMap map) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("id", map.id());
        values.put("address", BesidePage.address(map.id() + "/report.html"));
        values.put("nominal", ReadableText.shortest(map.nominal()));
        values.put("measured", orDash(map.measured()));
        values.put(
                "deviation",
                Double.isNaN(map.deviation())
                        ? "–"
                        : String.format(Locale.ROOT, "%+.1f", 100 * map.deviation())
                                        .replace('-', '−') + "\u00a0%");
        values.put("style", map.differs() || map.isAsGiven() ? "fair" : "");
        values.put("shift", orDash(map.shift()));
        values.put("seed", map.seed() == null ? "–" : map.seed().toString());
        values.put("mean", ReadableText.number(map.caRmsdMean()));
        return values;
    }

    private static String orDash(Double value) {
        return ReadableText.number(Optional.ofNullable(value).orElse(Double.NaN));
    }
}
