package org.emconverge.series;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.vecmath.Matrix3d;
import javax.vecmath.Point3d;
import org.emconverge.density.DensityMap;
import org.emconverge.density.Spectrum;
import org.emconverge.series.SymmetricMap.Motion;
import org.emconverge.structure.PointGroup;
import org.emconverge.structure.Symmetry.Helix;
import org.emconverge.structure.SymmetryName;

/**
 * The symmetry that half maps were averaged over, told by their noise: where a symmetry was imposed, half the
 * difference of the half maps has it too, which no noise has by chance. A point group is found; a helix must be named.
 *
 * @param group in the setting that fits; of a helix that about its axis
 * @param correlation of the noise with itself, turned: the lowest over the rotations; 1 without any
 * @param screw null where the noise has no helix
 * @param notes what of a named symmetry the noise does not have, sentences
 */
record NoiseSymmetry(PointGroup group, double correlation, Screw screw, List<String> notes) {
    /** Noise that was averaged correlates nearly fully, other noise hardly. */
    private static final double LEAST_CORRELATION = 0.75;
    /** Nearer to the middle, in radii of the ball, every small turn looks like none. */
    private static final double INNERMOST = 0.5;

    private static final int LARGEST_RING = 24;
    /** Places at which the noise is compared. */
    private static final int PLACES = 20_000;

    /**
     * How far noise repeats along a helix.
     *
     * @param helix one step
     * @param correlation of the given noise with itself, moved by one step, or by as many as lead beyond its shortest
     *     wave
     * @param copies how many steps in a row were averaged, if any: noise correlates with itself, moved by m of them, by
     *     1 − m / copies; null where the whole helix was made of its central part, so that it repeats without end
     */
    record Screw(Helix helix, double correlation, Double copies) {
        /** Noise that was not averaged hardly correlates; of two subunits averaged by a half. */
        private static final double LEAST = 0.3;
        /** By how much the correlation must have fallen to tell after how many steps it ends. */
        private static final double FALLEN = 0.1;
        /** How far from the middle noise is compared, in half boxes: at the ends windows begin. */
        private static final double COMPARED = 0.8;
        /** RELION's {@code --helical_z_percentage}: the part of the box that the helix is made of. */
        static final double CENTRAL = 0.3;

        /** @return null where the noise does not repeat */
        private static Screw of(Noise noise, Helix helix) {
            int first = firstStep(noise, helix);
            double correlation = noise.correlation(helix, first);
            // the step that is farthest of those that still correlate tells best where it ends
            double farthest = correlation;
            int steps = first;
            for (int m = first + 1; farthest >= LEAST && m * helix.rise() <= COMPARED * noise.half(); m++) {
                double next = noise.correlation(helix, m);
                if (next < LEAST) {
                    break;
                }
                farthest = next;
                steps = m;
            }
            if (!(farthest >= LEAST)) {
                return null;
            }
            return new Screw(helix, correlation, farthest > 1 - FALLEN ? null : Math.rint(steps / (1 - farthest)));
        }

        /** The first that leads beyond where smoothed noise looks like itself anyway. */
        private static int firstStep(Noise noise, Helix helix) {
            return (int) Math.max(1, Math.ceil(noise.shortestWave() / helix.rise()));
        }
    }

    /** A point group, which noise has as it is. */
    static NoiseSymmetry of(PointGroup group) {
        return new NoiseSymmetry(group, 1, null, List.of());
    }

