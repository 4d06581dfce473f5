package org.emconverge.structure;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.vecmath.Matrix4d;
import javax.vecmath.Point3d;
import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.Chain;
import org.biojava.nbio.structure.Group;
import org.biojava.nbio.structure.Structure;

/**
 * The ligands of an asymmetric unit. Those that share a chain id with a polymer go where it goes. Those with an id of
 * their own, such as glycans and, in many files, ions, belong to the polymer that is nearest to them: of symmetric
 * copies that is the unit's exactly once.
 *
 * @param unit the asymmetric unit
 * @param chains author ids of its chains: the polymers', then those of ligands
 * @param onAxis labels of the ligands that lie on an axis, upon their own images, and are left out
 */
public record UnitLigands(Structure unit, List<String> chains, List<String> onAxis) {
    /** Å: atoms of two residues that are nearer are of one molecule, such as the sugars of a glycan. */
    private static final double MOLECULE = 2.2;
    /** Å: an atom that is nearer to the image of its own residue lies upon it. */
    private static final double UPON = 1.5;

    /**
     * @param polymers author ids of the asymmetric unit's polymers
     * @param symmetry under which they are the unit
     */
    public static UnitLigands of(Structure structure, Collection<String> polymers, Symmetry symmetry) {
        Set<String> traced =
                ChainTrace.of(structure).stream().map(ChainTrace::chain).collect(Collectors.toSet());
        Set<Group> kept = nearest(structure, polymers, traced);
        List<String> onAxis = new ArrayList<>();
        Set<String> chains = new LinkedHashSet<>(polymers);
        Structure unit = EnsembleFile.join(List.of(structure));
        List<Chain> left = new ArrayList<>();
        for (Chain chain : structure.getModel(0)) {
            boolean polymer = polymers.contains(chain.getName());
            List<Group> groups = new ArrayList<>();
            for (Group group : chain.getAtomGroups()) {
                if (!polymer && !kept.contains(group)) {
                    continue;
                }
                if (group.isHetAtomInFile() && liesOnAxis(group, symmetry)) {
                    onAxis.add(ResidueId.of(group) + " " + group.getPDBName());
                } else {
                    groups.add(group);
                }
            }
            if (!groups.isEmpty()) {
                chains.add(chain.getName());
                left.add(groups.size() == chain.getAtomGroups().size() ? chain : with(chain, groups));
            }
        }
        unit.setModel(0, left);
        return new UnitLigands(unit, List.copyOf(chains), List.copyOf(onAxis));
    }

    /** The residues of chains without a polymer whose molecules are nearest to a polymer of the unit. */
    private static Set<Group> nearest(Structure structure, Collection<String> polymers, Set<String> traced) {
        Map<String, List<Point3d>> places = new LinkedHashMap<>();
        Map<String, List<Group>> others = new LinkedHashMap<>();
        for (Chain chain : structure.getModel(0)) {
            for (Group group : chain.getAtomGroups()) {
                if (!traced.contains(chain.getName())) {
                    others.computeIfAbsent(chain.getName(), name -> new ArrayList<>())
                            .add(group);
                } else if (!group.isHetAtomInFile()) {
                    places.computeIfAbsent(chain.getName(), name -> new ArrayList<>())
                            .addAll(placesOf(group));
                }
            }
        }
        Set<Group> kept = new HashSet<>();
        for (List<Group> sameName : others.values()) {
            for (List<Group> molecule : molecules(sameName)) {
                if (polymers.contains(nearestChain(molecule, places))) {
                    kept.addAll(molecule);
                }
            }
        }
        return kept;
    }

    /** The id of the chain with the atom that is nearest to one of a molecule; the first of those as near to 0.01 Å. */
    private static String nearestChain(List<Group> molecule, Map<String, List<Point3d>> chains) {
        List<Point3d> own =
                molecule.stream().flatMap(group -> placesOf(group).stream()).toList();
        String nearest = null;
        double best = Double.POSITIVE_INFINITY;
        for (Map.Entry<String, List<Point3d>> chain : chains.entrySet()) {
            double distance = Math.sqrt(leastSquare(own, chain.getValue()));
            if (distance < best - 0.01) {
                best = distance;
                nearest = chain.getKey();
            }
        }
        return nearest;
    }

    /** Residues that are bonded to each other, by distance. */
    private static List<List<Group>> molecules(List<Group> groups) {
        Map<Group, List<Point3d>> places = new HashMap<>();
        groups.forEach(group -> places.put(group, placesOf(group)));
        List<Group> left = new ArrayList<>(groups);
        List<List<Group>> molecules = new ArrayList<>();
        while (!left.isEmpty()) {
            List<Group> molecule = new ArrayList<>(List.of(left.remove(0)));
            for (int i = 0; i < molecule.size(); i++) {
                List<Point3d> own = places.get(molecule.get(i));
                List<Group> bonded = left.stream()
                        .filter(other -> leastSquare(own, places.get(other)) < MOLECULE * MOLECULE)
                        .toList();
                molecule.addAll(bonded);
                left.removeAll(bonded);
            }
            molecules.add(molecule);
        }
        return molecules;
    }

    private static boolean liesOnAxis(Group group, Symmetry symmetry) {
        List<Point3d> places = placesOf(group);
        for (Matrix4d operator : symmetry.mates()) {
            List<Point3d> images =
                    places.stream().map(place -> Mates.moved(place, operator)).toList();
            if (leastSquare(places, images) < UPON * UPON) {
                return true;
            }
        }
        return false;
    }

    private static double leastSquare(List<Point3d> some, List<Point3d> others) {
        return some.stream()
                .mapToDouble(one ->
                        others.stream().mapToDouble(one::distanceSquared).min().orElse(Double.POSITIVE_INFINITY))
                .min()
                .orElse(Double.POSITIVE_INFINITY);
    }

    private static List<Point3d> placesOf(Group group) {
        return group.getAtoms().stream().map(Atom::getCoords).map(Point3d::new).toList();
    }

    private static Chain with(Chain chain, List<Group> groups) {
        Chain part = ModelCopy.of(chain);
        part.setAtomGroups(new ArrayList<>(groups));
        return part;
    }
}
