package org.emconverge.report;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.emconverge.PercentileRank;

/**
 * The columns of the index page: what each is called, what it means, and its number. The heading, the legend, the
 * filters and the comparison of two entries all follow from here.
 */
public enum IndexColumn {
    ENTRY("entry", "", "Id and title; leads to the entry’s own page."),
    RESOLUTION("resolution", "Å", "Resolution of the map, at which the FSC of its half maps falls below 0.143."),
    MEAN(
            "mean Cα RMSD",
            "Å",
            "How far the models of the entry lie apart: root mean square distance of the Cα atoms over all pairs of models,"
                    + " mean over the residues."),
    HISTOGRAM(
            "0–5 Å",
            "",
            "Residues by Cα RMSD, from 0 to 5 Å and beyond, each entry by its own scale: blue below 1 Å, gray to 3 Å, red"
                    + " above, where the sequence register is uncertain. Sorts by the median."),
    PERCENTILE(
            "percentile",
            "",
            "Place of the mean Cα RMSD among all entries of this page that were made alike, whose number stands below: at"
                    + " 100 the models of every other entry differ more. Given among "
                    + PercentileRank.FEWEST + " or more."),
    PERCENTILE_ALIKE(
            "percentile at like resolution",
            "",
            "The same, among those whose maps differ by no more than "
                    + ReadableText.shortest(100 * PercentileRank.ALIKE) + " % in resolution."),
    Z(
            "z",
            "",
            "How many residual standard deviations the mean lies above what is typical at the resolution (its models differ"
                    + " more), or below; – where no trend is known for the way in which the models were made."),
    DETERMINED(
            "determined",
            "%",
            "Share of the residues with a confidence of " + ReadableText.shortest(ConfidenceClass.DETERMINED.from)
                    + " or more that the starting model has them within 2 Å of their right place; – where no confidence is"
                    + " calibrated."),
    BELOW_1("< 1 Å", "%", "Share of the residues whose Cα RMSD is below 1 Å: the models agree."),
    ABOVE_3("> 3 Å", "%", "Share of the residues whose Cα RMSD is above 3 Å: the sequence register is uncertain."),
    MEDIAN("median", "Å", "Median of the Cα RMSD over the residues: half of them have less."),
    RESIDUES("residues", "", "Residues with a Cα RMSD; of a symmetric map those of the asymmetric unit."),
    MODELS("models", "", "How many models were compared."),
    METHOD(
            "made by",
            "",
            "The programs that made the models. How far models part depends on them: compare like with like.");

    /** What needs no room of its own where there is little: a phone shows these alone. */
    private static final List<IndexColumn> FIRST = List.of(ENTRY, RESOLUTION, MEAN, DETERMINED);

    private static final double THOUSAND = 1000;

    public final String title;
    /** Of its numbers; empty where they have none. */
    public final String unit;
    /** In a sentence or two. */
    public final String definition;

    IndexColumn(String title, String unit, String definition) {
        this.title = title;
        this.unit = unit;
        this.definition = definition;
    }

    /** Its name in style sheets and in the page's address: {@code percentile-alike}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Title and unit: {@code median Å}. */
    public String heading() {
        return unit.isEmpty() || title.endsWith(unit) || unit.equals("%") ? title : title + " " + unit;
    }

    boolean isFirst() {
        return FIRST.contains(this);
    }

    /** Whether its cells are numbers that a reader may set limits to. */
    boolean isNumeric() {
        return this != ENTRY && this != HISTOGRAM && this != METHOD;
    }

    /** Those whose cells are coloured by the place of the entry in the run. */
    boolean isGraded() {
        return Stream.of(MEAN, DETERMINED, BELOW_1, ABOVE_3, MEDIAN).anyMatch(column -> column == this);
    }

    /** Of graded columns. */
    boolean lowerIsBetter() {
        return this == MEAN || this == ABOVE_3 || this == MEDIAN;
    }

    /** The number of an entry alone; NaN where it has none, and of columns that need the whole run. */
    double value(IndexEntry entry) {
        return switch (this) {
            case RESOLUTION -> entry.resolution();
            case MEAN -> entry.mean();
            case HISTOGRAM, MEDIAN -> entry.median();
            case Z -> entry.hasTrend() ? entry.z() : Double.NaN;
            case DETERMINED -> 100 * entry.determined();
            case BELOW_1 -> 100 * entry.well();
            case ABOVE_3 -> 100 * entry.uncertain();
            case RESIDUES -> entry.residueCount();
            case MODELS -> entry.models();
            case ENTRY, METHOD, PERCENTILE, PERCENTILE_ALIKE -> Double.NaN;
        };
    }

    /** The number of an entry in its run, of shares in percent; NaN where it has none. */
    double value(IndexEntry entry, RunPercentiles run) {
        return this == PERCENTILE || this == PERCENTILE_ALIKE
                ? standing(entry, run).percentile()
                : value(entry);
    }

    /**
     * Of the two columns of percentiles that of the mean; of the others their own, at like resolution where it is
     * given.
     */
    RunPercentiles.Standing standing(IndexEntry entry, RunPercentiles run) {
        IndexColumn of = this == PERCENTILE || this == PERCENTILE_ALIKE ? MEAN : this;
        ToDoubleFunction<IndexEntry> number = of::value;
        RunPercentiles.Standing all = run.among(entry, number, of.lowerIsBetter());
        if (this == PERCENTILE) {
            return all;
        }
        RunPercentiles.Standing alike = run.atLikeResolution(entry, number, of.lowerIsBetter());
        return this == PERCENTILE_ALIKE || alike.isGiven() ? alike : all;
    }

    /** A number as its cell shows it; a dash where there is none. */
    public String text(double value) {
        if (Double.isNaN(value)) {
            return "–";
        }
        return switch (this) {
            case RESOLUTION -> ReadableText.shortest(Math.rint(THOUSAND * value) / THOUSAND);
            case Z -> String.format(Locale.ROOT, "%+.1f", value).replace('-', '−');
            case DETERMINED, BELOW_1, ABOVE_3 ->
                ReadableText.percent(value / 100).replace("less than", "<");
            case PERCENTILE, PERCENTILE_ALIKE -> String.valueOf(Math.round(value));
            case RESIDUES, MODELS -> String.format(Locale.ROOT, "%.0f", value);
            default -> ReadableText.number(value);
        };
    }

    /** The columns that a page of these entries has. */
    static List<IndexColumn> of(List<IndexEntry> entries, RunPercentiles run) {
        return Stream.of(values())
                .filter(column -> column != DETERMINED || entries.stream().anyMatch(IndexEntry::isJudged))
                .filter(column -> column != PERCENTILE && column != PERCENTILE_ALIKE
                        || entries.stream()
                                .anyMatch(entry -> column.standing(entry, run).isGiven()))
                .toList();
    }
}
