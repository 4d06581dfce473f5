package org.emconverge.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.StreamSupport;
import org.biojava.nbio.structure.Structure;
import org.emconverge.Csv;
import org.emconverge.Json;
import org.emconverge.density.FscCurve;
import org.emconverge.density.InclusionCurve;
import org.emconverge.entry.EntryFile;
import org.emconverge.entry.EntryFolder;

/**
 * The page's section on the map: Fourier shell correlations, its density, the atoms inside it at each level, and
 * pictures. What an entry lacks is left out.
 *
 * @param study of the prepared map; empty without its file
 * @param scale of its densities; null without it
 * @param charts specifications by the name of the figure
 */
record MapSection(
        EntryResults results,
        Optional<MapStudy> study,
        DensityScale scale,
        DensityCharts.Level level,
        Map<String, ObjectNode> charts) {
    private static final String HALF_MAPS = "fsc_half_maps";
    private static final String MODEL_MAP = "fsc_model_map";
    private static final String INCLUSION = "inclusion";
    private static final String DENSITY = "density";
    private static final List<String> COLUMNS = List.of("level", "sigma", "all_atoms", "backbone");
    private static final int SHARE_DECIMALS = 4;

    /**
     * Reads the map, and what is known of its resolution.
     *
     * @param models of the ensemble file, or null
     * @param level at which viewers show the map
     * @param recommended whether the level came with the map
     */
    static MapSection of(
            EntryFolder entry, EntryResults results, Structure models, OptionalDouble level, boolean recommended) {
        Optional<MapStudy> study = entry.find(EntryFile.MAP).map(file -> MapStudy.read(file, models, level));
        DensityScale scale =
                study.map(of -> DensityScale.of(results.map(), of.statistics())).orElse(null);
        DensityCharts.Level marked = new DensityCharts.Level(level.orElse(Double.NaN), recommended);
        double given = results.number("/resolution");
        List<Csv.Row> fsc = entry.find(EntryFile.MODEL_MAP_FSC)
                .map(file -> Csv.read(file, "model", "frequency", "fsc", "fsc_masked")
                        .rows())
                .orElse(List.of());
        Map<String, ObjectNode> charts = new LinkedHashMap<>();
        FscCharts.halfMaps(Json.readOrMissing(entry.path(EntryFile.HALF_MAPS)), given)
                .ifPresent(chart -> charts.put(HALF_MAPS, chart));
        FscCharts.modelMap(fsc, names(results), given).ifPresent(chart -> charts.put(MODEL_MAP, chart));
        study.ifPresent(of -> {
            of.inclusion()
                    .filter(curve -> curve.atoms() > 0)
                    .ifPresent(curve -> charts.put(
                            INCLUSION, DensityCharts.inclusion(curve, curve.levels(marked.at()), scale, marked)));
            charts.put(DENSITY, DensityCharts.histogram(of.histogram(), scale, marked));
        });
        return new MapSection(results, study, scale, marked, charts);
    }

    /** The models that are compared, best first. */
    private static List<String> names(EntryResults results) {
        return StreamSupport.stream(results.summary().at("/models/names").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    /** Writes inclusion.csv, where there is a map and a model in it. */
    void write(EntryFolder out) throws IOException {
        Optional<InclusionCurve> curve = study.flatMap(MapStudy::inclusion).filter(of -> of.atoms() > 0);
        if (curve.isPresent()) {
            Csv.write(out.path(EntryFile.INCLUSION), COLUMNS, printer -> {
                for (double at : curve.get().levels(level.at())) {
                    printer.printRecord(
                            Charts.rounded(at),
                            Csv.fixed(scale.sigma(at), SHARE_DECIMALS),
                            Csv.fixed(curve.get().all(at), SHARE_DECIMALS),
                            Csv.fixed(curve.get().backbone(at), SHARE_DECIMALS));
                }
            });
        }
    }

    /**
     * The values of the template's section; null where there is nothing to show.
     *
     * @param pictures svg elements by the name of the figure
     */
    Map<String, Object> values(Map<String, String> pictures) {
        if (charts.isEmpty()) {
            return null;
        }
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("sentences", sentences());
        values.put(
                "charts",
                charts.keySet().stream()
                        .map(name -> Map.of(
                                "name",
                                name,
                                "title",
                                title(name),
                                "picture",
                                pictures.getOrDefault(name, ""),
                                "caption",
                                caption(name)))
                        .toList());
        values.put("views", study.map(of -> new MapViews(of, scale).values()).orElse(null));
        return values;
    }

    private static String title(String chart) {
        return switch (chart) {
            case HALF_MAPS -> "Half map against half map";
            case MODEL_MAP -> "Map against model";
            case INCLUSION -> "Atoms inside, by contour level";
            default -> "Density of the voxels";
        };
    }

    private String caption(String chart) {
        return switch (chart) {
            case HALF_MAPS -> halfMapCaption();
            case MODEL_MAP -> modelMapCaption();
            case INCLUSION -> inclusionCaption();
            default -> "How many voxels of the prepared map have which density. The peak is the solvent.";
        };
    }

    private String halfMapCaption() {
        return "Fourier shell correlation of the two half maps: within a soft mask around the "
                + (results.given() ? "models or their reference" : "starting model")
                + ", corrected for the mask by phase randomisation, and unmasked in the whole box that was cut out. The"
                + " points are where the masked curve falls below " + ReadableText.shortest(FscCurve.HALF_MAP_THRESHOLD)
                + " and " + ReadableText.shortest(FscCurve.HALF)
                + "; without a point it does not, as far as the voxels show. The upright line is the resolution that was"
                + " given for the entry.";
    }

    private String modelMapCaption() {
        boolean several = !charts.get(MODEL_MAP).at("/layer/0/data/values").isEmpty();
        return "Fourier shell correlation of the map with the best model, the map within a soft mask around the model or"
                + " in the whole box"
                + (several
                        ? "; shaded: from the least to the most of all " + results.compared() + " models, masked"
                        : "")
                + ". The point is where the best model, masked, falls below " + ReadableText.shortest(FscCurve.HALF)
                + ". Curves of every model: " + EntryFile.MODEL_MAP_FSC.path() + ".";
    }

    private String inclusionCaption() {
        InclusionCurve curve = study.flatMap(MapStudy::inclusion).orElseThrow();
        String at = level.isKnown()
                ? "At the " + level.name() + ", " + scale.text(level.at()) + ", "
                        + ReadableText.percent(curve.all(level.at())) + " of all heavy atoms"
                        + (curve.backboneAtoms() > 0
                                ? " and " + ReadableText.percent(curve.backbone(level.at())) + " of the backbone's"
                                : "")
                        + " are inside. "
                : "";
        String outside = curve.outside() > 0
                ? " " + ReadableText.count(curve.outside(), "atom")
                        + (curve.outside() == 1 ? " lies" : " lie")
                        + " outside the box and " + (curve.outside() == 1 ? "is" : "are") + " not counted."
                : "";
        return at + "Counted are " + ReadableText.count(curve.atoms(), "heavy atom") + " of the best model, "
                + curve.backboneAtoms() + " of them in the backbone." + outside
                + " The numbers: " + EntryFile.INCLUSION.path() + ".";
    }

    /** Which map it is, and what σ means. */
    private List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        study.ifPresent(of -> {
            sentences.add("This is the map that all numbers rest on: what was cut out around the "
                    + (results.given() ? "models, " : "model, ")
                    + of.size()[0] + " × " + of.size()[1] + " × " + of.size()[2] + " voxels of "
                    + ReadableText.angstrom(of.voxel()[0]) + unit() + ".");
            sentences.add("σ stands for standard deviations above the mean "
                    + (scale.whole()
                            ? "of the whole map as it was given: "
                            : "of this part, since those of the whole map are not known: ")
                    + "mean " + DensityScale.number(scale.mean()) + ", σ " + DensityScale.number(scale.sd())
                    + " in the map's units.");
        });
        return sentences;
    }

    /** Of a symmetric entry it is cut to the asymmetric unit. */
    private String unit() {
        JsonNode unit = results.summary().at("/symmetry/unit");
        return unit.isEmpty()
                ? ""
                : ". It is cut to the asymmetric unit (chain" + (unit.size() == 1 ? " " : "s ")
                        + ReadableText.list(StreamSupport.stream(unit.spliterator(), false)
                                .map(JsonNode::asText)
                                .toList())
                        + "), whose atoms alone are counted; its mates are seen as far as they reach into the box";
    }
}
