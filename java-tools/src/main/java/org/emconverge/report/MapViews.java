package org.emconverge.report;

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.emconverge.density.MapPicture;

/** The pictures of a map, slices and projections, all on one scale, with what is drawn over them in Å. */
record MapViews(MapStudy study, DensityScale scale) {
    private static final String[] AXES = {"x", "y", "z"};
    /** Traced atoms this near to a slice are drawn on it, Å. */
    private static final double NEAR = 2;
    /** The greys of slices leave out this share of the pixels at either end. */
    private static final double DARKEST = 0.005;

    private static final double BRIGHTEST = 0.999;
    /** A bar is at most this share of the narrowest picture. */
    private static final double BAR_SHARE = 0.4;

    private static final double[] BARS = {1, 2, 5, 10, 20, 50, 100, 200, 500};

    Map<String, Object> values() {
        MapPicture[] slices = study.slices().toArray(MapPicture[]::new);
        double black = MapPicture.quantile(DARKEST, slices);
        double white = MapPicture.quantile(BRIGHTEST, slices);
        List<Map<String, Object>> pictures = new ArrayList<>();
        for (int axis = 0; axis < AXES.length; axis++) {
            pictures.add(slice(study.slices().get(axis), black, white));
            pictures.add(projection(study.projections().get(axis)));
        }
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("pictures", pictures);
        values.put(
                "caption",
                "Slices through "
                        + (study.best().isPresent() ? "the middle of the best model" : "the middle of the map")
                        + ": black is " + scale.text(black) + " and less, white " + scale.text(white) + " and more."
                        + " Projections: the mean along the axis, each from its least to its most. "
                        + (study.best().isPresent()
                                ? "Points: Cα atoms (of nucleotides C4') of the best model within "
                                        + ReadableText.shortest(NEAR)
                                        + " Å of the slice; dashed: the box around its atoms. "
                                : "")
                        + "All pictures have one scale; positions are those of the model's file.");
        return values;
    }

    private Map<String, Object> slice(MapPicture picture, double black, double white) {
        String at = String.format(Locale.ROOT, "%.1f", study.centre()[picture.axis()]);
        Map<String, Object> values = picture(picture, picture.png(black, white));
        values.put("title", "Slice at " + AXES[picture.axis()] + " = " + at + " Å");
        values.put("points", points(picture));
        return values;
    }

    private Map<String, Object> projection(MapPicture picture) {
        byte[] png = picture.png(MapPicture.quantile(0, picture), MapPicture.quantile(1, picture));
        Map<String, Object> values = picture(picture, png);
        values.put("title", "Projection along " + AXES[picture.axis()]);
        study.best().ifPresent(best -> {
            double[] low = place(picture, best.box()[0]);
            double[] high = place(picture, best.box()[1]);
            values.put(
                    "box",
                    Map.of(
                            "x", number(low[0]),
                            "y", number(high[1]),
                            "width", number(high[0] - low[0]),
                            "height", number(low[1] - high[1])));
        });
        return values;
    }

    private Map<String, Object> picture(MapPicture picture, byte[] png) {
        double largest = study.slices().stream()
                .mapToDouble(of -> Math.max(of.width(), of.height()))
                .max()
                .orElseThrow();
        double bar = bar();
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("right", AXES[MapPicture.right(picture.axis())]);
        values.put("up", AXES[MapPicture.up(picture.axis())]);
        values.put("width", number(picture.width()));
        values.put("height", number(picture.height()));
        values.put("share", number(100 * picture.width() / largest));
        values.put("png", Base64.getEncoder().encodeToString(png));
        values.put("barLength", ReadableText.shortest(bar) + " Å");
        values.put("barShare", number(100 * bar / picture.width()));
        return values;
    }

    /** One length for all pictures, Å. */
    private double bar() {
        double narrowest =
                study.slices().stream().mapToDouble(MapPicture::width).min().orElseThrow();
        double bar = BARS[0];
        for (double length : BARS) {
            bar = length <= BAR_SHARE * narrowest ? length : bar;
        }
        return bar;
    }

    /** The traced atoms near a slice, as a path of points. */
    private String points(MapPicture slice) {
        StringBuilder path = new StringBuilder();
        study.best().ifPresent(best -> {
            for (double[] atom : best.trace()) {
                if (Math.abs(atom[slice.axis()] - study.centre()[slice.axis()]) <= NEAR) {
                    double[] place = place(slice, atom);
                    path.append('M')
                            .append(number(place[0]))
                            .append(' ')
                            .append(number(place[1]))
                            .append("h0");
                }
            }
        });
        return path.toString();
    }

    /** Å from the left and from the top of a picture. */
    private static double[] place(MapPicture picture, double[] position) {
        return new double[] {
            position[MapPicture.right(picture.axis())] - picture.from()[0],
            picture.to()[1] - position[MapPicture.up(picture.axis())]
        };
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
