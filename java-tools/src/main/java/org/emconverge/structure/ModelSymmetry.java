package org.emconverge.structure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.vecmath.Matrix4d;
import javax.vecmath.Point3d;
import javax.vecmath.Vector3d;
import org.biojava.nbio.structure.Structure;
import org.biojava.nbio.structure.cluster.SubunitClustererMethod;
import org.biojava.nbio.structure.cluster.SubunitClustererParameters;
import org.biojava.nbio.structure.symmetry.core.QuatSymmetryDetector;
import org.biojava.nbio.structure.symmetry.core.QuatSymmetryParameters;
import org.biojava.nbio.structure.symmetry.core.QuatSymmetryResults;
import org.biojava.nbio.structure.symmetry.core.Rotation;
import org.biojava.nbio.structure.symmetry.core.RotationGroup;
import org.emconverge.structure.Symmetry.Helix;

/**
 * The symmetry of the chains of a model. The permutations of its chains that are rotations are found by BioJava (Levy
 * et al. 2006 as the PDB does it); the rotations are then fitted to all residues at once and made an exact group
 * ({@link SymmetryFit}).
 */
public final class ModelSymmetry {
    /** Å: copies that differ by more (of their Cα, all at once) are no symmetry. */
    private static final double MOST_RMSD = 3;

    private static final double SAME_SEQUENCE = 0.9;
    /** Å: a screw with less rise is a rotation. */
    private static final double LEAST_RISE = 0.3;
    /** Radians: the axis of a smaller turn is noise, and the step a mere shift. */
    private static final double LEAST_TWIST = 0.005;
    /** Degrees: the sum of several twists must not be taken for one the other way. */
    private static final double MOST_TWIST = 120;
    /** Fewer cannot be superposed. */
    private static final int LEAST_RESIDUES = 3;

    private ModelSymmetry() {}

    /**
     * The point group of all chains; their helix where that leaves fewer different chains of one sequence; empty when
     * there is none.
     */
    public static Optional<Symmetry> find(Structure structure) {
        List<ChainTrace> traces = ChainTrace.of(structure);
        if (traces.size() < 2) {
            return Optional.empty();
        }
        ChainCopies copies = new ChainCopies(traces);
        Optional<Symmetry> group = pointGroup(structure, copies);
        boolean allAlike = group.map(s -> Assembly.of(copies, s).unit().size() == copies.kinds())
                .orElse(false);
        return allAlike ? group : helix(copies).or(() -> group);
    }

    private static Optional<Symmetry> pointGroup(Structure structure, ChainCopies copies) {
        QuatSymmetryParameters limits = new QuatSymmetryParameters();
        limits.setRmsdThreshold(MOST_RMSD);
        SubunitClustererParameters alike = new SubunitClustererParameters();
        alike.setClustererMethod(SubunitClustererMethod.SEQUENCE);
        alike.setSequenceIdentityThreshold(SAME_SEQUENCE);
        QuatSymmetryResults found =
                QuatSymmetryDetector.calcGlobalSymmetry(EnsembleFile.join(List.of(structure)), limits, alike);
        // BioJava answers null where no chain is long enough for it
        RotationGroup rotations = found == null ? null : found.getRotationGroup();
        if (rotations == null || rotations.getOrder() < 2) {
            return Optional.empty();
        }
        List<String> names = copies.traces().stream().map(ChainTrace::chain).toList();
        Map<String, Integer> byId = new HashMap<>(); // BioJava names a subunit by the label id of its chain
        structure.getModel(0).forEach(chain -> byId.put(chain.getId(), names.indexOf(chain.getName())));
        int[] chains = found.getSubunits().stream()
                .mapToInt(subunit -> byId.get(subunit.getName()))
                .toArray();
        List<Matrix4d> operators = new ArrayList<>();
        for (Rotation rotation : rotations) {
            int[] images = new int[copies.traces().size()];
            Arrays.fill(images, -1);
            for (int i = 0; i < chains.length; i++) {
                images[chains[i]] = chains[rotation.getPermutation().get(i)];
            }
            operators.add(copies.superposed(images));
        }
        return SymmetryFit.of(operators, middle(copies.traces()));
    }

    /**
     * The screw of the smallest rise that carries more than half of the chains onto others, with the rotations about
     * its axis.
     */
    private static Optional<Symmetry> helix(ChainCopies copies) {
        List<ChainTrace> traces = copies.traces();
        Point3d middle = middle(traces);
        int start = innermost(traces);
        Screw best = null;
        int[] step = null;
        List<Matrix4d> turns = new ArrayList<>(List.of(Symmetry.identity()));
        for (int to = 0; to < traces.size(); to++) {
            if (to == start || copies.pairs(start, to).size() < LEAST_RESIDUES) {
                continue;
            }
            int[] images = new int[traces.size()];
            Arrays.fill(images, -1);
            images[start] = to;
            images = copies.images(copies.superposed(images));
            if (images[start] != to || carried(images) < 2 || 2 * carried(images) <= traces.size()) {
                continue;
            }
            Screw screw = Screw.of(copies.superposed(images), middle);
            if (screw.helix().rise() < LEAST_RISE) {
                turns.add(copies.superposed(images));
            } else if (best == null || screw.simplerThan(best)) {
                best = screw;
                step = images;
            }
        }
        if (best == null) {
            return Optional.empty();
        }
        Optional<Symmetry> about =
                SymmetryFit.of(turns, middle).filter(s -> s.axes().size() == 1);
        Screw screw = about.isPresent()
                ? best.about(about.get(), copies.superposed(step))
                : longest(best, step, copies, middle);
        return Optional.of(
                screw.symmetry(PointGroup.of(about.map(Symmetry::pointGroup).orElse("C1")), traces));
    }

