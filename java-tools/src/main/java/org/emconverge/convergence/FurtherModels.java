package org.emconverge.convergence;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.biojava.nbio.structure.Structure;
import org.emconverge.Counted;
import org.emconverge.Json;
import org.emconverge.conformations.SetReport;
import org.emconverge.entry.EntryFile;
import org.emconverge.entry.EntryFolder;
import org.emconverge.structure.ModelFile;

/**
 * Models that were led into density which the compared ones leave over. They were made to differ, and so they count
 * only where conformations are looked for.
 *
 * @param structures by name, as they were refined
 * @param places where they were led
 * @param notes on these, for the reader
 */
record FurtherModels(Map<String, Structure> structures, List<SetReport.Place> places, List<String> notes) {
    /**
     * The content of second_states.json.
     *
     * @param places where models were made, the most density first
     * @param placesLeftOut those beyond the most that are tried
     * @param notOfChain those beside a chain that has all of its density where it is
     */
    record Found(List<Place> places, int placesLeftOut, int notOfChain) {}

    /**
     * Density that is left over beside a chain.
     *
     * @param first residue near it, with insertion code, as the last
     * @param density how much there is, in that of a typical atom
     * @param built attempts that reached it
     * @param annealed models that were begun from these
     * @param models that stayed there
     */
    record Place(
            String chain, String first, String last, double density, int built, int annealed, List<String> models) {
        String residues() {
            return "chain " + chain + ", residues " + first + " to " + last;
        }
    }

    /** @param asked whether such models were to be made */
    static FurtherModels read(EntryFolder entry, Engines engines, boolean asked) {
        Path file = entry.find(EntryFile.SECOND_STATES).orElse(null);
        if (file == null) {
            return new FurtherModels(Map.of(), List.of(), asked ? List.of(missing(engines)) : List.of());
        }
        Found found = Json.read(file, Found.class);
        Map<String, Structure> structures = new LinkedHashMap<>();
        ModelFile.byName(entry.all(EntryFile.SECOND_MODEL))
                .forEach((name, path) -> structures.put(name, ModelFile.read(path)));
        List<SetReport.Place> places = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        for (Place place : found.places) {
            int refined =
                    (int) place.models.stream().filter(structures::containsKey).count();
            places.add(new SetReport.Place(
                    place.chain, place.first, place.last, place.density, place.annealed, place.models.size(), refined));
            notes.add("Beside " + place.residues() + ", the models leave density over. " + told(place, refined));
        }
        if (found.placesLeftOut > 0) {
            notes.add("At " + found.placesLeftOut + " more such places, with less density, nothing was tried.");
        }
        if (found.notOfChain > 0) {
            notes.add("Density is also left over beside residues that have all of their own ("
                    + Counted.of(found.notOfChain, "place", "places")
                    + "): most likely it is of something that the model lacks, and nothing was tried there.");
        }
        return new FurtherModels(structures, places, notes);
    }

    private static String told(Place place, int refined) {
        if (place.annealed == 0) {
            return "The chain could not be led into it: it may be of something else.";
        }
        String stayed = "Of " + place.annealed + " further models that were led into it, " + place.models.size()
                + " stayed there after annealing";
        return stayed
                + (refined < place.models.size() ? ", of which " + refined + " could be refined." : ".")
                + (refined > 0 ? " They count only where conformations are looked for." : "");
    }

    private static String missing(Engines engines) {
        return "openmm".equals(engines.sampler()) && "servalcat".equals(engines.refiner())
                ? "Density that the models leave over was not looked at, because its task failed: the run's trace says"
                        + " why. Begin the run again with -resume."
                : "Density that the models leave over was not looked at for second conformations: this takes OpenMM and"
                        + " Servalcat.";
    }
}
