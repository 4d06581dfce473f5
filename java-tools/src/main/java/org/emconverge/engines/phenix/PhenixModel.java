package org.emconverge.engines.phenix;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.biojava.nbio.structure.Atom;
import org.biojava.nbio.structure.Chain;
import org.biojava.nbio.structure.Group;
import org.biojava.nbio.structure.Structure;
import org.emconverge.AtomicOutput;
import org.emconverge.InputException;
import org.emconverge.Json;
import org.emconverge.engines.DroppedModels;
import org.emconverge.engines.MapFrame;
import org.emconverge.engines.ProgramRun;
import org.emconverge.structure.EnsembleFile;
import org.emconverge.structure.ModelFile;
import org.emconverge.structure.ResidueId;

/**
 * What Phenix made of a model, as every refiner's: the refined model, its log and refinement.json; or a table with the
 * reason why there is none.
 */
public final class PhenixModel {
    private static final int DECIMALS = 4;
    private static final String REFINED = "_real_space_refined";

    private PhenixModel() {}

    /**
     * @param model as it went in; its file names the results
     * @param setup folder of {@link PhenixSetup}
     * @param run folder in which Phenix ran, with phenix.log, status and seconds
     * @param parameters that it was given
     * @param options that it was given beside them, or null
     * @param version of Phenix, or null
     */
    public record Inputs(
            Path model, Path setup, Path run, PhenixParameters parameters, String options, String version) {}

    /** Writes NAME.cif, NAME.log and NAME.refinement.json, or NAME.dropped.csv. */
    public static void run(Inputs inputs, Path folder) throws IOException {
        String name =
                ModelFile.byName(List.of(inputs.model())).keySet().iterator().next();
        ProgramRun run = new ProgramRun(inputs.run());
        PhenixLog log = new PhenixLog(run.text("phenix.log"));
        AtomicOutput.write(folder.resolve(name + ".log"), log.text());
        try {
            requireEnd(run.status(), log);
            Structure refined = ModelFile.read(output(inputs.run())
                    .orElseThrow(() -> new InputException(
                            log.failure().orElse("Phenix ended without a refined model; see its log"))));
            Structure model = EnsembleFile.restrictedTo(PhenixSetup.HEAVY, ModelFile.read(inputs.model()));
            double bMean = takeOver(
                    model,
                    refined,
                    Json.read(inputs.setup().resolve(PhenixParameters.PLACE), PhenixSetup.Place.class)
                            .origin());
            Json.write(refinement(name, inputs, log, run.seconds(), bMean), folder.resolve(name + ".refinement.json"));
            ModelFile.writeCif(model, folder.resolve(name + ".cif"));
        } catch (InputException lost) { // one model's failure, not the entry's: counted, with its reason
            DroppedModels.write(Map.of(name, lost.getMessage()), folder.resolve(name + ".dropped.csv"));
        }
    }

    private static void requireEnd(String status, PhenixLog log) {
        if (!status.equals("0")) {
            throw new InputException(log.failure()
                    .orElse(
                            status.isEmpty()
                                    ? "Phenix was cut off before its end"
                                    : "Phenix stopped with status " + status + " and no message; see its log"));
        }
    }

    /** Phenix numbers what it writes: the last counts, mmCIF before PDB. */
    private static Optional<Path> output(Path run) throws IOException {
        try (Stream<Path> files = Files.list(run)) {
            List<Path> found = files.filter(
                            file -> file.getFileName().toString().contains(REFINED))
                    .sorted()
                    .toList();
            return Stream.of(".cif", ".pdb")
                    .flatMap(ending ->
                            found.stream()
                                    .filter(file -> file.toString().endsWith(ending))
                                    .reduce((a, b) -> b)
                                    .stream())
                    .findFirst();
        }
    }

    /**
     * Coordinates and B factors of Phenix's atoms onto the model's, of a symmetric one those of the first copy; returns
     * the mean B, Å².
     */
    private static double takeOver(Structure model, Structure refined, double[] origin) {
        Map<String, Atom> places = new HashMap<>();
        for (Chain chain : refined.getChains()) {
            for (Group group : chain.getAtomGroups()) {
                group.getAtoms().stream()
                        .filter(PhenixSetup.HEAVY)
                        .forEach(atom -> places.put(ResidueId.of(group) + " " + atom.getName(), atom));
            }
        }
        double sum = 0;
        int atoms = 0;
        for (int i = 0; i < model.getChains().size(); i++) {
            for (Group group : model.getChains().get(i).getAtomGroups()) {
                ResidueId own = ResidueId.of(group);
                ResidueId id = new ResidueId(PhenixChains.id(i), own.number(), own.insertionCode());
                for (Atom atom : group.getAtoms()) {
                    Atom place = places.get(id + " " + atom.getName());
                    if (place == null) {
                        throw new InputException("Phenix lost the atom " + atom.getName() + " of residue " + own);
                    }
                    atom.setCoords(MapFrame.moved(place.getCoords(), origin, 1));
                    atom.setTempFactor(place.getTempFactor());
                    sum += place.getTempFactor();
                    atoms++;
                }
            }
        }
        return sum / atoms;
    }

    private static ObjectNode refinement(String name, Inputs inputs, PhenixLog log, double seconds, double bMean) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("model", name)
                .put("cycles", inputs.parameters().cycles())
                .put("run", inputs.parameters().run())
                .put("options", inputs.options());
        put(node, "cc_before", log.ccBefore());
        put(node, "cc_after", log.ccAfter());
        put(node, "b_mean", bMean);
        put(node, "seconds", seconds);
        node.put("phenix", inputs.version()).put("half_maps", false);
        node.set("geometry", log.geometryAfter());
        return node;
    }

    private static void put(ObjectNode node, String key, double value) {
        if (Double.isFinite(value)) {
            node.put(
                    key,
                    new BigDecimal(value)
                            .setScale(DECIMALS, RoundingMode.HALF_EVEN)
                            .doubleValue());
        } else {
            node.putNull(key);
        }
    }
}
