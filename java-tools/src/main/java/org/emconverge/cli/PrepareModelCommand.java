package org.emconverge.cli;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.emconverge.Json;
import org.emconverge.structure.ModelFile;
import org.emconverge.structure.ModelFile.LoadedModel;
import org.emconverge.structure.ModelReading;
import org.emconverge.structure.Preparation;
import org.emconverge.structure.Preparation.Keep;
import org.emconverge.structure.Preparation.Prepared;
import org.emconverge.structure.PreparationReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "prepare-model",
        header = "Strip a model to what is sampled",
        mixinStandardHelpOptions = true,
        description =
                "Strips a model to what is sampled: one conformer of its protein, standard residues, heavy atoms.")
final class PrepareModelCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

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

    @Option(
            names = "--protein-only-for",
            paramLabel = "ENGINES",
            description = "The engines for whose sake nothing else is kept; the record then says so.")
    private String proteinOnlyFor = "";

    @Override
    public Integer call() throws IOException {
        Set<Keep> kept = EnumSet.noneOf(Keep.class);
        kept.addAll(keep);
        LoadedModel loaded = ModelFile.load(model);
        String name = model.getFileName().toString();
        Prepared prepared = Preparation.prepare(loaded.structure(), kept, name);
        PreparationReport report =
                kept.isEmpty() && !proteinOnlyFor.isEmpty() ? explained(prepared.report()) : prepared.report();
        ModelFile.writeCif(prepared.structure(), out);
        Json.write(new RecordedPreparation(report, loaded.reading()), json);
        loaded.reading().notesOn(name).forEach(spec.commandLine().getErr()::println);
        report.notes().forEach(note -> spec.commandLine().getErr().println(name + ": " + note));
        return 0;
    }

    /** With the reason why ligands and nucleic acids are not there, if any were. */
    private PreparationReport explained(PreparationReport report) {
        long gone = report.removedGroups().stream()
                .filter(group -> Preparation.NOT_PROTEIN.contains(group.reason()))
                .count();
        return gone == 0
                ? report
                : report.with("Only protein is kept, because nothing else is taken here by " + proteinOnlyFor
                        + "; residues of ligands, ions and nucleic acids that are left out: "
                        + gone + ". OpenMM and Servalcat keep them.");
    }

    /** What is written: the preparation, and last the reading of the file. */
    private record RecordedPreparation(@JsonUnwrapped PreparationReport report, ModelReading reading) {}
}
