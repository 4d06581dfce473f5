package org.emconverge.conformations;

import java.util.List;

/**
 * The content of smallest_set.json.
 *
 * @param compared models that the set is taken from, further ones included
 * @param crossValidated whether half maps were there, so that what is explained is of each half map by the weights of
 *     the other
 * @param explainedByAll the part of the map's variance near the models that all of them explain together; null where no
 *     model lies in the map
 * @param leastGain what a model must add to that
 * @param models of the set, in the order in which they were added
 * @param curve of every number of models
 * @param clustersSought whether there were models enough to look for conformations
 * @param windows how many residues stood in the middle of a window that was looked at
 * @param stretches whose models are in clusters
 * @param further where models were led into density that the others leave over
 */
public record SetReport(
        int compared,
        boolean crossValidated,
        Double explainedByAll,
        double leastGain,
        List<Member> models,
        List<Point> curve,
        boolean clustersSought,
        int windows,
        List<FoundStretch> stretches,
        List<Place> further) {
    /**
     * @param first residue near the density, with insertion code, as the last
     * @param density how much there is, in that of a typical atom
     * @param annealed models that were led into it
     * @param stayed those of them that stayed there
     * @param refined those of them that could be refined, which are among the models compared
     */
    public record Place(
            String chain, String first, String last, double density, int annealed, int stayed, int refined) {}

    /**
     * A model of the set.
     *
     * @param weight in parts of the whole set
     * @param adds to the part that is explained; null of a model that is there for its conformation
     * @param because what it is there for: {@code fit} or {@code conformation}
     */
    public record Member(String model, double weight, Double adds, String because) {}

    /**
     * @param models how many
     * @param model the one that was added
     * @param explained the part of the map's variance near the models, at most 1
     * @param correlation of the map with the weighted models
     * @param error standard error of what is missing to the best number
     */
    public record Point(int models, String model, double explained, double correlation, double error) {}

    /**
     * @param residues how many
     * @param kind of {@link ConformationKind}
     * @param separation least distance of the clusters' mean positions, Å
     * @param probability that one cloud splits as tightly
     * @param correlation of the map with all of them, around the stretch; null where it lies outside the map
     */
    public record FoundStretch(
            String chain,
            int first,
            String firstIcode,
            int last,
            String lastIcode,
            int residues,
            String kind,
            double separation,
            double probability,
            Double correlation,
            List<Conformation> conformations) {}

    /**
     * A cluster of models.
     *
     * @param models best first
     * @param density how much of the density there is, in parts of what is always there; null outside the map
     * @param occupancy the same in parts of the conformations that the map shows; null of one that it does not
     * @param gain the part of the map's variance around the stretch that only it explains; null outside the map
     * @param shown whether the map shows it
     */
    public record Conformation(List<String> models, Double density, Double occupancy, Double gain, boolean shown) {}
}
