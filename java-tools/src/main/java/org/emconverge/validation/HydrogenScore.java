package org.emconverge.validation;

import java.util.Arrays;
import java.util.List;
import javax.vecmath.Vector3d;
import org.emconverge.CellList;
import org.emconverge.validation.HydrogenMover.State;

/**
 * How good the surroundings of a mover's atoms are: the score of Reduce (Word et al. 1999, J Mol Biol 285:1711). Of
 * every dot on an atom's surface that lies in no atom bonded to it, the nearest other atom decides: touching it, a gap
 * g gives exp(−(g/0.25 Å)²); a clash of depth d gives −10 d/2, a hydrogen bond 4 d/2; all by area (16 dots per Å²).
 */
final class HydrogenScore {
    /** Radius of the probe that feels contacts, and scale of the gap, Å. */
    private static final double PROBE = 0.25;

    private static final double BUMP_WEIGHT = 10;
    private static final double HYDROGEN_BOND_WEIGHT = 4;
    /** How deep a hydrogen bond may go before it is a clash, Å: neutral, and both charged. */
    private static final double HYDROGEN_BOND = 0.6;

    private static final double SALT_BRIDGE = 0.8;

    private final ContactAtoms atoms;
    private final CellList cells;
    private final BondWalk bonds;
    /** The mover that each atom belongs to, or -1. */
    private final int[] owner;

    private final Surroundings near = new Surroundings();
    private final Surroundings covering = new Surroundings();

    HydrogenScore(ContactAtoms atoms, CellList cells, BondWalk bonds, List<HydrogenMover> movers) {
        this.atoms = atoms;
        this.cells = cells;
        this.bonds = bonds;
        this.owner = new int[atoms.size()];
        Arrays.fill(owner, -1);
        for (int m = 0; m < movers.size(); m++) {
            for (int atom : movers.get(m).atoms()) {
                owner[atom] = m;
            }
        }
    }

    /**
     * The dots of one atom in one state: how far the nearest atom that stays is from each, and what that scores; NaN
     * gap for a covered one.
     */
    record Field(int atom, boolean acceptor, Vector3d position, float[] gaps, float[] scores, double total) {}

    /** A mover in a state. */
    record Posed(HydrogenMover mover, State state) {}

    /**
     * The fields of all scored atoms of a mover in a state, among the atoms that stay and, where given, other movers.
     */
    Field[] fields(HydrogenMover mover, State state, List<Posed> others) {
        Field[] fields = new Field[mover.scored()];
        for (int i = 0; i < fields.length; i++) {
            int atom = mover.scored(i);
            Vector3d position = i < mover.atoms().length
                    ? state.positions()[i]
                    : new Vector3d(atoms.x[atom], atoms.y[atom], atoms.z[atom]);
            if (position != null) {
                boolean acceptor = i < mover.atoms().length ? state.acceptor()[i] : atoms.acceptor[atom];
                fields[i] = field(atom, acceptor, position, mover, state, others);
            }
        }
        return fields;
    }

    static double total(Field[] fields) {
        double total = 0;
        for (Field field : fields) {
            total += field == null ? 0 : field.total();
        }
        return total;
    }

    private Field field(int atom, boolean acceptor, Vector3d p, HydrogenMover mover, State state, List<Posed> others) {
        near.clear();
        covering.clear();
        cells.near(p.x, p.y, p.z, j -> {
            if (owner[j] < 0 && j != atom) {
                surround(atom, acceptor, p, j, atoms.acceptor[j], atoms.x[j], atoms.y[j], atoms.z[j]);
            }
        });
        surround(atom, acceptor, p, mover, state);
        for (Posed other : others) {
            surround(atom, acceptor, p, other.mover(), other.state());
        }
        DotSphere dots = DotSphere.of(atoms.radius[atom]);
        float[] gaps = new float[dots.size()];
        float[] scores = new float[dots.size()];
        double total = 0;
        for (int d = 0; d < gaps.length; d++) {
            double x = p.x + dots.x()[d];
            double y = p.y + dots.y()[d];
            double z = p.z + dots.z()[d];
            if (covering.contain(x, y, z)) {
                gaps[d] = Float.NaN;
                continue;
            }
            int cause = near.nearest(
                    x,
                    y,
                    z,
                    dots.x()[d] / dots.radius(),
                    dots.y()[d] / dots.radius(),
                    dots.z()[d] / dots.radius(),
                    2 * PROBE);
            gaps[d] = (float) near.gap;
            if (cause >= 0) {
                scores[d] = (float) near.score(cause, p, dots.radius(), x, y, z);
                total += scores[d];
            }
        }
        return new Field(atom, acceptor, p, gaps, scores, total / DotSphere.DENSITY);
    }

