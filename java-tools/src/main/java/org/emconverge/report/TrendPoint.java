package org.emconverge.report;

/** What the chart of spread against resolution shows of an entry. */
public interface TrendPoint {
    String id();

    /** The title, or the empty string. */
    String title();

    /** Of the map, Å. */
    double resolution();

    /** Mean Cα RMSD over the residues, Å. */
    double mean();

    /** Who made the models, for instance {@code openmm + servalcat}: what may be compared with what. */
    String method();

    /** Whether a trend is known for this method. */
    boolean hasTrend();
}
