package org.emconverge.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.emconverge.report.ModelGeometry.Torsions;
import org.emconverge.validation.Ramachandran;
import org.emconverge.validation.Ramachandran.Kind;
import org.emconverge.validation.RamachandranContours;
import org.emconverge.validation.Verdict;

/**
 * φ and ψ of all models as a figure: a panel for each of the classes of residues that the models have, with the
 * contours of what is favoured and what is allowed in it, and the residues that are outliers named.
 */
final class RamachandranChart {
    /** A panel is as many pixels wide, so that points nearer than this many degrees would be drawn as one. */
    private static final double RESOLUTION = 1.5;
    /** More names would cover each other. */
    private static final int MOST_NAMES = 8;

    /** So few points are drawn larger, in square pixels: favoured, allowed, outliers. */
    private static final int FEW = 2000;

    private static final List<Integer> LARGE = List.of(14, 26, 60);

    private static final double TENTHS = 10;

    private RamachandranChart() {}

    /** Empty without the models. */
    static Optional<ObjectNode> of(ModelGeometry geometry, List<ResidueRow> rows) {
        if (geometry.torsions().isEmpty()) {
            return Optional.empty();
        }
        ObjectNode spec = Charts.resource("ramachandran.vl.json");
        for (Kind kind : kinds(geometry)) {
            List<Torsions> points = geometry.torsions().stream()
                    .filter(point -> point.result().kind() == kind)
                    .toList();
            ((ArrayNode) spec.get("concat")).add(panel(kind, points, rows));
        }
        return Optional.of(spec);
    }

    /** The classes that the models have, in their order. */
    static List<Kind> kinds(ModelGeometry geometry) {
        return Stream.of(Kind.values())
                .filter(kind -> geometry.torsions().stream()
                        .anyMatch(point -> point.result().kind() == kind))
                .toList();
    }

    /** The name of a class. */
    static String title(Kind kind) {
        return switch (kind) {
            case GENERAL -> "General";
            case GLYCINE -> "Glycine";
            case CIS_PROLINE -> "cis-Proline";
            case TRANS_PROLINE -> "trans-Proline";
            case PRE_PROLINE -> "Before proline";
            case ISOLEUCINE_VALINE -> "Isoleucine, valine";
        };
    }

    private static ObjectNode panel(Kind kind, List<Torsions> points, List<ResidueRow> rows) {
        ObjectNode panel = Charts.resource("ramachandran-panel.vl.json");
        panel.put("name", "kind" + kind.ordinal()); // by which the page's script knows the class
        panel.put("title", title(kind) + " (" + String.format(Locale.ROOT, "%,d", points.size()) + ")");
        contour(Charts.values(panel.at("/layer/0")), kind, kind.outlierBelow);
        contour(Charts.values(panel.at("/layer/1")), kind, Ramachandran.FAVOURED);
        ArrayNode drawn = Charts.values(panel.at("/layer/2"));
        Set<String> seen = new HashSet<>();
        points.stream()
                .sorted(Comparator.comparing(point -> point.result().verdict())) // outliers above the others
                .filter(point -> seen.add(place(point)))
                .forEach(point -> drawn.addObject()
                        .put("phi", tenths(point.result().phi()))
                        .put("psi", tenths(point.result().psi()))
                        .put("verdict", word(point.result().verdict())));
        if (points.size() < FEW) {
            ArrayNode sizes = (ArrayNode) panel.at("/layer/2/encoding/size/scale/range");
            sizes.removeAll();
            LARGE.forEach(sizes::add);
        }
        names(Charts.values(panel.at("/layer/3")), points, rows);
        return panel;
    }

    /** Lines of one path, parted by a point that is none, so that what they enclose can be filled. */
    private static void contour(ArrayNode values, Kind kind, double level) {
        int order = 0;
        for (double[][] line : RamachandranContours.of(kind, level)) {
            for (double[] point : line) {
                values.addObject()
                        .put("phi", tenths(point[0]))
                        .put("psi", tenths(point[1]))
                        .put("order", order++);
            }
            values.addObject().putNull("phi").putNull("psi").put("order", order++);
        }
    }

    /** Each outlying residue once, at its place in the best model in which it is one; those of most models first. */
    private static void names(ArrayNode values, List<Torsions> points, List<ResidueRow> rows) {
        Map<Integer, Torsions> first = new LinkedHashMap<>();
        Map<Integer, Integer> models = new LinkedHashMap<>();
        points.stream().filter(RamachandranChart::isOutlier).forEach(point -> {
            first.putIfAbsent(point.row(), point);
            models.merge(point.row(), 1, Integer::sum);
        });
        first.values().stream()
                .sorted(Comparator.comparingInt((Torsions point) -> -models.get(point.row()))
                        .thenComparingInt(Torsions::row))
                .limit(MOST_NAMES)
                .forEach(point -> values.addObject()
                        .put("id", point.row())
                        .put("phi", tenths(point.result().phi()))
                        .put("psi", tenths(point.result().psi()))
                        .put(
                                "label",
                                rows.get(point.row()).chain() + " "
                                        + rows.get(point.row()).label()));
    }

    static boolean isOutlier(Torsions point) {
        return point.result().verdict() == Verdict.OUTLIER;
    }

    /** In lower case, as in residues.csv. */
    static String word(Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT);
    }

    private static String place(Torsions point) {
        return point.result().verdict()
                + " " + Math.round(point.result().phi() / RESOLUTION)
                + " " + Math.round(point.result().psi() / RESOLUTION);
    }

    private static double tenths(double degrees) {
        return Math.round(TENTHS * degrees) / TENTHS;
    }
}
