package org.emconverge.metrics;

/**
 * Everything that is measured of a residue, in the order of the columns of {@code residues.csv}. A new metric is a
 * constant at the end, so that the columns that users know keep their places; docs/schema/residues.table.json says what
 * each means, and in which unit.
 */
public enum ResidueMetric {
    CA_RMSD("ca_rmsd", Kind.OF_ENSEMBLE, Decimals.LENGTH),
    CA_RMSD_ABOUT_MEAN("ca_rmsd_about_mean", Kind.OF_ENSEMBLE, Decimals.LENGTH),
    CA_RMSD_SAMPLED("ca_rmsd_sampled", Kind.OF_ENSEMBLE, Decimals.LENGTH),
    ALL_ATOM_RMSD("all_atom_rmsd", Kind.OF_ENSEMBLE, Decimals.LENGTH),
    B_ISO("b_iso", Kind.OF_ENSEMBLE, Decimals.B_FACTOR),
    B_RMSD("b_rmsd", Kind.OF_ENSEMBLE, Decimals.LENGTH),
    DENSITY_CA("density_ca", Kind.OF_ENSEMBLE, Decimals.DENSITY),
    RAMACHANDRAN("ramachandran", Kind.VERDICT, Decimals.NONE),
    ROTAMER("rotamer", Kind.VERDICT, Decimals.NONE),
    CBETA_DEVIATION("cbeta_deviation", Kind.NUMBER, Decimals.LENGTH),
    CC("cc", Kind.NUMBER, Decimals.SCORE),
    Q_SCORE("q_score", Kind.NUMBER, Decimals.SCORE),
    SMOC("smoc", Kind.NUMBER, Decimals.SCORE),
    INCLUSION("inclusion", Kind.NUMBER, Decimals.SCORE),
    LOCAL_RESOLUTION("local_resolution", Kind.NUMBER, Decimals.LENGTH),
    Q_SCORE_04("q_score_04", Kind.NUMBER, Decimals.SCORE),
    REGISTER_PROBABILITY("register_probability", Kind.OF_START, Decimals.SCORE),
    REGISTER_SHIFT("register_shift", Kind.OF_START, Decimals.NONE),
    CA_SHIFT("ca_shift", Kind.OF_ENSEMBLE, Decimals.LENGTH),
    CONFIDENCE("confidence", Kind.OF_ENSEMBLE, Decimals.SCORE),
    KIND("kind", Kind.WORD, Decimals.NONE),
    RMSD("rmsd", Kind.OF_ENSEMBLE, Decimals.LENGTH),
    RMSD_SAMPLED("rmsd_sampled", Kind.OF_ENSEMBLE, Decimals.LENGTH),
    P_RMSD("p_rmsd", Kind.OF_ENSEMBLE, Decimals.LENGTH),
    PUCKER("pucker", Kind.VERDICT, Decimals.NONE),
    SUITE("suite", Kind.WORD, Decimals.NONE),
    SUITENESS("suiteness", Kind.NUMBER, Decimals.SCORE),
    RING("ring", Kind.VERDICT, Decimals.NONE),
    RING_FORM("ring_form", Kind.WORD, Decimals.NONE),
    RING_AMPLITUDE("ring_amplitude", Kind.NUMBER, Decimals.LENGTH),
    GLYCAN_LINK("glycan_link", Kind.WORD, Decimals.NONE),
    CONFORMATIONS("conformations", Kind.OF_ENSEMBLE, Decimals.NONE),
    CONFORMATION_KIND("conformation_kind", Kind.WORD_OF_ENSEMBLE, Decimals.NONE),
    HALF_MAP_SHIFT("half_map_shift", Kind.OF_ENSEMBLE, Decimals.LENGTH),
    HALF_MAP_SHIFT_EXPECTED("half_map_shift_expected", Kind.OF_ENSEMBLE, Decimals.LENGTH),
    BASE_PAIR("base_pair", Kind.WORD, Decimals.NONE),
    BASE_PAIR_SHARE("base_pair_share", Kind.OF_ENSEMBLE, Decimals.SCORE),
    BASE_PAIR_DISTANCE("base_pair_distance", Kind.NUMBER, Decimals.LENGTH),
    BASE_PAIR_ANGLE("base_pair_angle", Kind.NUMBER, Decimals.B_FACTOR);

    /** What a metric is of, and so how several models have it. */
    public enum Kind {
        /** A number that only several models together have. */
        OF_ENSEMBLE,
        /** A number of one model; several models have its mean. */
        NUMBER,
        /**
         * A number of one model; several models have that of the model they were made from, or are compared with, and
         * their mean where there is none.
         */
        OF_START,
        /** Favoured, allowed or outlier in one model; several models have what most of them have. */
        VERDICT,
        /** A word of one model, such as a name; several models have the one that most of them have. */
        WORD,
        /** A word that only several models together have. */
        WORD_OF_ENSEMBLE;

        /** Whether it is told in words. */
        public boolean isText() {
            return this == VERDICT || this == WORD || this == WORD_OF_ENSEMBLE;
        }

        /** Whether one model alone has none. */
        public boolean isOfEnsemble() {
            return this == OF_ENSEMBLE || this == WORD_OF_ENSEMBLE;
        }
    }

    /** Digits after the point. */
    private static final class Decimals {
        static final int NONE = 0;
        static final int B_FACTOR = 2;
        static final int LENGTH = 3;
        static final int SCORE = 4;
        static final int DENSITY = 6;
    }

    private final String column;
    private final Kind kind;
    private final int decimals;

    ResidueMetric(String column, Kind kind, int decimals) {
        this.column = column;
        this.kind = kind;
        this.decimals = decimals;
    }

    /** Its name in tables. */
    public String column() {
        return column;
    }

    public Kind kind() {
        return kind;
    }

    /** Digits after the point in tables; a text has none. */
    int decimals() {
        return decimals;
    }
}
