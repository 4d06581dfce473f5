package org.emconverge.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.Group;
import org.biojava.nbio.structure.Structure;
import org.biojava.nbio.structure.StructureImpl;
import org.emconverge.SharedFacts;
import org.emconverge.density.DensityMap;
import org.emconverge.density.QuantisedMap;
import org.emconverge.metrics.ResidueMetric;
import org.emconverge.structure.ModelFile;

/** What the page's scripts work on: the residues, the charts, the models and the map. */
final class PageData {
    /** More atoms than these make the page slow to open, so only as many of the best models are carried as fit. */
    private static final int MOST_ATOMS = 300_000;
    /** The size of the map after compression, bytes; base64 adds a third. */
    private static final int MOST_MAP_BYTES = 2_000_000;
    /** The map reaches this far around the models, Å, which is as much as the mesh around a residue shows. */
    private static final double MARGIN = 8;

    /**
     * What the 3D view shows.
     *
     * @param models of the ensemble file, or null
     * @param map copy of the map around the models
     * @param level of the map, in its units
     * @param scale by which the level is given in σ; null without a map
     */
    record Scene(Structure models, Optional<QuantisedMap> map, OptionalDouble level, DensityScale scale) {}

    private PageData() {}

    /**
     * Adds the blocks {@code page} (JSON), and where the inputs are there {@code models} (mmCIF) and {@code map} (a
     * byte per voxel).
     *
     * @param scene what the 3D view shows
     */
    static void addTo(PageScripts scripts, EntryResults results, Figures figures, Scene scene) throws IOException {
        ObjectNode page = JsonNodeFactory.instance.objectNode();
        page.put("id", results.text("/id"));
        residues(page.putObject("residues"), results);
        spread(page.putObject("spread"));
        if (ConfidenceClass.isKnown(results.residues())) {
            confidence(page.putObject("confidence"));
        }
        if (SmallestSetSection.isJudged(results)) {
            conformation(page.putObject("conformation"));
        }
        tracks(page.putArray("tracks"), results.residues(), figures);
        page.set("histogram", figures.histogram());
        figures.relations().ifPresent(chart -> page.set("relations", chart));
        figures.ranking().ifPresent(chart -> page.set("ranking", chart));
        page.putObject("mapCharts").setAll(figures.ofMap());
        figures.ramachandran().ifPresent(chart -> page.set("ramachandran", chart));
        if (scene.models() != null) {
            scripts.data("models", models(scene.models()));
            page.put("models", scene.models().nrModels());
            if (scene.map().isPresent() && scene.level().isPresent()) {
                map(scripts, page, scene.map().get(), scene.level().getAsDouble(), scene.scale());
            }
        }
        scripts.data("page", page.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** The measures of a residue; what differs along the chain has a profile. */
    private static void tracks(ArrayNode tracks, List<ResidueRow> rows, Figures figures) {
        List<ResidueMeasure> drawable = ResidueMeasure.drawable(rows);
        for (ResidueMeasure measure : ResidueMeasure.of(rows)) {
            ObjectNode track = tracks.addObject()
                    .put("column", measure.column)
                    .put("title", measure.title)
                    .put("unit", measure.unit);
            if (drawable.contains(measure)) {
                track.set(
                        "profile", measure == ResidueMeasure.RMSD ? figures.profile() : ProfileChart.of(rows, measure));
            }
        }
    }

    /**
     * The classes of spread, what is better omitted being one of its own without a label, and the colour of the rest.
     */
    private static void spread(ObjectNode spread) {
        ArrayNode classes = spread.putArray("classes");
        for (SpreadClass of : SpreadClass.values()) {
            classes.addObject()
                    .put("style", SequenceStrip.style(of))
                    .put("label", of.label)
                    .put("colour", of.colour)
                    .put("meaning", of.meaning);
        }
        ((ObjectNode) classes.get(0)).put("below", SpreadClass.WELL);
        ((ObjectNode) classes.get(1)).put("upTo", SpreadClass.REGISTER_UNCERTAIN);
        ((ObjectNode) classes.get(2)).put("upTo", SpreadClass.OMIT);
        classes.addObject()
                .put("style", SequenceStrip.OMITTED)
                .put("colour", SpreadClass.UNCERTAIN.colour)
                .put("meaning", SpreadClass.OMIT_MEANING);
        spread.put("undefinedColour", SpreadClass.UNDEFINED_COLOUR);
        key(spread.putArray("key"), SequenceStrip.spreadKey());
    }

    /** The classes of confidence, each from its least value on, the highest first. */
    private static void confidence(ObjectNode confidence) {
        ArrayNode classes = confidence.putArray("classes");
        for (ConfidenceClass of : ConfidenceClass.values()) {
            classes.addObject()
                    .put("style", of.style())
                    .put("from", of.from)
                    .put("label", of.label)
                    .put("colour", of.colour)
                    .put("meaning", of.meaning);
        }
        key(confidence.putArray("key"), SequenceStrip.confidenceKey());
    }

    /** What the spread of residues stands for, by the words of residues.csv. */
    private static void conformation(ObjectNode conformation) {
        ArrayNode classes = conformation.putArray("classes");
        ArrayNode key = conformation.putArray("key");
        for (SharedFacts.ConformationClass of : SharedFacts.conformations()) {
            classes.addObject()
                    .put("style", "conformation-" + of.name())
                    .put("name", of.name())
                    .put("label", of.label())
                    .put("colour", of.colour())
                    .put("meaning", of.meaning());
            key.addObject().put("style", "conformation-" + of.name()).put("label", of.label() + ": " + of.meaning());
        }
    }

    private static void key(ArrayNode key, List<Map<String, Object>> entries) {
        entries.forEach(entry -> key.addObject()
                .put("style", entry.get("style").toString())
                .put("label", entry.get("label").toString()));
    }

    /**
     * A list per column, one value per row of residues.csv; {@code register} and {@code finding} are words, of
     * stretches that a reader should look at.
     */
    private static void residues(ObjectNode columns, EntryResults results) {
        List<ResidueRow> rows = results.residues();
        ArrayNode chain = columns.putArray("chain");
        ArrayNode number = columns.putArray("number");
        ArrayNode code = columns.putArray("icode");
        ArrayNode name = columns.putArray("name");
        for (ResidueRow row : rows) {
            chain.add(row.chain());
            number.add(row.number());
            code.add(row.insertionCode());
            name.add(row.name());
        }
        for (ResidueMeasure measure : ResidueMeasure.of(rows)) {
            ArrayNode values = columns.putArray(measure.column);
            rows.forEach(row ->
                    values.add(Charts.number(measure == ResidueMeasure.RMSD ? row.spread() : row.value(measure))));
        }
        ArrayNode sampled = columns.putArray("ca_rmsd_sampled");
        rows.forEach(row -> sampled.add(Charts.number(row.sampled())));
        if (SmallestSetSection.isJudged(results)) {
            ArrayNode kinds = columns.putArray("conformation");
            rows.forEach(row -> kinds.add(row.verdict(ResidueMetric.CONFORMATION_KIND)));
        }
        ArrayNode register = columns.putArray("register");
        Map<ResidueRow, String> places = new HashMap<>();
        RegisterStretch.of(rows).forEach(of -> of.stretch().residues().forEach(row -> places.put(row, of.words())));
        rows.forEach(row -> register.add(places.get(row)));
        ArrayNode finding = columns.putArray("finding");
        Map<ResidueRow, String> poses = LigandPose.words(rows);
        Map<ResidueRow, String> words = SpreadFindings.of(rows).words(results.start());
        rows.forEach(row -> finding.add(words.getOrDefault(row, poses.get(row))));
    }

    /** As many models as the page can carry, the best first. */
    private static byte[] models(Structure models) throws IOException {
        int atoms = models.getModel(0).stream()
                .flatMap(chain -> chain.getAtomGroups().stream())
                .mapToInt(group -> group.getAtoms().size())
                .sum();
        Structure best = new StructureImpl();
        for (int model = 0; model < models.nrModels() && (model == 0 || (model + 1) * atoms <= MOST_ATOMS); model++) {
            best.addModel(models.getModel(model));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ModelFile.writeCif(best, out);
        return out.toByteArray();
    }

    /** The copy of the map around all models that the page carries; null where the map does not reach them. */
    static QuantisedMap copy(DensityMap map, Structure models, double level) {
        double[] from = {Double.MAX_VALUE, Double.MAX_VALUE, Double.MAX_VALUE};
        double[] to = {-Double.MAX_VALUE, -Double.MAX_VALUE, -Double.MAX_VALUE};
        for (int model = 0; model < models.nrModels(); model++) {
            Stream<Group> residues = models.getModel(model).stream().flatMap(chain -> chain.getAtomGroups().stream());
            residues.flatMap(residue -> residue.getAtoms().stream())
                    .map(Atom::getCoords)
                    .forEach(at -> {
                        for (int axis = 0; axis < 3; axis++) {
                            from[axis] = Math.min(from[axis], at[axis] - MARGIN);
                            to[axis] = Math.max(to[axis], at[axis] + MARGIN);
                        }
                    });
        }
        return QuantisedMap.of(map, from, to, level, MOST_MAP_BYTES);
    }

    private static void map(PageScripts scripts, ObjectNode page, QuantisedMap map, double level, DensityScale scale)
            throws IOException {
        ObjectNode results = page.putObject("map")
                .put("low", map.low())
                .put("step", map.step())
                .put("level", level)
                .put("mean", scale.mean())
                .put("sd", scale.sd())
                .put("of", scale.whole() ? "whole map as given" : "map in prepared/");
        for (int axis = 0; axis < 3; axis++) {
            results.withArray("size").add(map.size()[axis]);
            results.withArray("voxel").add(map.voxel()[axis]);
            results.withArray("origin").add(map.origin()[axis]);
        }
        scripts.data("map", map.values());
    }
}
