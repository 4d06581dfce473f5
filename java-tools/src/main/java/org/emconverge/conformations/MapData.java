package org.emconverge.conformations;

import java.util.List;
import org.emconverge.density.DensityMap;

/**
 * What conformations are held against.
 *
 * @param map of the entry
 * @param halves its two half maps on the same voxels; none where there are none
 * @param resolution Å
 */
public record MapData(DensityMap map, List<DensityMap> halves, double resolution) {}
