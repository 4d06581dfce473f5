package org.emconverge.structure;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import javax.vecmath.Matrix4d;
import javax.vecmath.Point3d;
import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.Calc;
import org.biojava.nbio.structure.Chain;
import org.biojava.nbio.structure.Structure;

/** The chains of an asymmetric unit, and what symmetry makes of them. */
public final class Mates {
    private Mates() {}

    /** The first model with the chains of these author ids alone; chains are shared, not copied. */
    public static Structure restricted(Structure structure, Collection<String> chains) {
        Structure unit = EnsembleFile.join(List.of(structure));
        unit.setModel(
                0,
                structure.getModel(0).stream()
                        .filter(chain -> chains.contains(chain.getName()))
                        .toList());
        return unit;
    }

    /**
     * A copy of a chain elsewhere.
     *
     * @param name its author id
     */
    public static Chain moved(Chain chain, Matrix4d operator, String name, String id) {
        Chain moved = ModelCopy.of(chain);
        Calc.transform(moved, operator);
        moved.setName(name);
        moved.setId(id);
        moved.getAtomGroups().forEach(group -> group.getResidueNumber().setChainName(name));
        return moved;
    }

    /**
     * The asymmetric unit with some of its mates, which get ids of their own: {@code A2, B2, A3 …}.
     *
     * @param operators their indices
     */
    public static Structure surrounded(Structure unit, Symmetry symmetry, List<Integer> operators) {
        Structure surrounded = EnsembleFile.join(List.of(unit));
        for (int k : operators) {
            for (Chain chain : unit.getModel(0)) {
                String name = chain.getName() + "-" + (k + 1);
                surrounded.addChain(moved(chain, symmetry.operators().get(k), name, chain.getId() + "-" + (k + 1)));
            }
        }
        return surrounded;
    }

    /**
     * The operators, by index, that bring some atom of a model within a distance (Å) of another of its atoms; the
     * identity aside.
     */
    public static List<Integer> near(Structure unit, Symmetry symmetry, double distance) {
        List<Point3d> places = new ArrayList<>();
        unit.getModel(0)
                .forEach(chain -> chain.getAtomGroups().forEach(group -> {
                    for (Atom atom : group.getAtoms()) {
                        places.add(new Point3d(atom.getCoords()));
                    }
                }));
        Point3d middle = new Point3d();
        places.forEach(middle::add);
        middle.scale(1.0 / places.size());
        double radius = places.stream().mapToDouble(middle::distance).max().orElse(0);
        Surroundings unitAtoms = new Surroundings(places, distance);
        return IntStream.range(1, symmetry.operators().size())
                .filter(k -> {
                    Matrix4d operator = symmetry.operators().get(k);
                    return moved(middle, operator).distance(middle) < 2 * radius + distance
                            && places.stream().anyMatch(place -> unitAtoms.hold(moved(place, operator)));
                })
                .boxed()
                .toList();
    }

    static Point3d moved(Point3d place, Matrix4d operator) {
        Point3d moved = new Point3d();
        operator.transform(place, moved);
        return moved;
    }
}
