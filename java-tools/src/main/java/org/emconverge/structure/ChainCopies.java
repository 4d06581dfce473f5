package org.emconverge.structure;

import java.util.List;
import java.util.stream.IntStream;
import javax.vecmath.Matrix4d;
import javax.vecmath.Point3d;
import org.biojava.nbio.structure.geometry.SuperPositions;

/** Which chain of a model comes to lie on which under an operator. */
final class ChainCopies {
    private final List<ChainTrace> traces;
    private final List<int[]>[][] pairs;

    ChainCopies(List<ChainTrace> traces) {
        this.traces = traces;
        @SuppressWarnings("unchecked")
        List<int[]>[][] table = new List[traces.size()][traces.size()];
        pairs = table;
    }

    List<ChainTrace> traces() {
        return traces;
    }

    /** The residues two chains share, as indices into either; empty when they are no copies of each other. */
    List<int[]> pairs(int from, int to) {
        if (pairs[from][to] == null) {
            pairs[from][to] = traces.get(from).pairs(traces.get(to));
        }
        return pairs[from][to];
    }

    /** How many different sequences there are. */
    int kinds() {
        return (int) IntStream.range(0, traces.size())
                .filter(i -> IntStream.range(0, i).allMatch(j -> pairs(j, i).isEmpty()))
                .count();
    }

    /** For every chain the one its image lies on, −1 where there is none. */
    int[] images(Matrix4d operator) {
        int[] images = new int[traces.size()];
        for (int from = 0; from < images.length; from++) {
            double nearest = Double.POSITIVE_INFINITY;
            images[from] = -1;
            for (int to = 0; to < images.length; to++) {
                double mean = traces.get(from).squares(traces.get(to), pairs(from, to), operator)
                        / Math.max(1, pairs(from, to).size());
                if (mean < nearest) {
                    nearest = mean;
                    images[from] = to;
                }
            }
        }
        return images;
    }

    /** The operator that best brings all chains at once onto their images, where they have one. */
    Matrix4d superposed(int[] images) {
        int number = 0;
        for (int from = 0; from < images.length; from++) {
            number += images[from] < 0 ? 0 : pairs(from, images[from]).size();
        }
        Point3d[] moved = new Point3d[number];
        Point3d[] fixed = new Point3d[number];
        int next = 0;
        for (int from = 0; from < images.length; from++) {
            for (int[] pair : images[from] < 0 ? List.<int[]>of() : pairs(from, images[from])) {
                moved[next] = traces.get(from).places().get(pair[0]);
                fixed[next++] = traces.get(images[from]).places().get(pair[1]);
            }
        }
        return SuperPositions.superpose(fixed, moved);
    }
}
