package org.emconverge.site;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import org.emconverge.report.IndexColumn;

/** The numbers that the table of a site has of its entries, as {@link IndexColumn} names and explains them. */
enum SiteColumn {
    RESOLUTION(IndexColumn.RESOLUTION, "resolution", 1, 3),
    MEAN(IndexColumn.MEAN, "ca_rmsd_mean", 1, 3),
    DETERMINED(IndexColumn.DETERMINED, "fraction_determined", 100, 1),
    PERCENTILE(IndexColumn.PERCENTILE, "", 1, 0),
    PERCENTILE_ALIKE(IndexColumn.PERCENTILE_ALIKE, "", 1, 0),
    Z(IndexColumn.Z, "z", 1, 2),
    BELOW_1(IndexColumn.BELOW_1, "fraction_lt1", 100, 1),
    ABOVE_3(IndexColumn.ABOVE_3, "fraction_gt3", 100, 1),
    MEDIAN(IndexColumn.MEDIAN, "ca_rmsd_median", 1, 3),
    CONTESTED(null, "", 1, 0),
    RESIDUES(IndexColumn.RESIDUES, "residues", 1, 0),
    MODELS(IndexColumn.MODELS, "models", 1, 0);

    private final IndexColumn like;
    private final String number;
    private final double factor;
    /** As the page of all entries has its numbers. */
    final int decimals;

    SiteColumn(IndexColumn like, String number, double factor, int decimals) {
        this.like = like;
        this.number = number;
        this.factor = factor;
        this.decimals = decimals;
    }

    /** Its name in the page's address. */
    String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String heading() {
        return like == null ? "contested" : like.heading();
    }

    String unit() {
        return like == null ? "" : like.unit;
    }

    String definition() {
        return like == null
                ? "How many residues the density would rather have some places along the chain, in stretches of three"
                        + " or more: their sequence register is contested."
                : like.definition.replace("this page", "this site").replace(", whose number stands below:", ":");
    }

    /** NaN where the entry has none; shares in percent. */
    double value(SiteEntry entry) {
        return switch (this) {
            case PERCENTILE -> orNaN(entry.percentile());
            case PERCENTILE_ALIKE -> orNaN(entry.percentileAlike());
            case CONTESTED -> entry.contestedResidues();
            default -> factor * entry.current().number(number);
        };
    }

    private static double orNaN(Long value) {
        return value == null ? Double.NaN : value;
    }

    /** With as many decimals as the page of all entries has; null where there is none. */
    BigDecimal rounded(SiteEntry entry) {
        double value = value(entry);
        return Double.isNaN(value)
                ? null
                : BigDecimal.valueOf(value)
                        .setScale(decimals, RoundingMode.HALF_EVEN)
                        .stripTrailingZeros();
    }

    /** As a cell shows it. */
    String text(SiteEntry entry) {
        double value = value(entry);
        return like == null ? String.valueOf(Math.round(value)) : like.text(value);
    }
}
