package org.emconverge.structure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.vecmath.Matrix4d;
import javax.vecmath.Point3d;
import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.Chain;
import org.biojava.nbio.structure.Element;
import org.biojava.nbio.structure.Group;
import org.biojava.nbio.structure.Structure;

/**
 * A chain as the places of its residues: Cα, or C1' of nucleotides.
 *
 * @param chain author chain id
 * @param residues in the order of the file
 * @param names residue names, likewise
 * @param places Å, likewise
 */
record ChainTrace(String chain, List<ResidueId> residues, List<String> names, List<Point3d> places) {
    /**
     * Chains are copies when at least this share of the shorter one's residues are found in the other under the same
     * name.
     */
    private static final double SAME_SHARE = 0.8;
    /** Å: a copy lies nearer to the place where an operator puts it. */
    private static final double MOST_RMSD = 3;

    /** The chains of the first model that have a trace, in the order of the file. */
    static List<ChainTrace> of(Structure structure) {
        Map<String, ChainTrace> traces = new LinkedHashMap<>();
        for (Chain chain : structure.getModel(0)) {
            for (Group group : chain.getAtomGroups()) {
                Atom atom = group.hasAtom("CA") ? group.getAtom("CA") : group.getAtom("C1'");
                if (atom != null && atom.getElement() == Element.C && !group.isWater()) {
                    ChainTrace trace = traces.computeIfAbsent(
                            chain.getName(),
                            name -> new ChainTrace(name, new ArrayList<>(), new ArrayList<>(), new ArrayList<>()));
                    trace.residues.add(ResidueId.of(group));
                    trace.names.add(group.getPDBName());
                    trace.places.add(new Point3d(atom.getCoords()));
                }
            }
        }
        return List.copyOf(traces.values());
    }

    int size() {
        return places.size();
    }

    /** The mean place, Å. */
    Point3d middle() {
        Point3d middle = new Point3d();
        places.forEach(middle::add);
        middle.scale(1.0 / size());
        return middle;
    }

    /**
     * The residues that two chains share: those of one number and name; or where the chains are numbered differently
     * but equally long and alike, those of one position. Empty when the chains are no copies of each other.
     *
     * @return pairs of indices, into this and the other
     */
    List<int[]> pairs(ChainTrace other) {
        int needed = (int) Math.max(1, Math.ceil(SAME_SHARE * Math.min(size(), other.size())));
        Map<String, Integer> byNumber = new HashMap<>();
        for (int j = 0; j < other.size(); j++) {
            byNumber.putIfAbsent(other.key(j), j);
        }
        List<int[]> pairs = new ArrayList<>();
        for (int i = 0; i < size(); i++) {
            Integer j = byNumber.get(key(i));
            if (j != null) {
                pairs.add(new int[] {i, j});
            }
        }
        if (pairs.size() < needed && size() == other.size()) {
            pairs.clear();
            for (int i = 0; i < size(); i++) {
                if (names.get(i).equals(other.names.get(i))) {
                    pairs.add(new int[] {i, i});
                }
            }
        }
        return pairs.size() < needed ? List.of() : pairs;
    }

    private String key(int i) {
        ResidueId id = residues.get(i);
        return id.number() + id.insertionCode() + ' ' + names.get(i);
    }

    /**
     * Squared distances, Å², of the shared residues between this chain, moved, and another; infinite when the other is
     * no copy there.
     */
    double squares(ChainTrace other, List<int[]> pairs, Matrix4d operator) {
        double sum = 0;
        double most = MOST_RMSD * MOST_RMSD * pairs.size();
        for (int[] pair : pairs) {
            Point3d moved = new Point3d();
            operator.transform(places.get(pair[0]), moved);
            sum += moved.distanceSquared(other.places.get(pair[1]));
            if (sum > most) {
                return Double.POSITIVE_INFINITY;
            }
        }
        return pairs.isEmpty() ? Double.POSITIVE_INFINITY : sum;
    }
}
