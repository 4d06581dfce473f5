package org.emconverge.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.emconverge.Json;
import org.emconverge.structure.ModelFile;
import org.emconverge.structure.Preparation;
import org.emconverge.structure.Preparation.Keep;
import org.emconverge.structure.Preparation.Prepared;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "prepare-model",
        mixinStandardHelpOptions = true,
        description =
                "Strips a model to what is sampled: one conformer of its protein, standard residues, heavy atoms.")
final class PrepareModelCommand implements Callable<Integer> {
    @Option(names = "--model", required = true, description = "PDB or mmCIF file, plain or gzipped.")
    private Path model;

    @Option(names = "--out", required = true, description = "The stripped model, mmCIF.")
    private Path out;

    @Option(names = "--json", required = true, description = "What was removed or changed.")
    private Path json;

    @Option(
            names = "--keep",
            split = ",",
            description = "Kept beside protein: ${COMPLETION-CANDIDATES}; comma-separated.")
    private List<Keep> keep = List.of();

    @Override
    public Integer call() throws IOException {
        Set<Keep> kept = EnumSet.noneOf(Keep.class);
        kept.addAll(keep);
        Prepared prepared = Preparation.prepare(
                ModelFile.read(model), kept, model.getFileName().toString());
        ModelFile.writeCif(prepared.structure(), out);
        Json.write(prepared.report(), json);
        return 0;
    }
}
