package org.emconverge.series;

import java.util.List;
import javax.vecmath.Matrix3d;
import org.emconverge.density.Spectrum;

/**
 * The mean of a map moved by every motion of a symmetry about the middle of its box (of an even number of voxels the
 * first of the second half, as RELION counts). Between voxels it is a {@link PeriodicSpline}. Motions that carry the
 * grid onto itself are exact.
 *
 * <p>Memory: one float per voxel.
 */
final class SymmetricMap implements Spectrum.Sections {
    /**
     * A rotation, then a way along z.
     *
     * @param rise voxels
     */
    record Motion(Matrix3d rotation, double rise) {}

    private final int[] size;
    private final List<Motion> motions;
    private final double reach;
    private final PeriodicSpline spline;

    /**
     * @param map of cubic voxels; overwritten
     * @param size voxels along x, y, z
     * @param voxel Å
     * @param motions those that lead to the places of which a voxel becomes the mean, the identity too
     * @param reach how far from the middle along z, in voxels, such a place may lie; of at least one motion it does for
     *     every section
     */
    SymmetricMap(Spectrum map, int[] size, double voxel, List<Motion> motions, double reach) {
        this.size = size;
        this.motions = motions;
        this.reach = reach;
        double[] middle = {size[0] / 2, size[1] / 2, size[2] / 2};
        spline = new PeriodicSpline(map, size, new double[] {voxel, voxel, voxel}, middle);
    }

    @Override
    public boolean fill(int z, float[] section) {
        double[] sums = new double[section.length];
        double dz = z - size[2] / 2;
        // where the reach ends, all motions turn about z or about an axis across it
        List<Motion> within = motions.stream()
                .filter(motion -> Math.abs(motion.rotation().m22 * dz + motion.rise()) <= reach)
                .toList();
        for (Motion motion : within) {
            Matrix3d r = motion.rotation();
            for (int i = 0; i < section.length; i++) {
                double dx = i % size[0] - size[0] / 2;
                double dy = i / size[0] - size[1] / 2;
                sums[i] += spline.at(
                        r.m00 * dx + r.m01 * dy + r.m02 * dz,
                        r.m10 * dx + r.m11 * dy + r.m12 * dz,
                        r.m20 * dx + r.m21 * dy + r.m22 * dz + motion.rise());
            }
        }
        for (int i = 0; i < section.length; i++) {
            section[i] = (float) (sums[i] / within.size());
        }
        return true;
    }
}
