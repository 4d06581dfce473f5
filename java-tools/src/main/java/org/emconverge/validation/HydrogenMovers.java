package org.emconverge.validation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.vecmath.Vector3d;
import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.Element;
import org.biojava.nbio.structure.Group;
import org.emconverge.CellList;
import org.emconverge.validation.HydrogenGroup.Kind;
import org.emconverge.validation.HydrogenMover.State;
import org.emconverge.validation.Hydrogens.Flips;
import org.emconverge.validation.Hydrogens.Placed;

/**
 * Finds what can move among newly placed hydrogens, and the states worth trying; penalties and steps are those of
 * Reduce.
 */
final class HydrogenMovers {
    /** What a flip has to gain; so uncertain ones do not happen. */
    private static final double FLIP_PENALTY = 0.5;

    private static final double TWO_PROTONS_PENALTY = 0.05;
    private static final double NO_PROTON_PENALTY = 1.0;
    /** Coarse step of an NH3 group, degrees; by symmetry 120° is all. */
    private static final int AMMONIUM_STEP = 15;

    private static final int AMMONIUM_RANGE = 60;
    /**
     * A hydroxyl points at each acceptor near it and to every side: directions at least this far from those tried,
     * degrees.
     */
    private static final int HYDROXYL_GAP = 30;

    private static final int HYDROXYL_STEP = 10;
    /**
     * How far from O or S an acceptor may be for its hydrogen to point there, Å, beside the acceptor's radius: bond and
     * hydrogen.
     */
    private static final double HYDROXYL_REACH = 2.05;

    private static final double THIOL_REACH = 2.35;

    private final ContactAtoms atoms;
    private final CellList cells;
    private final BondWalk bonds;

    HydrogenMovers(ContactAtoms atoms, CellList cells, BondWalk bonds) {
        this.atoms = atoms;
        this.cells = cells;
        this.bonds = bonds;
    }

    List<HydrogenMover> find(List<Placed> placed, Flips flips) {
        List<HydrogenMover> movers = new ArrayList<>();
        Map<Group, Placed> imidazoles = new HashMap<>();
        for (Placed group : placed) {
            if (atoms.index(group.parent()) < 0) {
                continue;
            }
            String residue = group.residue().getPDBName();
            if (group.kind() == Kind.HYDROXYL) {
                movers.add(hydroxyl(group));
            } else if (group.kind() == Kind.AMMONIUM) {
                movers.add(ammonium(group));
            } else if (group.kind() == Kind.RING_METHYL) {
                movers.add(ringMethyl(group));
            } else if (group.kind() == Kind.AMINO
                    && Set.of("ASN", "GLN").contains(residue)
                    && flips == Flips.OPTIMISED) {
                amide(group, movers);
            } else if (residue.equals("HIS") && group.parent().getName().equals("ND1")) {
                imidazoles.put(group.residue(), group);
            } else if (residue.equals("HIS")
                    && group.parent().getName().equals("NE2")
                    && imidazoles.containsKey(group.residue())) {
                imidazole(group.residue(), flips, movers);
            }
        }
        return movers;
    }

    /** How an NH3 group prefers its staggered state, at 0°. */
    static double staggered(double degrees) {
        return 0.1 + 0.1 * Math.cos(Math.toRadians(3 * degrees));
    }

    private HydrogenMover ammonium(Placed group) {
        int[] hydrogens = group.hydrogens().stream().mapToInt(atoms::index).toArray();
        Vector3d[] axis = {Hydrogens.at(group.references().get(0)), Hydrogens.at(group.parent())};
        State start = new State(positions(group.hydrogens()), new boolean[3], staggered(0), false);
        List<State> states = new ArrayList<>(List.of(start));
        for (int step = AMMONIUM_STEP; step <= AMMONIUM_RANGE; step += AMMONIUM_STEP) {
            states.add(start.turned(axis, -step, staggered(step)));
            if (step < AMMONIUM_RANGE) {
                states.add(start.turned(axis, step, staggered(step)));
            }
        }
        return new HydrogenMover(hydrogens, new int[0], states, axis);
    }

    /** One hydrogen on either side of the ring. */
    private HydrogenMover ringMethyl(Placed group) {
        State start = new State(positions(group.hydrogens()), new boolean[3], 0, false);
        State other = start.turned(
                new Vector3d[] {Hydrogens.at(group.references().get(0)), Hydrogens.at(group.parent())}, 180, 0);
        return new HydrogenMover(
                group.hydrogens().stream().mapToInt(atoms::index).toArray(), new int[0], List.of(start, other), null);
    }

    private HydrogenMover hydroxyl(Placed group) {
        int hydrogen = atoms.index(group.hydrogens().get(0));
        int parent = atoms.index(group.parent());
        Vector3d[] axis = {Hydrogens.at(group.references().get(0)), Hydrogens.at(group.parent())};
        State start = new State(positions(group.hydrogens()), new boolean[1], 0, false);
        List<Double> angles = new ArrayList<>();
        double reach = group.parent().getElement() == Element.S ? THIOL_REACH : HYDROXYL_REACH;
        cells.near(atoms.x[parent], atoms.y[parent], atoms.z[parent], i -> {
            if (mayAccept(i) && atoms.distance(parent, i) <= reach + atoms.radius[i] && !bonds.near(hydrogen, i)) {
                angles.add(angle(start.positions()[0], axis, new Vector3d(atoms.x[i], atoms.y[i], atoms.z[i])));
            }
        });
        for (int angle = 0; angle < 360; angle += HYDROXYL_STEP) {
            int candidate = angle;
            if (angles.stream()
                    .noneMatch(other -> Math.abs(Math.IEEEremainder(other - candidate, 360)) < HYDROXYL_GAP)) {
                angles.add((double) angle);
            }
        }
        List<State> states =
                angles.stream().map(angle -> start.turned(axis, angle, 0)).toList();
        return new HydrogenMover(new int[] {hydrogen}, new int[] {parent}, states, axis);
    }

