package org.emconverge.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.emconverge.report.Backbone.Ca;
import org.emconverge.structure.ResidueId;

/**
 * Pictures of the backbone, seen along the view in which least lies behind something else: the worm plot and all models
 * overlaid.
 */
final class BackboneFigures {
    /** The share of its colour that the farthest end keeps; the rest is white, so that depth shows. */
    private static final double FAR = 0.45;

    /** The diameter of the worm at an RMSD of 0, Å. The RMSD adds to it, up to {@link #THICKEST}. */
    private static final double THINNEST = 0.8;

    private static final double THICKEST = 8;
    /**
     * The white rim that sets off the worm from what lies behind it, Å. It is drawn a little behind the worm, so that
     * it spares the neighbours in the chain.
     */
    private static final double HALO = 0.45;

    private static final double HALO_BEHIND = 3;
    /** The straight pieces that a residue is drawn with; a long model has fewer. */
    private static final int SMOOTHNESS = 6;

    private static final int MOST_PIECES = 12_000;
    private static final double TRACE_WIDTH = 0.9;
    private static final double MARGIN = 4;
    /** The height that the scale bar and its label take, pixels. */
    private static final double BAR_HEIGHT = 20;
    /** The bar is the longest of these lengths (Å) that takes at most this share of the width. */
    private static final double[] BARS = {1, 2, 5, 10, 20, 50, 100, 200, 500};

    private static final double BAR_SHARE = 0.3;

    /** A piece of a line between two projected points. Its width is in Å, or in pixels when it is a trace. */
    private record Piece(double[] from, double[] to, double width, String colour) {
        double depth() {
            return (from[2] + to[2]) / 2;
        }
    }

    /** A piece or its halo in the order of drawing, the farthest first. */
    private record Stroke(double order, Piece piece, boolean halo) {}

    /** What is drawn, in the view: the lowest and the highest coordinates, Å. */
    private record Box(double[] low, double[] high) {
        static Box of(List<Piece> pieces) {
            double[] low = {Double.MAX_VALUE, Double.MAX_VALUE, Double.MAX_VALUE};
            double[] high = {-Double.MAX_VALUE, -Double.MAX_VALUE, -Double.MAX_VALUE};
            for (Piece piece : pieces) {
                for (int axis = 0; axis < 3; axis++) {
                    low[axis] = Math.min(low[axis], Math.min(piece.from[axis], piece.to[axis]));
                    high[axis] = Math.max(high[axis], Math.max(piece.from[axis], piece.to[axis]));
                }
            }
            return new Box(low, high);
        }
    }

    private BackboneFigures() {}

    /**
     * Draws the first model as a tube as thick as its residues spread.
     *
     * @param rmsd by residue, Å
     * @param width of the drawing, pixels
     */
    static ObjectNode worm(List<Backbone> models, Map<ResidueId, Double> rmsd, int width) {
        return worms(models.subList(0, 1), List.of(rmsd), width).get(0);
    }

    /**
     * Draws models of one molecule as such tubes, all in the view of the first one and on one scale. The pieces that a
     * worm may have are shared among them.
     *
     * @param rmsd of each model by residue, Å
     * @param width of each drawing, pixels
     */
    static List<ObjectNode> worms(List<Backbone> models, List<Map<ResidueId, Double>> rmsd, int width) {
        OrthographicView view = view(models.get(0));
        int residues = models.stream()
                .flatMap(model -> model.pieces().stream())
                .mapToInt(List::size)
                .sum();
        int steps = Math.max(1, Math.min(SMOOTHNESS, MOST_PIECES / residues));
        List<List<Piece>> worms = new ArrayList<>();
        for (int model = 0; model < models.size(); model++) {
            List<Piece> pieces = new ArrayList<>();
            Map<ResidueId, Double> spread = rmsd.get(model);
            models.get(model).pieces().forEach(trace -> addTube(trace, spread, view, steps, pieces));
            worms.add(pieces);
        }
        Box box = Box.of(worms.stream().flatMap(List::stream).toList());
        return worms.stream().map(pieces -> figure(pieces, box, width, true)).toList();
    }

    /**
     * Draws the traces of all models.
     *
     * @param rmsd by residue, Å
     * @param width of the drawing, pixels
     */
    static ObjectNode overlay(List<Backbone> models, Map<ResidueId, Double> rmsd, int width) {
        OrthographicView view = view(models.get(0));
        List<Piece> pieces = new ArrayList<>();
        for (Backbone model : models) {
            for (List<Ca> trace : model.pieces()) {
                for (int i = 0; i < trace.size(); i++) {
                    double[] here = trace.get(i).position();
                    String colour = colour(rmsd.getOrDefault(trace.get(i).residue(), Double.NaN));
                    double[] middle = i == 0 ? here : between(trace.get(i - 1).position(), here, 0.5);
                    double[] next = i == trace.size() - 1
                            ? here
                            : between(here, trace.get(i + 1).position(), 0.5);
                    pieces.add(new Piece(view.project(middle), view.project(here), TRACE_WIDTH, colour));
                    pieces.add(new Piece(view.project(here), view.project(next), TRACE_WIDTH, colour));
                }
            }
        }
        return figure(pieces, Box.of(pieces), width, false);
    }

    private static OrthographicView view(Backbone model) {
        return OrthographicView.of(
                model.pieces().stream().flatMap(List::stream).map(Ca::position).toList());
    }

