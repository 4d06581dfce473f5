package org.emconverge.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "parameters",
        mixinStandardHelpOptions = true,
        header = "List the parameters of 'emconverge run'",
        description = "What 'emconverge run --help' lists: parameters with their defaults, and options of Nextflow.")
final class ParametersCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine()
                .getOut()
                .print(RunParameters.help(spec.commandLine().getColorScheme().ansi()));
        spec.commandLine().getOut().flush();
        return 0;
    }
}