    /**
     * The largest group whose rotations about the middle of the box the noise has, and the helix that is named, if it
     * has that.
     *
     * @param noise smoothed, so that it can be taken between voxels
     * @param middle of the box, Å
     * @param named what the half maps are said to have; null for nothing
     */
    static NoiseSymmetry find(DensityMap noise, Point3d middle, SymmetryName named) {
        Noise sampled = new Noise(noise, middle);
        Stream<String> polyhedral = Stream.of("I1", "I2", "I3", "I4", "O", "T", "T222");
        Stream<String> rings = IntStream.iterate(LARGEST_RING, n -> n >= 2, n -> n - 1)
                .boxed()
                .flatMap(n -> Stream.of("D" + n, "C" + n));
        List<PointGroup> settings = named == null ? List.of() : PointGroup.settings(named.group());
        NoiseSymmetry found = Stream.concat(
                        settings.stream(), Stream.concat(polyhedral, rings).map(PointGroup::of))
                .map(group -> new NoiseSymmetry(group, sampled.correlation(group, LEAST_CORRELATION), null, List.of()))
                .filter(symmetry -> symmetry.correlation() >= LEAST_CORRELATION)
                .max(Comparator.comparingInt(symmetry -> symmetry.group().order()))
                .orElseGet(() -> of(PointGroup.of("C1")));
        if (named == null) {
            return found;
        }
        List<String> notes = new ArrayList<>();
        double best = settings.stream()
                .mapToDouble(group -> sampled.correlation(group, -1))
                .max()
                .orElseThrow();
        if (best < LEAST_CORRELATION) {
            notes.add(lacks("symmetry " + named.group(), "turned", best, found));
        }
        return found.withHelix(named, sampled, notes);
    }

    private NoiseSymmetry withHelix(SymmetryName named, Noise noise, List<String> notes) {
        if (named.helical() && named.helix() == null) {
            notes.add("The name 'helical' has no twist and no rise, so that the new noise has no helix: give"
                    + " helical:TWIST:RISE.");
        }
        Helix helix = named.helix();
        Screw found = helix == null ? null : Screw.of(noise, helix);
        if (helix != null && found == null) {
            notes.add(lacks(
                    "helix of " + helix.twist() + "° and " + helix.rise() + " Å",
                    "moved along it",
                    noise.correlation(helix, Screw.firstStep(noise, helix)),
                    this));
        }
        return new NoiseSymmetry(group, correlation, found, List.copyOf(notes));
    }

    private static String lacks(String what, String how, double correlation, NoiseSymmetry has) {
        return String.format(
                Locale.ROOT,
                "The noise of the half maps does not have the %s about the middle of their box (its correlation with"
                        + " itself, %s, is %.2f), nor has the new noise: its symmetry is %s.",
                what,
                how,
                Math.rint(100 * correlation) / 100 + 0.0,
                has.group().name());
    }

    /** Whether it asks for nothing. */
    boolean none() {
        return group.order() == 1 && screw == null;
    }

    /**
     * White noise as the half maps' noise repeats.
     *
     * @param noise of cubic voxels; overwritten
     * @param size voxels along x, y, z
     * @param voxel Å
     */
    SymmetricMap average(Spectrum noise, int[] size, double voxel) {
        if (screw == null) {
            return new SymmetricMap(noise, size, voxel, motions(0, 0), Double.POSITIVE_INFINITY);
        }
        double rise = screw.helix().rise() / voxel;
        if (screw.copies() != null) {
            double ends = (screw.copies() - 1) / 2;
            return new SymmetricMap(noise, size, voxel, motions(rise, ends), Double.POSITIVE_INFINITY);
        }
        // no section without a subunit, however long that is
        double reach = Math.max(Screw.CENTRAL * size[2] / 2, rise);
        return new SymmetricMap(noise, size, voxel, motions(rise, Math.ceil((size[2] / 2 + 1 + reach) / rise)), reach);
    }

    /** Rotations, each at every step of the helix from {@code −ends} to {@code ends}. */
    private List<Motion> motions(double rise, double ends) {
        List<Motion> motions = new ArrayList<>();
        // half of a step is none of the helix, but noise that begins there is like any other
        int steps = (int) Math.rint(2 * ends);
        for (int i = 0; i <= steps; i++) {
            double step = i - steps / 2.0;
            Matrix3d twist = new Matrix3d();
            twist.rotZ(screw == null ? 0 : Math.toRadians(step * screw.helix().twist()));
            for (Matrix3d rotation : group.rotations()) {
                Matrix3d both = new Matrix3d();
                both.mul(twist, rotation);
                motions.add(new Motion(both, step * rise));
            }
        }
        return motions;
    }

