package org.emconverge.validation;

import java.util.ArrayList;
import java.util.List;
import javax.vecmath.Vector3d;
import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.Structure;
import org.emconverge.CellList;
import org.emconverge.structure.ResidueId;
import org.emconverge.validation.HydrogenMover.State;
import org.emconverge.validation.HydrogenScore.Field;
import org.emconverge.validation.HydrogenScore.Posed;
import org.emconverge.validation.Hydrogens.Flips;
import org.emconverge.validation.Hydrogens.Placed;

/**
 * Chooses a state for every mover. The score of a set of states is taken as a sum over movers and over pairs of movers
 * (a dot that three movers share is the exception that this leaves out) and maximised by {@link PairwiseMaximum}; then
 * each mover that turns is tuned by itself, the others standing still.
 */
final class HydrogenSearch {
    /** Reach of a surface and the probe beyond an atom's centre, Å: the largest radius and 0.25. */
    private static final double SURFACE = 2.05;

    private static final double CELL = 4.2;
    /** Turns tried about the best state, degrees; the second round about the better one. */
    private static final double[] TUNING = {5, 2};

    private static final int TUNING_STEPS = 2;

    private final ContactAtoms atoms;
    private final List<HydrogenMover> movers;
    private final HydrogenScore score;
    private final List<List<Integer>> partners = new ArrayList<>();

    private HydrogenSearch(Structure structure, List<Placed> placed, Flips flips) {
        atoms = new ContactAtoms(structure);
        CellList cells = new CellList(atoms.x, atoms.y, atoms.z, CELL);
        BondWalk bonds = new BondWalk(atoms);
        movers = new HydrogenMovers(atoms, cells, bonds).find(placed, flips);
        score = new HydrogenScore(atoms, cells, bonds, movers);
        findPartners();
    }

    /**
     * Moves the movers of a structure to their best states and removes the protons of His that are better not there.
     *
     * @return the residues flipped
     */
    static List<ResidueId> optimise(Structure structure, List<Placed> placed, Flips flips) {
        HydrogenSearch search = new HydrogenSearch(structure, placed, flips);
        return search.apply(search.tuned(search.coarse()));
    }

    private void findPartners() {
        int n = movers.size();
        double[] x = new double[n];
        double[] y = new double[n];
        double[] z = new double[n];
        double[] reach = new double[n];
        double widest = 1;
        for (int m = 0; m < n; m++) {
            Vector3d centre = new Vector3d(movers.get(m).states().get(0).positions()[0]);
            x[m] = centre.x;
            y[m] = centre.y;
            z[m] = centre.z;
            for (State state : movers.get(m).states()) {
                for (Vector3d position : state.positions()) {
                    if (position != null) {
                        Vector3d arm = new Vector3d();
                        arm.sub(position, centre);
                        reach[m] = Math.max(reach[m], arm.length() + SURFACE);
                    }
                }
            }
            widest = Math.max(widest, reach[m]);
        }
        CellList cells = new CellList(x, y, z, 2 * widest);
        for (int m = 0; m < n; m++) {
            List<Integer> near = new ArrayList<>();
            int mover = m;
            cells.near(x[m], y[m], z[m], other -> {
                double distance = Math.hypot(Math.hypot(x[mover] - x[other], y[mover] - y[other]), z[mover] - z[other]);
                if (other != mover && distance < reach[mover] + reach[other]) {
                    near.add(other);
                }
            });
            partners.add(near.stream().sorted().toList());
        }
    }

    private int[] coarse() {
        PairwiseMaximum problem = new PairwiseMaximum(
                movers.stream().mapToInt(mover -> mover.states().size()).toArray());
        List<Field[][]> fields = new ArrayList<>();
        for (int m = 0; m < movers.size(); m++) {
            HydrogenMover mover = movers.get(m);
            Field[][] own = new Field[mover.states().size()][];
            for (int s = 0; s < own.length; s++) {
                State state = mover.states().get(s);
                own[s] = score.fields(mover, state, List.of());
                problem.add(m, s, HydrogenScore.total(own[s]) + state.preference());
            }
            fields.add(partners.get(m).isEmpty() ? null : own);
        }
        for (int m = 0; m < movers.size(); m++) {
            for (int other : partners.get(m)) {
                if (other > m) {
                    addPair(problem, m, other, fields);
                }
            }
        }
        return problem.solve();
    }

    private void addPair(PairwiseMaximum problem, int first, int second, List<Field[][]> fields) {
        List<State> firstStates = movers.get(first).states();
        List<State> secondStates = movers.get(second).states();
        double[][] change = new double[firstStates.size()][secondStates.size()];
        boolean any = false;
        for (int s = 0; s < change.length; s++) {
            for (int t = 0; t < change[s].length; t++) {
                change[s][t] = change(fields.get(first)[s], movers.get(second), secondStates.get(t))
                        + change(fields.get(second)[t], movers.get(first), firstStates.get(s));
                any |= change[s][t] != 0;
            }
        }
        if (any) {
            problem.add(first, second, change);
        }
    }

    private double change(Field[] fields, HydrogenMover other, State state) {
        double change = 0;
        for (Field field : fields) {
            change += field == null ? 0 : score.change(field, other, state);
        }
        return change;
    }

    private State[] tuned(int[] choice) {
        State[] states = new State[choice.length];
        for (int m = 0; m < choice.length; m++) {
            states[m] = movers.get(m).states().get(choice[m]);
        }
        for (int m = 0; m < choice.length; m++) {
            if (movers.get(m).axis() != null) {
                states[m] = tuned(m, states);
            }
        }
        return states;
    }

    private State tuned(int m, State[] states) {
        HydrogenMover mover = movers.get(m);
        List<Posed> others = partners.get(m).stream()
                .map(other -> new Posed(movers.get(other), states[other]))
                .toList();
        State best = states[m];
        double highest = HydrogenScore.total(score.fields(mover, best, others));
        for (double step : TUNING) {
            State start = best;
            for (int i = -TUNING_STEPS; i <= TUNING_STEPS; i++) {
                if (i != 0) {
                    State turned = start.turned(mover.axis(), i * step, start.preference());
                    double here = HydrogenScore.total(score.fields(mover, turned, others));
                    if (here > highest) {
                        highest = here;
                        best = turned;
                    }
                }
            }
        }
        return best;
    }

    private List<ResidueId> apply(State[] states) {
        List<ResidueId> flipped = new ArrayList<>();
        for (int m = 0; m < states.length; m++) {
            HydrogenMover mover = movers.get(m);
            for (int i = 0; i < mover.atoms().length; i++) {
                Atom atom = atoms.atoms.get(mover.atoms()[i]);
                Vector3d position = states[m].positions()[i];
                if (position == null) {
                    List<Atom> rest = new ArrayList<>(atom.getGroup().getAtoms());
                    rest.remove(atom);
                    atom.getGroup().setAtoms(rest);
                } else {
                    atom.setX(position.x);
                    atom.setY(position.y);
                    atom.setZ(position.z);
                }
            }
            if (states[m].flipped()) {
                flipped.add(ResidueId.of(atoms.atoms.get(mover.atoms()[0]).getGroup()));
            }
        }
        return flipped;
    }
}