    private static long carried(int[] images) {
        return Arrays.stream(images).filter(image -> image >= 0).count();
    }

    /** The same screw from as many steps at once as the model has, for a small twist tells the axis badly. */
    private static Screw longest(Screw screw, int[] step, ChainCopies copies, Point3d middle) {
        Screw longest = screw;
        int[] images = step;
        for (int steps = 2; steps * Math.abs(screw.helix().twist()) < MOST_TWIST; steps++) {
            images = Arrays.stream(images)
                    .map(image -> image < 0 ? -1 : step[image])
                    .toArray();
            if (carried(images) < 2) {
                break;
            }
            Screw several = Screw.of(copies.superposed(images), middle);
            longest = new Screw(
                    several.axis(),
                    several.centre(),
                    new Helix(several.helix().twist() / steps, several.helix().rise() / steps));
        }
        return longest;
    }

    private static int innermost(List<ChainTrace> traces) {
        Point3d middle = middle(traces);
        int nearest = 0;
        for (int i = 1; i < traces.size(); i++) {
            if (traces.get(i).middle().distance(middle)
                    < traces.get(nearest).middle().distance(middle) - 1e-3) {
                nearest = i;
            }
        }
        return nearest;
    }

    /** The mean place of all residues, Å. */
    static Point3d middle(List<ChainTrace> traces) {
        Point3d middle = new Point3d();
        traces.forEach(trace -> trace.places().forEach(middle::add));
        middle.scale(1.0 / traces.stream().mapToInt(ChainTrace::size).sum());
        return middle;
    }

    /** A rotation about an axis and a shift along it, the shift in the direction of the axis. */
    private record Screw(Vector3d axis, Point3d centre, Helix helix) {
        static Screw of(Matrix4d operator, Point3d middle) {
            Vector3d axis = Rotations.axis(SymmetryFit.rotation(operator));
            double angle = Rotations.angle(SymmetryFit.rotation(operator));
            Point3d moved = Mates.moved(middle, operator);
            Vector3d shift = new Vector3d();
            shift.sub(moved, middle);
            if (angle < LEAST_TWIST) {
                angle = 0;
                axis.normalize(shift);
            }
            double rise = shift.dot(axis);
            boolean up = axis.z > 1e-6 || Math.abs(axis.z) <= 1e-6 && axis.y + axis.x > 0;
            // the middle lies on a circle about the axis: (I − R)(c − m) is its shift across the axis
            Vector3d across = new Vector3d(axis);
            across.scaleAdd(-rise, shift);
            Vector3d normal = new Vector3d();
            normal.cross(axis, across);
            Point3d centre = new Point3d(middle);
            if (angle > 0) {
                across.scale(0.5);
                normal.scale(0.5 / Math.tan(angle / 2));
                centre.add(across);
                centre.add(normal);
            }
            if (!up) {
                axis.negate();
            }
            double degrees = Math.toDegrees(angle);
            // the step back has the opposite twist and rise; the other direction of the axis changes both signs at once
            return new Screw(axis, centre, rise < 0 ? new Helix(-degrees, -rise) : new Helix(degrees, rise));
        }

        /** The same step about the better-known axis of a rotation. */
        Screw about(Symmetry rotation, Matrix4d operator) {
            Vector3d better = new Vector3d(rotation.axes().get(0).direction());
            if (better.dot(axis) < 0) {
                better.negate();
            }
            Point3d moved = Mates.moved(rotation.centre(), operator);
            Vector3d shift = new Vector3d();
            shift.sub(moved, rotation.centre());
            return new Screw(better, rotation.centre(), new Helix(helix.twist(), Math.abs(shift.dot(better))));
        }

        boolean simplerThan(Screw other) {
            double difference = helix.rise() - other.helix.rise();
            return difference < -LEAST_RISE / 2
                    || difference < LEAST_RISE / 2 && Math.abs(helix.twist()) < Math.abs(other.helix.twist()) - 1e-3;
        }

        /** With as many steps as reach from one end of the model beyond the other. */
        Symmetry symmetry(PointGroup about, List<ChainTrace> traces) {
            double[] along = traces.stream()
                    .flatMap(t -> t.places().stream())
                    .mapToDouble(p -> axis.x * p.x + axis.y * p.y + axis.z * p.z)
                    .sorted()
                    .toArray();
            int steps = (int) Math.ceil((along[along.length - 1] - along[0]) / helix.rise());
            return Symmetry.helical(
                    about, helix, SymmetryFit.between(new Vector3d(0, 0, 1), axis), centre, Math.max(1, steps));
        }
    }
}
