package org.emconverge.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.emconverge.metrics.ResidueMetric;
import org.emconverge.structure.ResidueKind;

/**
 * What the page tells of the residue that is chosen: all that residues.csv has of it, in groups, and of what it lacks
 * the reason.
 */
enum ResidueCard {
    SPREAD("Spread and shift"),
    CONFIDENCE("Confidence and register"),
    FIT("Fit to the map"),
    GEOMETRY("Geometry");

    private static final String ANGSTROM = "Å";
    /** What a page of protein alone does not need. */
    private static final Set<ResidueMetric> OF_ANY_KIND =
            Set.of(ResidueMetric.KIND, ResidueMetric.RMSD, ResidueMetric.RMSD_SAMPLED);
    /** What those stand in the place of elsewhere. */
    private static final Set<ResidueMetric> OF_PROTEIN = Set.of(ResidueMetric.CA_RMSD, ResidueMetric.CA_RMSD_SAMPLED);

    /** Of nucleic acids, or of what few runs ask for: told where some residue has it. */
    private static final Set<ResidueMetric> WHERE_MEASURED = Set.of(
            ResidueMetric.P_RMSD,
            ResidueMetric.PUCKER,
            ResidueMetric.SUITE,
            ResidueMetric.SUITENESS,
            ResidueMetric.RING,
            ResidueMetric.RING_FORM,
            ResidueMetric.RING_AMPLITUDE,
            ResidueMetric.GLYCAN_LINK,
            ResidueMetric.HALF_MAP_SHIFT,
            ResidueMetric.HALF_MAP_SHIFT_EXPECTED,
            ResidueMetric.BASE_PAIR,
            ResidueMetric.BASE_PAIR_SHARE,
            ResidueMetric.BASE_PAIR_DISTANCE,
            ResidueMetric.BASE_PAIR_ANGLE);

    final String title;

    ResidueCard(String title) {
        this.title = title;
    }

    /** The group's metrics, in the order in which they are told. */
    List<ResidueMetric> metrics() {
        return switch (this) {
            case SPREAD ->
                List.of(
                        ResidueMetric.KIND,
                        ResidueMetric.CA_RMSD,
                        ResidueMetric.RMSD,
                        ResidueMetric.CA_RMSD_ABOUT_MEAN,
                        ResidueMetric.ALL_ATOM_RMSD,
                        ResidueMetric.P_RMSD,
                        ResidueMetric.CA_RMSD_SAMPLED,
                        ResidueMetric.RMSD_SAMPLED,
                        ResidueMetric.CA_SHIFT,
                        ResidueMetric.HALF_MAP_SHIFT,
                        ResidueMetric.HALF_MAP_SHIFT_EXPECTED,
                        ResidueMetric.CONFORMATION_KIND,
                        ResidueMetric.CONFORMATIONS);
            case CONFIDENCE ->
                List.of(ResidueMetric.CONFIDENCE, ResidueMetric.REGISTER_PROBABILITY, ResidueMetric.REGISTER_SHIFT);
            case FIT ->
                List.of(
                        ResidueMetric.Q_SCORE,
                        ResidueMetric.Q_SCORE_04,
                        ResidueMetric.CC,
                        ResidueMetric.SMOC,
                        ResidueMetric.INCLUSION,
                        ResidueMetric.DENSITY_CA,
                        ResidueMetric.LOCAL_RESOLUTION,
                        ResidueMetric.B_ISO,
                        ResidueMetric.B_RMSD);
            case GEOMETRY ->
                List.of(
                        ResidueMetric.RAMACHANDRAN,
                        ResidueMetric.ROTAMER,
                        ResidueMetric.CBETA_DEVIATION,
                        ResidueMetric.PUCKER,
                        ResidueMetric.SUITE,
                        ResidueMetric.SUITENESS,
                        ResidueMetric.BASE_PAIR,
                        ResidueMetric.BASE_PAIR_SHARE,
                        ResidueMetric.BASE_PAIR_DISTANCE,
                        ResidueMetric.BASE_PAIR_ANGLE,
                        ResidueMetric.GLYCAN_LINK,
                        ResidueMetric.RING,
                        ResidueMetric.RING_FORM,
                        ResidueMetric.RING_AMPLITUDE);
        };
    }

