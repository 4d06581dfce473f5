package org.emconverge.engines.rosetta;

/** The weight of {@code elec_dens_fast} at a resolution. */
public enum DensityWeight {
    /** Herzik, Fraser &amp; Lander (2019): 65 under 2.5 Å, 50 to 3.5 Å, 35 beyond. */
    STEPS {
        @Override
        double at(double resolution) {
            return resolution < 2.5 ? 65 : resolution <= 3.5 ? 50 : 35;
        }
    },
    /** A fit to the values that Rosetta's documentation recommends: 70 to 2.5 Å, 524 exp(-0.808 d) beyond. */
    CONTINUOUS {
        @Override
        double at(double resolution) {
            return resolution <= 2.5 ? 70 : Math.round(100 * 524 * Math.exp(-0.808 * resolution)) / 100.0;
        }
    };

    /** In centroid mode, at every resolution (Herzik, Fraser &amp; Lander 2019). */
    static final double CENTROID = 10;

    /** @param resolution Å */
    abstract double at(double resolution);
}
