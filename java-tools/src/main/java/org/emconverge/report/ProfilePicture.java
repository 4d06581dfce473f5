package org.emconverge.report;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The Cα RMSD along each chain as an SVG file of a few kilobytes, drawn without a renderer, for a site of thousands of
 * entries. Where a chain has more residues than the picture has columns, a column shows the worst of its residues.
 */
final class ProfilePicture {
    /** Pixels. */
    private static final int WIDTH = 960;

    private static final int LEFT = 44;
    private static final int PANEL = 96;
    private static final int BAR_AREA = 66;
    private static final int ABOVE = 16;
    /** Above this, heights are by the square root, so that a loose tail does not flatten the rest; Å. */
    private static final double LINEAR_UP_TO = 8;

    private static final double[] RULES = {SpreadClass.WELL, SpreadClass.REGISTER_UNCERTAIN};
    /** Rules nearer than this have one label, pixels. */
    private static final int LINE_OF_TEXT = 11;

    private final double top;
    private final StringBuilder svg = new StringBuilder();

    private ProfilePicture(double top) {
        this.top = top;
    }

    static String of(List<ResidueRow> rows) {
        Map<String, List<ResidueRow>> chains = new LinkedHashMap<>();
        rows.stream()
                .filter(ResidueRow::isDefined)
                .forEach(row -> chains.computeIfAbsent(row.chain(), id -> new ArrayList<>())
                        .add(row));
        double most = rows.stream()
                .filter(ResidueRow::isDefined)
                .mapToDouble(ResidueRow::rmsd)
                .max()
                .orElse(0);
        return new ProfilePicture(Math.max(SpreadClass.WELL, most) * 1.05).draw(chains);
    }

    private String draw(Map<String, List<ResidueRow>> chains) {
        svg.append(("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %s %s\" width=\"%s\" height=\"%s\""
                        + " font-family=\"Arial, Helvetica, sans-serif\" font-size=\"11\" shape-rendering=\"crispEdges\">\n")
                .formatted(WIDTH, PANEL * chains.size(), WIDTH, PANEL * chains.size()));
        int place = 0;
        for (Map.Entry<String, List<ResidueRow>> chain : chains.entrySet()) {
            panel(chain.getKey(), chain.getValue(), PANEL * place++);
        }
        return svg.append("</svg>\n").toString();
    }

    private double height(double rmsd) {
        double share = top > LINEAR_UP_TO ? Math.sqrt(rmsd / top) : rmsd / top;
        return BAR_AREA * share;
    }

    private void panel(String chain, List<ResidueRow> rows, int y) {
        int floor = y + ABOVE + BAR_AREA;
        text(LEFT, y + 11, "start", "Chain " + chain);
        text(WIDTH, y + 11, "end", "Cα RMSD (Å)");
        int columns = Math.min(rows.size(), WIDTH - LEFT);
        double width = (double) (WIDTH - LEFT) / columns;
        Map<SpreadClass, StringBuilder> paths = new EnumMap<>(SpreadClass.class);
        for (int column = 0; column < columns; column++) {
            int from = (int) ((long) column * rows.size() / columns);
            int to = (int) ((long) (column + 1) * rows.size() / columns);
            double worst = rows.subList(from, to).stream()
                    .mapToDouble(ResidueRow::rmsd)
                    .max()
                    .orElseThrow();
            paths.computeIfAbsent(SpreadClass.of(worst), key -> new StringBuilder())
                    .append("M%s %sv-%sh%sv%sz"
                            .formatted(
                                    shortened(LEFT + column * width),
                                    floor,
                                    shortened(height(worst)),
                                    shortened(width),
                                    shortened(height(worst))));
        }
        paths.forEach((spread, path) -> svg.append("<path fill=\"%s\" d=\"%s\"/>\n".formatted(spread.colour, path)));
        double below = -LINE_OF_TEXT;
        for (double rule : RULES) {
            double at = height(rule);
            if (rule < top && at - below >= LINE_OF_TEXT) {
                svg.append("<path stroke=\"#8b96a3\" stroke-dasharray=\"3 3\" d=\"M%s %sH%s\"/>\n"
                        .formatted(LEFT, shortened(floor - at), WIDTH));
                text(LEFT - 5, floor - at + 4, "end", ReadableText.shortest(rule) + " Å");
                below = at;
            }
        }
        svg.append("<path stroke=\"#55606e\" d=\"M%s %sH%s\"/>\n".formatted(LEFT, floor, WIDTH));
        text(LEFT, floor + 12, "start", rows.get(0).label());
        text(WIDTH, floor + 12, "end", rows.get(rows.size() - 1).label());
    }

    private void text(double x, double y, String anchor, String text) {
        svg.append("<text x=\"%s\" y=\"%s\" fill=\"#55606e\" text-anchor=\"%s\">%s</text>\n"
                .formatted(shortened(x), shortened(y), anchor, escaped(text)));
    }

    private static String escaped(String text) {
        return EntryDigest.plain(text).replace("&", "&amp;").replace("<", "&lt;");
    }

    private static String shortened(double value) {
        return ReadableText.shortest(Math.rint(10 * value) / 10);
    }
}