    /** By how much the score of an atom changes when another mover is there in a state. */
    double change(Field field, HydrogenMover other, State state) {
        near.clear();
        covering.clear();
        surround(field.atom(), field.acceptor(), field.position(), other, state);
        if (near.count == 0 && covering.count == 0) {
            return 0;
        }
        Vector3d p = field.position();
        DotSphere dots = DotSphere.of(atoms.radius[field.atom()]);
        double change = 0;
        for (int d = 0; d < dots.size(); d++) {
            if (Float.isNaN(field.gaps()[d])) {
                continue;
            }
            double x = p.x + dots.x()[d];
            double y = p.y + dots.y()[d];
            double z = p.z + dots.z()[d];
            if (covering.contain(x, y, z)) {
                change -= field.scores()[d];
                continue;
            }
            int cause = near.nearest(
                    x,
                    y,
                    z,
                    dots.x()[d] / dots.radius(),
                    dots.y()[d] / dots.radius(),
                    dots.z()[d] / dots.radius(),
                    field.gaps()[d]);
            if (cause >= 0) {
                change += near.score(cause, p, dots.radius(), x, y, z) - field.scores()[d];
            }
        }
        return change / DotSphere.DENSITY;
    }

    private void surround(int atom, boolean acceptor, Vector3d p, HydrogenMover mover, State state) {
        for (int i = 0; i < mover.atoms().length; i++) {
            Vector3d q = state.positions()[i];
            if (q != null && mover.atoms()[i] != atom) {
                surround(atom, acceptor, p, mover.atoms()[i], state.acceptor()[i], q.x, q.y, q.z);
            }
        }
    }

    private void surround(
            int atom, boolean acceptor, Vector3d p, int other, boolean otherAcceptor, double x, double y, double z) {
        double dx = x - p.x;
        double dy = y - p.y;
        double dz = z - p.z;
        double reach = atoms.radius[atom] + atoms.radius[other] + 2 * PROBE;
        if (dx * dx + dy * dy + dz * dz > reach * reach) {
            return;
        }
        if (bonds.near(atom, other)) {
            covering.add(x, y, z, atoms.radius[other], 0);
        } else {
            boolean bond = atoms.donor[atom] && otherAcceptor || acceptor && atoms.donor[other];
            double allowed = !bond ? 0 : atoms.charged[atom] && atoms.charged[other] ? SALT_BRIDGE : HYDROGEN_BOND;
            near.add(x, y, z, atoms.radius[other], allowed);
        }
    }

    /** Spheres about an atom; {@code allowed} is how deep a hydrogen bond with each may go, 0 where none can be. */
    private static final class Surroundings {
        private double[] x = new double[32];
        private double[] y = new double[32];
        private double[] z = new double[32];
        private double[] radius = new double[32];
        private double[] allowed = new double[32];
        private int count;
        private double gap;

        void clear() {
            count = 0;
        }

        void add(double px, double py, double pz, double r, double a) {
            if (count == x.length) {
                x = Arrays.copyOf(x, 2 * count);
                y = Arrays.copyOf(y, 2 * count);
                z = Arrays.copyOf(z, 2 * count);
                radius = Arrays.copyOf(radius, 2 * count);
                allowed = Arrays.copyOf(allowed, 2 * count);
            }
            x[count] = px;
            y[count] = py;
            z[count] = pz;
            radius[count] = r;
            allowed[count++] = a;
        }

        boolean contain(double px, double py, double pz) {
            for (int i = 0; i < count; i++) {
                if (squared(i, px, py, pz) < radius[i] * radius[i]) {
                    return true;
                }
            }
            return false;
        }

        /**
         * The sphere whose surface is nearest to a dot, or deepest about it, within a gap; -1 for none. Leaves its gap.
         */
        int nearest(double px, double py, double pz, double ux, double uy, double uz, double within) {
            int nearest = -1;
            gap = within;
            for (int i = 0; i < count; i++) {
                double limit = radius[i] + gap;
                double squared = limit > 0 ? squared(i, px, py, pz) : 1;
                if (limit > 0 && squared < limit * limit) {
                    double here = Math.sqrt(squared) - radius[i];
                    double touch = radius[i] + PROBE;
                    if (here <= 0 || squared(i, px + PROBE * ux, py + PROBE * uy, pz + PROBE * uz) <= touch * touch) {
                        gap = here;
                        nearest = i;
                    }
                }
            }
            return nearest;
        }

        double score(int i, Vector3d centre, double r, double px, double py, double pz) {
            if (gap > 0) {
                double scaled = gap / PROBE;
                return isBeyondContact(i, centre, r, px, py, pz) ? 0 : Math.exp(-scaled * scaled);
            }
            if (allowed[i] > 0 && gap >= -allowed[i]) {
                return -HYDROGEN_BOND_WEIGHT * gap / 2;
            }
            return BUMP_WEIGHT * (gap + allowed[i]) / 2;
        }

        /**
         * A dot outside the ring where a probe touches both of two spheres that just touch: overlapping spheres get no
         * credit for it.
         */
        private boolean isBeyondContact(int i, Vector3d centre, double r, double px, double py, double pz) {
            double dx = x[i] - centre.x;
            double dy = y[i] - centre.y;
            double dz = z[i] - centre.z;
            double scale = r / Math.sqrt(dx * dx + dy * dy + dz * dz);
            double ex = centre.x + dx * scale - px;
            double ey = centre.y + dy * scale - py;
            double ez = centre.z + dz * scale - pz;
            double ring = 4 * r * r * radius[i] * PROBE / ((r + radius[i]) * (r + PROBE));
            return ex * ex + ey * ey + ez * ez > ring;
        }

        private double squared(int i, double px, double py, double pz) {
            double dx = px - x[i];
            double dy = py - y[i];
            double dz = pz - z[i];
            return dx * dx + dy * dy + dz * dz;
        }
    }
}