    /** The groups with their rows, and the columns that the page's other data lack. */
    static void addTo(ObjectNode page, EntryResults results) {
        List<ResidueRow> rows = results.residues();
        ArrayNode groups = page.putArray("card");
        for (ResidueCard group : values()) {
            ArrayNode metrics = groups.addObject().put("title", group.title).putArray("rows");
            for (ResidueMetric metric : group.metrics(rows)) {
                ObjectNode row = metrics.addObject()
                        .put("column", metric.column())
                        .put("title", title(metric))
                        .put("unit", unit(metric));
                boolean isKnown = rows.stream().anyMatch(of -> has(of, metric));
                row.put("missing", isKnown ? ofResidue(metric) : ofEntry(metric, results));
                new TreeMap<>(ofNames(metric)).forEach(row.putObject("missingOf")::put);
                if (ofProteinAlone(metric)) {
                    row.put("ofProtein", "it is of protein alone");
                }
            }
        }
        ObjectNode columns = page.putObject("columns");
        Stream.of(ResidueMetric.values())
                .filter(metric -> !isElsewhere(metric, rows) && rows.stream().anyMatch(of -> has(of, metric)))
                .forEach(metric -> column(columns.putArray(metric.column()), metric, rows));
    }

    private static void column(ArrayNode values, ResidueMetric metric, List<ResidueRow> rows) {
        for (ResidueRow row : rows) {
            if (metric.kind().isText()) {
                values.add(row.verdict(metric));
            } else {
                values.add(Charts.number(row.value(metric)));
            }
        }
    }

    /**
     * The metrics for an entry of these residues. Where there are others than protein, those of any kind stand in the
     * place of the Cα's.
     */
    private List<ResidueMetric> metrics(List<ResidueRow> rows) {
        Set<ResidueMetric> left = isProteinAlone(rows) ? OF_ANY_KIND : OF_PROTEIN;
        return metrics().stream()
                .filter(metric -> !left.contains(metric))
                .filter(metric ->
                        !WHERE_MEASURED.contains(metric) || rows.stream().anyMatch(row -> has(row, metric)))
                .toList();
    }

    private static boolean isProteinAlone(List<ResidueRow> rows) {
        return rows.stream().allMatch(row -> row.kind() == ResidueKind.PROTEIN);
    }

    /** Whether the page's data have the column already, or do not need it. */
    private static boolean isElsewhere(ResidueMetric metric, List<ResidueRow> rows) {
        return OF_ANY_KIND.contains(metric) && isProteinAlone(rows)
                || metric == ResidueMetric.CA_RMSD_SAMPLED
                || ResidueMeasure.of(rows).stream().anyMatch(measure -> measure.metric == metric);
    }

    private static boolean has(ResidueRow row, ResidueMetric metric) {
        return metric.kind().isText() ? !row.verdict(metric).isEmpty() : !Double.isNaN(row.value(metric));
    }

    /** As the charts name it. */
    private static String title(ResidueMetric metric) {
        for (ResidueMeasure measure : ResidueMeasure.values()) {
            if (measure.metric == metric) {
                return measure.title;
            }
        }
        return switch (metric) {
            case RMSD -> "RMSD";
            case RMSD_SAMPLED -> "RMSD before refinement";
            case P_RMSD -> "RMSD of the phosphorus";
            case PUCKER -> "sugar pucker";
            case SUITE -> "RNA backbone";
            case RING -> "sugar ring";
            case BASE_PAIR -> "base pair";
            case BASE_PAIR_SHARE -> "models that have the pair";
            case BASE_PAIR_DISTANCE -> "C1′ to C1′ of the pair";
            case BASE_PAIR_ANGLE -> "angle between the pair's bases";
            case RING_FORM -> "form of the ring";
            case RING_AMPLITUDE -> "puckering amplitude";
            case GLYCAN_LINK -> "hangs on";
            case CA_RMSD_ABOUT_MEAN -> "Cα about the mean";
            case CA_RMSD_SAMPLED -> "Cα RMSD before refinement";
            case ALL_ATOM_RMSD -> "RMSD of all heavy atoms";
            case B_RMSD -> "displacement by B";
            case CBETA_DEVIATION -> "Cβ from its place";
            case CC -> "correlation (CC)";
            case SMOC -> "SMOC";
            case INCLUSION -> "atoms inside the contour";
            case Q_SCORE_04 -> "Q-score, σ 0.4 Å";
            case REGISTER_SHIFT -> "register shift";
            case HALF_MAP_SHIFT_EXPECTED -> "that distance by chance";
            case CONFORMATION_KIND -> "what the spread stands for";
            case RAMACHANDRAN -> "Ramachandran";
            case ROTAMER -> "rotamer";
            default -> metric.column();
        };
    }

