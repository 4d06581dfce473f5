package org.emconverge.engines.rosetta;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.biojava.nbio.structure.Structure;
import org.emconverge.AtomicOutput;
import org.emconverge.InputException;
import org.emconverge.Json;
import org.emconverge.ParameterSchema;
import org.emconverge.density.DensityMap;
import org.emconverge.density.MrcFile;
import org.emconverge.engines.MapFrame;
import org.emconverge.structure.ModelFile;
import org.emconverge.structure.Symmetry;

/**
 * What every trajectory of an entry is given: the model, the map, the protocol and the flags; and what is needed to
 * read its models back.
 */
public final class RosettaSetup {
    /** In the folder: the prepared model, whose names the models get back. */
    static final String PREPARED = "prepared.cif";
    /** In the folder: the settings, for the report. */
    static final String SETTINGS = "setup.json";

    private static final Pattern NEXT_OPTION = Pattern.compile("\\s+(?=-[A-Za-z])");

    private RosettaSetup() {}

    /**
     * @param model prepared, in the frame of the map
     * @param resolution of the map, Å
     * @param symmetry of the map, which the model is the asymmetric unit of
     * @param options of the user's, as on Rosetta's command line; may be empty
     * @param version of Rosetta, for the record; or null
     */
    public record Inputs(
            Path model,
            Path map,
            double resolution,
            DensityWeight weight,
            Symmetry symmetry,
            String options,
            String version) {}

    /**
     * Writes input.pdb, map.mrc, protocol.xml, flags, prepared.cif, setup.json and, where there is symmetry, its
     * definition file.
     */
    public static void run(Inputs inputs, Path folder) throws IOException {
        ParameterSchema.requireResolution(inputs.resolution());
        Structure model = ModelFile.read(inputs.model());
        RosettaModel.requireProtein(model);
        DensityMap map = MrcFile.read(inputs.map());
        int residues = RosettaModel.residues(model).size();
        RosettaProtocol protocol = new RosettaProtocol(
                inputs.resolution(),
                inputs.weight(),
                inputs.symmetry().hasMates(),
                residues,
                options(inputs.options()));
        if (protocol.symmetric()) {
            AtomicOutput.write(
                    folder.resolve(RosettaProtocol.SYMMETRY),
                    SymmetryDefinition.of(
                            MapFrame.moved(inputs.symmetry(), map.origin(), -1),
                            RosettaModel.middle(model, map.origin())));
        }
        RosettaModel.write(model, map.origin(), folder.resolve(RosettaProtocol.MODEL));
        MapFrame.writeAtZero(map, folder.resolve(RosettaProtocol.MAP));
        AtomicOutput.write(folder.resolve(RosettaProtocol.PROTOCOL), protocol.xml());
        AtomicOutput.write(folder.resolve(RosettaProtocol.FLAGS), protocol.flags());
        ModelFile.writeCif(model, folder.resolve(PREPARED));
        Json.write(settings(inputs, protocol, map), folder.resolve(SETTINGS));
    }

    private static Map<String, Object> settings(Inputs inputs, RosettaProtocol protocol, DensityMap map) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("resolution", protocol.resolution());
        settings.put("residues", protocol.residues());
        settings.put("symmetry", inputs.symmetry().name());
        settings.put("protocol", "CartesianSampler, " + (protocol.isLocal() ? "LocalRelax" : "cartesian FastRelax"));
        settings.put("density_weight", protocol.density());
        settings.put("density_weight_centroid", DensityWeight.CENTROID);
        settings.put("options", String.join(" ", protocol.options()));
        settings.put("map_origin", Arrays.stream(map.origin()).boxed().toList());
        settings.put("rosetta", inputs.version());
        settings.values().removeIf(value -> value == null || "".equals(value));
        return settings;
    }

    /** One option with its values a line. @throws InputException when the text is no list of options */
    static List<String> options(String text) {
        String given = text == null ? "" : text.strip();
        if (!given.isEmpty() && !ParameterSchema.of("rosetta_options").matches(given)) {
            throw new InputException(
                    "The options '" + given + "' are not Rosetta's: give them as on its command line, for instance"
                            + " '-default_max_cycles 100 -mute core'; letters, digits and _ . , : = / + - only.");
        }
        return given.isEmpty() ? List.of() : List.of(NEXT_OPTION.split(given));
    }
}
