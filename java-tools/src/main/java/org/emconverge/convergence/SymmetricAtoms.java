package org.emconverge.convergence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.vecmath.Point3d;
import org.biojava.nbio.structure.Element;
import org.emconverge.structure.BondGraph;
import org.jgrapht.Graph;
import org.jgrapht.GraphMapping;
import org.jgrapht.Graphs;
import org.jgrapht.alg.isomorphism.VF2GraphIsomorphismInspector;
import org.jgrapht.graph.AsSubgraph;
import org.jgrapht.graph.DefaultEdge;

/**
 * The atoms of a residue whose names may be exchanged without changing what the map shows, such as the oxygens of a
 * phosphate or the two sides of a phenyl ring: the automorphisms of its graph of heavy atoms and bonds, atoms of one
 * element being alike.
 *
 * <p>Atoms with one bond are exchanged by themselves, in the best way wherever the rest lies, so that ten CF₂ groups
 * are not a thousand automorphisms. Those of the rest are enumerated (VF2: Cordella, Foggia, Sansone &amp; Vento 2004,
 * IEEE Trans. Pattern Anal. Mach. Intell. 26, 1367), up to {@link #MOST_MAPPINGS}.
 */
final class SymmetricAtoms {
    /** As many automorphisms are tried; buckminsterfullerene has 120. */
    static final int MOST_MAPPINGS = 5000;
    /** Larger graphs are not searched, atoms. */
    private static final int MOST_ATOMS = 400;
    /** More like atoms on one centre are left with their names: no chemistry has them. */
    private static final int MOST_LEAVES = 7;

    private final String name;
    /** The atoms with several bonds, and those of a molecule that has none. */
    private final List<String> core = new ArrayList<>();
    /** Of each of them its atoms with one bond, by element. */
    private final List<Map<Element, List<String>>> leaves = new ArrayList<>();
    /** For each automorphism, the number of the atom that stands in the place of each. The first is the identity. */
    private final List<int[]> mappings = new ArrayList<>();

    private final int atoms;
    private boolean cutShort;

    private SymmetricAtoms(String name, BondGraph graph) {
        this.name = name;
        atoms = graph.size();
        boolean usable = graph.size() > 0 && graph.isConnected(); // loose atoms would be exchanged with each other
        for (String atom : graph.elements().keySet()) {
            if (!usable || !isLeaf(atom, graph.bonds())) {
                core.add(atom);
                leaves.add(new TreeMap<>());
            }
        }
        for (String atom : graph.elements().keySet()) {
            if (!core.contains(atom)) {
                String centre = Graphs.neighborListOf(graph.bonds(), atom).get(0);
                leaves.get(core.indexOf(centre))
                        .computeIfAbsent(graph.elements().get(atom), element -> new ArrayList<>())
                        .add(atom);
            }
        }
        int[] identity = new int[core.size()];
        Arrays.setAll(identity, i -> i);
        mappings.add(identity);
        if (usable) {
            enumerate(graph);
        }
    }

    /** Of a residue in all its models, of one name; the atoms are those of the first. */
    static SymmetricAtoms of(List<ResidueAtoms> models) {
        ResidueAtoms first = models.get(0);
        return new SymmetricAtoms(
                first.name(),
                BondGraph.of(
                        first.elements(),
                        models.stream().map(SymmetricAtoms::places).toList()));
    }

    private static Map<String, Point3d> places(ResidueAtoms residue) {
        Map<String, Point3d> places = new HashMap<>();
        residue.atoms().forEach((atom, at) -> places.put(atom, new Point3d(at.x(), at.y(), at.z())));
        return places;
    }

    private static boolean isLeaf(String atom, Graph<String, DefaultEdge> bonds) {
        return bonds.degreeOf(atom) == 1
                && bonds.degreeOf(Graphs.neighborListOf(bonds, atom).get(0)) > 1;
    }

    private void enumerate(BondGraph graph) {
        if (core.size() > MOST_ATOMS) {
            cutShort = true;
            return;
        }
        Map<String, Integer> classes = classes(graph);
        if (classes.values().stream().distinct().count() == core.size()) {
            return; // every atom is one of its own
        }
        Graph<String, DefaultEdge> bonds = new AsSubgraph<>(graph.bonds(), new LinkedHashSet<>(core));
        Iterator<GraphMapping<String, DefaultEdge>> found = new VF2GraphIsomorphismInspector<>(
                        bonds, bonds, Comparator.comparing(classes::get), null) // of bonds, which are all alike
                .getMappings();
        Map<String, Integer> numbers = new HashMap<>();
        core.forEach(atom -> numbers.put(atom, numbers.size()));
        while (found.hasNext()) {
            if (mappings.size() > MOST_MAPPINGS) {
                cutShort = true;
                return;
            }
            GraphMapping<String, DefaultEdge> mapping = found.next();
            mappings.add(core.stream()
                    .mapToInt(atom -> numbers.get(mapping.getVertexCorrespondence(atom, true)))
                    .toArray());
        }
    }

