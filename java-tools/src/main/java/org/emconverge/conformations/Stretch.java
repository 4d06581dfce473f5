package org.emconverge.conformations;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.emconverge.structure.ResidueId;

/**
 * Residues that follow each other and of which the models are in clusters.
 *
 * @param residues in the order of the chain
 * @param cluster of each model, from 0 on in the order of their best models; −1 of a model that lacks a residue
 * @param separation least root mean square distance of the mean positions of two clusters, Å
 * @param probability that one cloud splits as tightly
 */
record Stretch(List<ResidueId> residues, int[] cluster, double separation, double probability) {
    int clusters() {
        return 1 + Arrays.stream(cluster).max().orElse(-1);
    }

    /** Whether the first so many models are in more than one cluster. */
    boolean parts(int models) {
        return Arrays.stream(cluster, 0, models).filter(c -> c >= 0).distinct().count() > 1;
    }

    /** The models of a cluster, by number. */
    int[] members(int number) {
        return IntStream.range(0, cluster.length)
                .filter(model -> cluster[model] == number)
                .toArray();
    }
}
