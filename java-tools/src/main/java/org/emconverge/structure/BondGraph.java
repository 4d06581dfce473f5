package org.emconverge.structure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.vecmath.Point3d;
import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.Element;
import org.biojava.nbio.structure.Group;
import org.jgrapht.Graph;
import org.jgrapht.alg.connectivity.ConnectivityInspector;
import org.jgrapht.alg.cycle.PatonCycleBase;
import org.jgrapht.graph.DefaultEdge;
import org.jgrapht.graph.SimpleGraph;

/**
 * The covalent bonds among the heavy atoms of one residue, told by their distances: atoms nearer than the sum of their
 * covalent radii and {@link #TOLERANCE} are bonded, as the Cambridge Structural Database has it. No dictionary is
 * needed, so that a component nobody knows has its bonds too.
 *
 * @param elements by atom name, in the order of the file
 * @param bonds between atom names
 */
public record BondGraph(Map<String, Element> elements, Graph<String, DefaultEdge> bonds) {
    /** How much longer than the sum of the covalent radii a bond may be, Å. */
    private static final double TOLERANCE = 0.4;
    /**
     * The names of the atoms of a sugar's ring, as the Chemical Component Dictionary has them, in the order of IUPAC:
     * the oxygen, the anomeric carbon, and on.
     */
    private static final List<List<String>> SUGAR_RINGS = List.of(
            List.of("O5", "C1", "C2", "C3", "C4", "C5"), // aldopyranoses
            List.of("O4", "C1", "C2", "C3", "C4"), // aldofuranoses
            List.of("O6", "C2", "C3", "C4", "C5", "C6"), // ketopyranoses and sialic acids
            List.of("O5", "C2", "C3", "C4", "C5")); // ketofuranoses

    /** Of the first conformer of a residue. */
    public static BondGraph of(Group residue) {
        Map<String, Element> elements = new LinkedHashMap<>();
        Map<String, Point3d> places = new LinkedHashMap<>();
        for (Atom atom : residue.getAtoms()) {
            if (!Elements.isHydrogen(atom)) {
                elements.putIfAbsent(atom.getName(), atom.getElement());
                places.putIfAbsent(atom.getName(), atom.getCoordsAsPoint3d());
            }
        }
        return of(elements, List.of(places));
    }

    /**
     * Of a residue that several models have: what most of them have bonded is, so that one distorted model does not
     * count.
     *
     * @param elements by atom name
     * @param models positions by atom name, Å; atoms may be missing
     */
    public static BondGraph of(Map<String, Element> elements, List<Map<String, Point3d>> models) {
        Graph<String, DefaultEdge> graph = new SimpleGraph<>(DefaultEdge.class);
        List<String> names = new ArrayList<>(elements.keySet());
        names.forEach(graph::addVertex);
        for (int i = 0; i < names.size(); i++) {
            for (int j = 0; j < i; j++) {
                String a = names.get(i);
                String b = names.get(j);
                double longest = radius(elements.get(a)) + radius(elements.get(b)) + TOLERANCE;
                int balance = 0;
                for (Map<String, Point3d> places : models) {
                    if (places.containsKey(a) && places.containsKey(b)) {
                        balance += places.get(a).distance(places.get(b)) <= longest ? 1 : -1;
                    }
                }
                if (balance > 0) {
                    graph.addEdge(b, a);
                }
            }
        }
        return new BondGraph(elements, graph);
    }

    /** Covalent radius, Å; of an element that is not known that of carbon. */
    private static double radius(Element element) {
        boolean known = element != null && element != Element.R && element.getCovalentRadius() > 0;
        return (known ? element : Element.C).getCovalentRadius();
    }

    /** Number of heavy atoms. */
    public int size() {
        return elements.size();
    }

    /** Whether every atom is bonded to every other, directly or over others. */
    public boolean isConnected() {
        return new ConnectivityInspector<>(bonds).isConnected();
    }

    /**
     * The names of the atoms of a monosaccharide's ring: its oxygen, the anomeric carbon, and on; empty where the
     * residue is not one sugar ring with what hangs on it, or has another ring.
     */
    public Optional<List<String>> sugarRing() {
        if (bonds.edgeSet().size() != size() || !isConnected()) {
            return Optional.empty();
        }
        Set<String> ring = new PatonCycleBase<>(bonds)
                .getCycleBasis().getCycles().iterator().next().stream()
                        .flatMap(edge -> Stream.of(bonds.getEdgeSource(edge), bonds.getEdgeTarget(edge)))
                        .collect(Collectors.toSet());
        return SUGAR_RINGS.stream()
                .filter(names -> ring.equals(Set.copyOf(names)))
                .findFirst();
    }
}
