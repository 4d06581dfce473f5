package org.emconverge.cli;

import java.util.Map;
import org.emconverge.ParameterSchema;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Gives options that are parameters of the run the default of the run, which {@link ParameterSchema} knows. */
final class ParameterDefaults implements IDefaultValueProvider {
    /** The run's name of a parameter, by the option's. */
    private static final Map<String, String> PARAMETERS = Map.of(
            "--margin", "margin",
            "--density-weight", "rosetta_weight",
            "--steps", "phenix_run",
            "--cycles", "macro_cycles");

    @Override
    public String defaultValue(ArgSpec argument) {
        String parameter = argument instanceof OptionSpec option ? PARAMETERS.get(option.longestName()) : null;
        return parameter == null ? null : ParameterSchema.of(parameter).defaultValue();
    }
}
