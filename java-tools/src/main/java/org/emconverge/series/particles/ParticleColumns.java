package org.emconverge.series.particles;

import java.util.List;

/**
 * Where in a row of particles stands what is read of it; −1 where there is no such column.
 *
 * @param table number of the table in the file, from 0
 * @param count columns of the table
 * @param inPixels whether the origins are in pixels, as before RELION 3.1
 */
record ParticleColumns(
        int table, int count, int image, int originX, int originY, boolean inPixels, int subset, int opticsGroup) {
    static final String IMAGE = "rlnImageName";
    static final String OPTICS_GROUP = "rlnOpticsGroup";
    static final String SUBSET = "rlnRandomSubset";
    static final String ORIGIN_X = "rlnOriginXAngst";
    static final String ORIGIN_Y = "rlnOriginYAngst";
    static final String ORIGIN_X_PIXELS = "rlnOriginX";
    static final String ORIGIN_Y_PIXELS = "rlnOriginY";

    static ParticleColumns of(int table, List<String> labels) {
        boolean inPixels = !labels.contains(ORIGIN_X) && labels.contains(ORIGIN_X_PIXELS);
        return new ParticleColumns(
                table,
                labels.size(),
                labels.indexOf(IMAGE),
                labels.indexOf(inPixels ? ORIGIN_X_PIXELS : ORIGIN_X),
                labels.indexOf(inPixels ? ORIGIN_Y_PIXELS : ORIGIN_Y),
                inPixels,
                labels.indexOf(SUBSET),
                labels.indexOf(OPTICS_GROUP));
    }
}