    /**
     * Draws each piece between two residues half in the colour of the one and half in that of the other, with a width
     * that passes evenly.
     */
    private static void addTube(
            List<Ca> trace, Map<ResidueId, Double> rmsd, OrthographicView view, int steps, List<Piece> pieces) {
        for (int i = 0; i + 1 < trace.size(); i++) {
            double[] p0 = trace.get(Math.max(0, i - 1)).position();
            double[] p1 = trace.get(i).position();
            double[] p2 = trace.get(i + 1).position();
            double[] p3 = trace.get(Math.min(trace.size() - 1, i + 2)).position();
            double here = rmsd.getOrDefault(trace.get(i).residue(), Double.NaN);
            double next = rmsd.getOrDefault(trace.get(i + 1).residue(), Double.NaN);
            for (int step = 0; step < steps; step++) {
                double middle = (step + 0.5) / steps;
                double diameter = (1 - middle) * diameter(here) + middle * diameter(next);
                pieces.add(new Piece(
                        view.project(spline(p0, p1, p2, p3, (double) step / steps)),
                        view.project(spline(p0, p1, p2, p3, (step + 1.0) / steps)),
                        diameter,
                        colour(middle < 0.5 ? here : next)));
            }
        }
    }

    private static double diameter(double rmsd) {
        return THINNEST + (Double.isNaN(rmsd) ? 0 : Math.min(rmsd, THICKEST));
    }

    private static String colour(double rmsd) {
        return Double.isNaN(rmsd) ? SpreadClass.UNDEFINED_COLOUR : SpreadClass.of(rmsd).colour;
    }

    /** Catmull–Rom spline from p1 (t = 0) to p2 (t = 1). */
    private static double[] spline(double[] p0, double[] p1, double[] p2, double[] p3, double t) {
        double[] point = new double[3];
        for (int i = 0; i < 3; i++) {
            point[i] = p1[i]
                    + t
                            / 2
                            * (p2[i]
                                    - p0[i]
                                    + t
                                            * (2 * p0[i]
                                                    - 5 * p1[i]
                                                    + 4 * p2[i]
                                                    - p3[i]
                                                    + t * (3 * (p1[i] - p2[i]) + p3[i] - p0[i])));
        }
        return point;
    }

    private static double[] between(double[] a, double[] b, double t) {
        return new double[] {a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1]), a[2] + t * (b[2] - a[2])};
    }

    private static ObjectNode figure(List<Piece> pieces, Box box, int width, boolean tube) {
        double[] low = box.low;
        double[] high = box.high;
        double scale = width / (high[0] - low[0] + 2 * MARGIN);
        ObjectNode spec = Charts.resource("backbone.vl.json");
        spec.put("width", width);
        ArrayNode rows = Charts.values(spec.at("/layer/0"));
        for (Stroke stroke : strokes(pieces, tube)) {
            Piece piece = stroke.piece;
            double near = high[2] > low[2] ? (piece.depth() - low[2]) / (high[2] - low[2]) : 1;
            if (stroke.halo) {
                add(rows, piece, scale * (piece.width + 2 * HALO), "#ffffff");
            } else {
                add(rows, piece, tube ? scale * piece.width : piece.width, faded(piece.colour, FAR + (1 - FAR) * near));
            }
        }
        double bottom = low[1] - MARGIN - BAR_HEIGHT / scale;
        spec.put("height", Math.ceil(scale * (high[1] + MARGIN - bottom)));
        Charts.domain(spec.at("/layer/0/encoding/x/scale"), low[0] - MARGIN, high[0] + MARGIN);
        Charts.domain(spec.at("/layer/0/encoding/y/scale"), bottom, high[1] + MARGIN);
        bar(spec, low[0], high[0], bottom + 2 / scale);
        return spec;
    }

    private static List<Stroke> strokes(List<Piece> pieces, boolean tube) {
        List<Stroke> strokes = new ArrayList<>();
        for (Piece piece : pieces) {
            strokes.add(new Stroke(piece.depth(), piece, false));
            if (tube) {
                strokes.add(new Stroke(piece.depth() - piece.width / 2 - HALO_BEHIND, piece, true));
            }
        }
        strokes.sort(Comparator.comparingDouble(Stroke::order));
        return strokes;
    }

    private static void add(ArrayNode rows, Piece piece, double pixels, String colour) {
        rows.addObject()
                .put("x", hundredth(piece.from[0]))
                .put("y", hundredth(piece.from[1]))
                .put("x2", hundredth(piece.to[0]))
                .put("y2", hundredth(piece.to[1]))
                .put("w", hundredth(pixels))
                .put("c", colour);
    }

    private static void bar(ObjectNode spec, double left, double right, double y) {
        double length = BARS[0];
        for (double candidate : BARS) {
            length = candidate <= BAR_SHARE * (right - left) ? candidate : length;
        }
        Charts.values(spec.at("/layer/1"))
                .addObject()
                .put("x", hundredth(left))
                .put("x2", hundredth(left + length))
                .put("y", hundredth(y))
                .put("label", (int) length + " Å");
    }

    private static String faded(String colour, double share) {
        int rgb = Integer.parseInt(colour.substring(1), 16);
        int red = (int) Math.round(255 - share * (255 - (rgb >> 16)));
        int green = (int) Math.round(255 - share * (255 - (rgb >> 8 & 0xff)));
        int blue = (int) Math.round(255 - share * (255 - (rgb & 0xff)));
        return "#%02x%02x%02x".formatted(red, green, blue);
    }

    private static double hundredth(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
