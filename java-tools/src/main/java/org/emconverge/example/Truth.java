package org.emconverge.example;

import java.util.List;
import org.emconverge.density.SyntheticMaps;

/**
 * The right answer, {@code truth.json}.
 *
 * @param resolution of the well-resolved residues, Å
 * @param noise root-mean-square noise of the map, in its own units
 * @param blurred the residues whose density is blurred
 * @param bFactors the B factor of every residue in the map, Å²
 */
record Truth(String id, double resolution, double noise, List<Place> blurred, List<Blur> bFactors) {
    record Place(String chain, int resnum) {}

    record Blur(String chain, int resnum, String resname, double bIso) {}

    static Truth of(String id, List<ExampleProtein.Residue> protein, SyntheticMaps maps, double resolution) {
        return new Truth(
                id,
                resolution,
                maps.noise(),
                protein.stream()
                        .filter(ExampleProtein.Residue::blurred)
                        .map(r -> new Place(r.id().chain(), r.id().number()))
                        .toList(),
                protein.stream()
                        .map(r -> new Blur(r.id().chain(), r.id().number(), r.name(), r.bFactor()))
                        .toList());
    }
}
