package org.emconverge.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.emconverge.ParameterSchema;
import org.emconverge.ParameterSchema.Parameter;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The options of {@code emconverge run}: its parameters as {@link ParameterSchema} has them, and those of Nextflow that
 * users need. Nextflow itself reads them; here they are listed, for the help and for the completion of shells.
 */
final class RunParameters {
    private static final String NEXTFLOW = "Nextflow's own, with one dash";
    /** As nextflow.config has them. */
    static final List<String> PROFILES =
            List.of("local", "test", "docker", "podman", "apptainer", "gpu", "slurm", "awsbatch", "k8s");

    /** As the launcher takes them. */
    private static final String LAUNCHER = "On the screen";

    private static final List<String> PROGRESS = List.of("auto", "plain", "json", "none");

    private RunParameters() {}

    /** An option, and the heading under which it is listed. */
    private record Listed(String heading, OptionSpec option) {}

    private static List<Listed> options() {
        List<Listed> options = new ArrayList<>();
        for (ParameterSchema.Group group : ParameterSchema.groups()) {
            group.parameters().forEach(parameter -> options.add(new Listed(group.title(), option(parameter))));
        }
        options.add(new Listed(
                LAUNCHER,
                value("--progress", String.join("|", PROGRESS), "How the run tells how far it is [auto].")
                        .completionCandidates(PROGRESS)
                        .type(String.class)
                        .build()));
        List.of(
                        flag("-resume", "Go on where the last run in this folder stopped."),
                        value(
                                        "-profile",
                                        "NAME",
                                        "Where tasks run, with commas between: " + String.join(", ", PROFILES) + ".")
                                .completionCandidates(PROFILES)
                                .type(String.class)
                                .build(),
                        value("-work-dir", "DIR", "Scratch folder [work].").build(),
                        value("-c", "FILE", "Settings of a site, added to those of emconverge.")
                                .build(),
                        value("-params-file", "FILE", "Parameters from a YAML or JSON file.")
                                .build(),
                        value("-with-trace", "FILE", "Where the record of the tasks goes.")
                                .build(),
                        flag("-stub-run", "Run every step as a stub, to see what would run."),
                        flag("-preview", "Check the parameters and the samplesheet; run nothing."))
                .forEach(option -> options.add(new Listed(NEXTFLOW, option)));
        return options;
    }

    /** A command that takes them. */
    static CommandSpec command() {
        return taking(options());
    }

    private static CommandSpec taking(List<Listed> options) {
        CommandSpec command = CommandSpec.create();
        command.parser().separator(" "); // Nextflow's own options have no '='
        command.usageMessage().sortOptions(false);
        options.forEach(listed -> command.addOption(listed.option()));
        return command;
    }

    /** The list of them under their headings, as the help prints it. */
    static String help(Help.Ansi ansi) {
        List<Listed> options = options();
        Map<String, String> headings = options.stream()
                .collect(Collectors.toMap(listed -> listed.option().longestName(), Listed::heading));
        Help help = new Help(taking(options), Help.defaultColorScheme(ansi));
        return HelpLayout.optionList(option -> headings.get(option.longestName()))
                .render(help);
    }

    private static OptionSpec option(Parameter parameter) {
        String standard = parameter.hasDefault() && !parameter.type().equals("boolean")
                ? " [" + parameter.defaultValue() + "]"
                : "";
        OptionSpec.Builder option = OptionSpec.builder("--" + parameter.name())
                .description((parameter.description() + standard).replace("%", "%%"));
        if (parameter.type().equals("boolean")) {
            return option.type(boolean.class).arity("0").build();
        }
        if (!parameter.choices().isEmpty()) {
            return option.type(String.class)
                    .completionCandidates(parameter.choices())
                    .paramLabel(String.join("|", parameter.choices()))
                    .build();
        }
        if (parameter.format().endsWith("path")) {
            String label = parameter.format().equals("directory-path") ? "DIR" : "FILE";
            return option.type(Path.class).paramLabel(label).build();
        }
        return option.type(String.class)
                .paramLabel(parameter.type().equals("string") ? "TEXT" : "N")
                .build();
    }

    private static OptionSpec flag(String name, String description) {
        return OptionSpec.builder(name)
                .type(boolean.class)
                .arity("0")
                .description(description)
                .build();
    }

    private static OptionSpec.Builder value(String name, String label, String description) {
        return OptionSpec.builder(name).type(Path.class).paramLabel(label).description(description);
    }
}