    /** Noise that is compared with itself, moved. Lengths in Å from the middle of the box. */
    private static final class Noise {
        private final PeriodicSpline spline;
        private final double[] voxel;
        private final double[] half = new double[3];
        private final List<Point3d> places = new ArrayList<>();

        Noise(DensityMap noise, Point3d middle) {
            int[] size = {noise.nx(), noise.ny(), noise.nz()};
            voxel = noise.voxel();
            double[] length = {size[0] * voxel[0], size[1] * voxel[1], size[2] * voxel[2]};
            double[] centre = {middle.x, middle.y, middle.z};
            double[] inVoxels = new double[3];
            for (int axis = 0; axis < 3; axis++) {
                double first = centre[axis] - noise.origin()[axis];
                half[axis] = Math.min(first, (size[axis] - 1) * voxel[axis] - first);
                inVoxels[axis] = first / voxel[axis];
            }
            Spectrum spectrum = Spectrum.of(
                    (z, section) -> {
                        System.arraycopy(noise.values(), noise.index(0, 0, z), section, 0, section.length);
                        return true;
                    },
                    size,
                    length,
                    Double.POSITIVE_INFINITY);
            spline = new PeriodicSpline(spectrum, size, voxel, inVoxels);
            int step = Math.max(1, noise.values().length / PLACES);
            for (int i = 0; i < noise.values().length; i += step) {
                places.add(new Point3d(
                        (i % size[0] - inVoxels[0]) * voxel[0],
                        (i / size[0] % size[1] - inVoxels[1]) * voxel[1],
                        (i / size[0] / size[1] - inVoxels[2]) * voxel[2]));
            }
        }

        double shortestWave() {
            return CoarseHalves.SHORTEST_WAVE * Math.max(voxel[0], Math.max(voxel[1], voxel[2]));
        }

        /** Half of the box along z. */
        double half() {
            return half[2];
        }

        /** The lowest over the rotations; those after the first that is below {@code enough} are not looked at. */
        double correlation(PointGroup group, double enough) {
            double radius = Math.min(half[0], Math.min(half[1], half[2])) * (1 - 1e-9);
            // the outer part of the ball that every rotation leaves in the box
            List<Point3d> ball = places.stream()
                    .filter(place -> {
                        double distance = Math.sqrt(place.x * place.x + place.y * place.y + place.z * place.z);
                        return distance <= radius && distance >= INNERMOST * radius;
                    })
                    .toList();
            double lowest = 1;
            for (Matrix3d rotation :
                    group.rotations().subList(1, group.rotations().size())) {
                lowest = Math.min(lowest, correlation(ball, rotation, 0));
                if (lowest < enough) {
                    break;
                }
            }
            return lowest;
        }

        /** After some steps of a helix along z. */
        double correlation(Helix helix, int steps) {
            double rise = steps * helix.rise();
            double radius = Math.min(half[0], half[1]) * (1 - 1e-9);
            double end = half[2] * Screw.COMPARED;
            List<Point3d> rod = places.stream()
                    .filter(place -> Math.hypot(place.x, place.y) <= radius)
                    .filter(place -> place.z >= -end && place.z + rise <= end)
                    .toList();
            Matrix3d twist = new Matrix3d();
            twist.rotZ(Math.toRadians(steps * helix.twist()));
            return correlation(rod, twist, rise);
        }

        private double correlation(List<Point3d> from, Matrix3d rotation, double rise) {
            double product = 0;
            double here = 0;
            double there = 0;
            Point3d moved = new Point3d();
            for (Point3d place : from) {
                rotation.transform(place, moved);
                double a = at(place.x, place.y, place.z);
                double b = at(moved.x, moved.y, moved.z + rise);
                product += a * b;
                here += a * a;
                there += b * b;
            }
            return here > 0 && there > 0 ? product / Math.sqrt(here * there) : 0;
        }

        private double at(double x, double y, double z) {
            return spline.at(x / voxel[0], y / voxel[1], z / voxel[2]);
        }
    }
}