    /**
     * Classes of atoms that no automorphism exchanges with each other: by element and atoms with one bond, then by the
     * classes of the neighbours, until nothing is told apart any more (Morgan 1965, J. Chem. Doc. 5, 107).
     */
    private Map<String, Integer> classes(BondGraph graph) {
        Map<String, String> words = new HashMap<>();
        for (int i = 0; i < core.size(); i++) {
            String ends = leaves.get(i).entrySet().stream()
                    .map(entry -> entry.getKey() + "" + entry.getValue().size())
                    .collect(Collectors.joining(" "));
            words.put(core.get(i), graph.elements().get(core.get(i)) + " " + ends);
        }
        Map<String, Integer> classes = numbered(words);
        for (long count = 0; classes.values().stream().distinct().count() > count; ) {
            count = classes.values().stream().distinct().count();
            for (String atom : core) {
                String around = Graphs.neighborListOf(graph.bonds(), atom).stream()
                        .filter(classes::containsKey)
                        .map(classes::get)
                        .sorted()
                        .map(String::valueOf)
                        .collect(Collectors.joining(" "));
                words.put(atom, classes.get(atom) + ": " + around);
            }
            classes = numbered(words);
        }
        return classes;
    }

    private static Map<String, Integer> numbered(Map<String, String> words) {
        List<String> sorted = words.values().stream().distinct().sorted().toList();
        Map<String, Integer> numbers = new HashMap<>();
        words.forEach((atom, word) -> numbers.put(atom, Collections.binarySearch(sorted, word)));
        return numbers;
    }

    /** Whether there may be automorphisms that are not tried. */
    boolean isCutShort() {
        return cutShort;
    }

    /**
     * Mean squared deviation of the atoms both residues have, Å²: the least over the ways to name them. NaN when they
     * share no atom. Atoms are exchanged only when both residues have all of them.
     */
    double meanSquaredDeviation(ResidueAtoms a, ResidueAtoms b) {
        if (!isWhole(a) || !isWhole(b)) {
            return SymmetricSideChains.meanSquaredDeviation(a, b);
        }
        double[][] costs = new double[core.size()][core.size()];
        for (double[] row : costs) {
            Arrays.fill(row, Double.NaN);
        }
        double least = Double.POSITIVE_INFINITY;
        for (int[] mapping : mappings) {
            double sum = 0;
            for (int i = 0; i < mapping.length && sum < least; i++) {
                if (Double.isNaN(costs[i][mapping[i]])) {
                    costs[i][mapping[i]] = cost(a, i, b, mapping[i]);
                }
                sum += costs[i][mapping[i]];
            }
            least = Math.min(least, sum);
        }
        return least / atoms;
    }

    private boolean isWhole(ResidueAtoms residue) {
        return residue.name().equals(name)
                && residue.atoms().size() == atoms
                && residue.atoms().keySet().containsAll(core)
                && leaves.stream()
                        .flatMap(ends -> ends.values().stream())
                        .allMatch(residue.atoms().keySet()::containsAll);
    }

    /** The squared distances, Å², of an atom and its atoms with one bond from those that stand in their places. */
    private double cost(ResidueAtoms a, int i, ResidueAtoms b, int j) {
        double sum = a.atoms().get(core.get(i)).distance2(b.atoms().get(core.get(j)));
        for (Map.Entry<Element, List<String>> entry : leaves.get(i).entrySet()) {
            List<HeavyAtom> from = entry.getValue().stream().map(a.atoms()::get).toList();
            List<HeavyAtom> to = leaves.get(j).get(entry.getKey()).stream()
                    .map(b.atoms()::get)
                    .toList();
            sum += from.size() > MOST_LEAVES ? assigned(from, to) : best(from, to, 0, 0);
        }
        return sum;
    }

    private static double assigned(List<HeavyAtom> from, List<HeavyAtom> to) {
        double sum = 0;
        for (int i = 0; i < from.size(); i++) {
            sum += from.get(i).distance2(to.get(i));
        }
        return sum;
    }

    /** The least sum of squared distances over the ways to pair the atoms from number {@code at} on. */
    private static double best(List<HeavyAtom> from, List<HeavyAtom> to, int at, int taken) {
        if (at == from.size()) {
            return 0;
        }
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < to.size(); i++) {
            if ((taken & 1 << i) == 0) {
                least = Math.min(least, from.get(at).distance2(to.get(i)) + best(from, to, at + 1, taken | 1 << i));
            }
        }
        return least;
    }
}