    private static String unit(ResidueMetric metric) {
        for (ResidueMeasure measure : ResidueMeasure.values()) {
            if (measure.metric == metric) {
                return measure.unit;
            }
        }
        return switch (metric) {
            case CA_RMSD_ABOUT_MEAN,
                    CA_RMSD_SAMPLED,
                    ALL_ATOM_RMSD,
                    B_RMSD,
                    CBETA_DEVIATION,
                    RMSD,
                    RMSD_SAMPLED,
                    P_RMSD,
                    RING_AMPLITUDE,
                    HALF_MAP_SHIFT_EXPECTED,
                    BASE_PAIR_DISTANCE -> ANGSTROM;
            case BASE_PAIR_ANGLE -> "°";
            case REGISTER_SHIFT -> "places";
            default -> "";
        };
    }

    /** Why no residue of the entry has it. */
    private static String ofEntry(ResidueMetric metric, EntryResults results) {
        return switch (metric) {
            case CONFIDENCE -> "it is calibrated only for models of emconverge's shipped settings";
            case CA_RMSD_SAMPLED, RMSD_SAMPLED ->
                results.given() ? "nothing was refined here" : "the models before refinement are not there";
            case CA_SHIFT -> "there is no " + results.start() + " to compare with";
            case LOCAL_RESOLUTION -> "no half maps were given";
            case INCLUSION -> "no contour level was given";
            case CONFORMATIONS, CONFORMATION_KIND -> "fewer than five models were compared";
            default -> "not measured in this entry";
        };
    }

    /** Why a residue lacks what others have. */
    private static String ofResidue(ResidueMetric metric) {
        return switch (metric) {
            case RAMACHANDRAN -> "no φ or no ψ, as at an end of the chain or a gap";
            case ROTAMER -> "its side chain does not turn, or is not complete";
            case CBETA_DEVIATION -> "it has no Cβ";
            case P_RMSD, PUCKER -> "it is no nucleotide of RNA, or lacks atoms";
            case SUITE, SUITENESS -> "it is no nucleotide of RNA, or the first of its chain";
            case RING, RING_FORM, RING_AMPLITUDE -> "it is no sugar of one ring";
            case BASE_PAIR, BASE_PAIR_SHARE, BASE_PAIR_DISTANCE, BASE_PAIR_ANGLE ->
                "it is in no Watson–Crick or wobble pair, in most models";
            case GLYCAN_LINK -> "no anomeric carbon of it is bonded to another residue";
            case DENSITY_CA -> "outside the map";
            case REGISTER_PROBABILITY, REGISTER_SHIFT -> "no place along the chain could be compared";
            case CA_SHIFT, CONFIDENCE -> "the model that was given lacks the residue";
            default -> "not defined here";
        };
    }

    /** Whether residues of other kinds can have none. */
    private static boolean ofProteinAlone(ResidueMetric metric) {
        return switch (metric) {
            case CA_RMSD_ABOUT_MEAN,
                    CA_SHIFT,
                    CONFIDENCE,
                    REGISTER_PROBABILITY,
                    REGISTER_SHIFT,
                    RAMACHANDRAN,
                    ROTAMER,
                    CBETA_DEVIATION -> true;
            default -> false;
        };
    }

    /** Likewise of residues of some names. */
    private static Map<String, String> ofNames(ResidueMetric metric) {
        return switch (metric) {
            case ROTAMER -> Map.of("ALA", "alanine's side chain cannot turn", "GLY", "glycine has no side chain");
            case CBETA_DEVIATION -> Map.of("GLY", "glycine has no Cβ");
            default -> Map.of();
        };
    }
}