    /** Acceptors, and atoms whose place one may take in a flip or that may lose their hydrogen. */
    private boolean mayAccept(int i) {
        String name = atoms.atoms.get(i).getName();
        return atoms.acceptor[i]
                || switch (atoms.residueName(i)) {
                    case "ASN" -> name.equals("ND2");
                    case "GLN" -> name.equals("NE2");
                    case "HIS" -> name.equals("ND1") || name.equals("NE2") || name.equals("CD2") || name.equals("CE1");
                    default -> false;
                };
    }

    /** The angle by which to turn a position about an axis so that it points to a target, degrees. */
    private static double angle(Vector3d position, Vector3d[] axis, Vector3d target) {
        Vector3d along = new Vector3d();
        along.sub(axis[1], axis[0]);
        along.normalize();
        Vector3d from = across(position, axis[1], along);
        Vector3d to = across(target, axis[1], along);
        Vector3d normal = new Vector3d();
        normal.cross(along, from);
        return Math.toDegrees(Math.atan2(to.dot(normal), to.dot(from)));
    }

    private static Vector3d across(Vector3d point, Vector3d origin, Vector3d along) {
        Vector3d arm = new Vector3d();
        arm.sub(point, origin);
        arm.scaleAdd(-arm.dot(along), along, arm);
        return arm;
    }

    /** N and O change places; N takes its hydrogens along. */
    private void amide(Placed group, List<HydrogenMover> movers) {
        boolean asparagine = group.residue().getPDBName().equals("ASN");
        Atom oxygen = group.residue().getAtom(asparagine ? "OD1" : "OE1");
        if (oxygen == null || atoms.index(oxygen) < 0) {
            return;
        }
        List<Atom> moving = List.of(group.hydrogens().get(0), group.hydrogens().get(1), group.parent(), oxygen);
        Vector3d[] before = positions(moving);
        List<Vector3d> references =
                group.references().stream().map(Hydrogens::at).toList();
        List<Vector3d> hydrogens = HydrogenPlacement.place(Kind.AMINO, Element.N, before[3], references);
        boolean[] acceptor = {false, false, false, true};
        Vector3d[] after = {hydrogens.get(0), hydrogens.get(1), before[3], before[2]};
        movers.add(new HydrogenMover(
                moving.stream().mapToInt(atoms::index).toArray(),
                new int[0],
                List.of(new State(before, acceptor, 0, false), new State(after, acceptor, -FLIP_PENALTY, true)),
                null));
    }

    /** Protons on either N, on both or on none; flipped, ND1 and CD2, and NE2 and CE1, change places. */
    private void imidazole(Group residue, Flips flips, List<HydrogenMover> movers) {
        List<String> names = List.of("ND1", "HD1", "NE2", "HE2", "CD2", "HD2", "CE1", "HE1");
        List<Atom> moving = names.stream().map(residue::getAtom).toList();
        if (moving.stream().anyMatch(atom -> atom == null || atoms.index(atom) < 0)) {
            return;
        }
        List<State> states = new ArrayList<>();
        Vector3d[] before = positions(moving);
        addProtonations(before, false, states);
        if (flips == Flips.OPTIMISED) {
            Vector3d[] after = new Vector3d[before.length];
            for (int i = 0; i < before.length; i += 2) {
                int other = (i + 4) % 8;
                after[i] = before[other];
                after[i + 1] = stretched(before[other], before[other + 1], length(before[i], before[i + 1]));
            }
            addProtonations(after, true, states);
        }
        movers.add(new HydrogenMover(moving.stream().mapToInt(atoms::index).toArray(), new int[0], states, null));
    }

    private static void addProtonations(Vector3d[] positions, boolean flipped, List<State> states) {
        for (int protons = 0; protons < 4; protons++) {
            Vector3d[] present = positions.clone();
            boolean[] acceptor = new boolean[positions.length];
            acceptor[0] = protons == 1 || protons == 3;
            acceptor[2] = protons == 2 || protons == 3;
            present[1] = acceptor[0] ? null : present[1];
            present[3] = acceptor[2] ? null : present[3];
            double preference = protons == 0 ? -TWO_PROTONS_PENALTY : protons == 3 ? -NO_PROTON_PENALTY : 0;
            states.add(new State(present, acceptor, preference - (flipped ? FLIP_PENALTY : 0), flipped));
        }
    }

    private static Vector3d[] positions(List<Atom> atoms) {
        return atoms.stream().map(Hydrogens::at).toArray(Vector3d[]::new);
    }

    private static double length(Vector3d from, Vector3d to) {
        Vector3d bond = new Vector3d();
        bond.sub(to, from);
        return bond.length();
    }

    private static Vector3d stretched(Vector3d parent, Vector3d hydrogen, double length) {
        Vector3d bond = new Vector3d();
        bond.sub(hydrogen, parent);
        bond.scaleAdd(length / bond.length(), bond, parent);
        return bond;
    }
}
