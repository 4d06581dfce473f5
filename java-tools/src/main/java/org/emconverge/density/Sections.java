package org.emconverge.density;

/** The sections of a map, one after another in the order in which a file stores them. */
interface Sections extends AutoCloseable {
    /** How the map is laid out. */
    MrcHeader header();

    /**
     * The next section.
     *
     * @param values filled: columns fastest; length {@link MrcHeader#sectionVoxels}
     */
    void next(float[] values);

    @Override
    void close();

    /**
     * Of a map that is held.
     *
     * @param layout the order in which its sections come; of the map's size
     */
    static Sections of(DensityMap map, MrcHeader layout) {
        return new Sections() {
            private int section;

            @Override
            public MrcHeader header() {
                return layout;
            }

            @Override
            public void next(float[] values) {
                int columns = layout.dimensions()[0];
                int[] voxel = new int[3];
                voxel[layout.axes()[2]] = section++;
                for (int i = 0; i < values.length; i++) {
                    voxel[layout.axes()[0]] = i % columns;
                    voxel[layout.axes()[1]] = i / columns;
                    values[i] = map.values()[map.index(voxel[0], voxel[1], voxel[2])];
                }
            }

            @Override
            public void close() {
                // nothing is open
            }
        };
    }
}
