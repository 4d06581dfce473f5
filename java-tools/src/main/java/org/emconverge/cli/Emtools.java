package org.emconverge.cli;

import java.io.IOException;
import org.emconverge.InputException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** {@code emtools}: the Java steps of the pipeline, each a subcommand. */
@Command(
        name = "emtools",
        description = "The Java steps of the emconverge pipeline.",
        mixinStandardHelpOptions = true,
        versionProvider = Emtools.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            AssessModelsCommand.class,
            ConvergeCommand.class,
            ExampleCommand.class,
            FetchCommand.class,
            IndexCommand.class,
            MethodsCommand.class,
            PhenixModelCommand.class,
            PhenixSetupCommand.class,
            PrepareMapCommand.class,
            PrepareModelCommand.class,
            RankCommand.class,
            ReportCommand.class,
            RosettaModelsCommand.class,
            RosettaSetupCommand.class,
            SymmetryCommand.class,
            ValidateCommand.class,
        })
public final class Emtools {
    /** Exit status for bad input: also picocli's own for a bad command line. */
    static final int BAD_INPUT = CommandLine.ExitCode.USAGE;

    private Emtools() {}

    public static void main(String[] args) {
        System.setProperty("java.awt.headless", "true");
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Emtools())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((exception, command, parsed) -> {
                    String name = command.getCommandSpec().qualifiedName();
                    if (exception instanceof InputException) {
                        command.getErr().println(name + ": " + exception.getMessage());
                        return BAD_INPUT;
                    }
                    if (exception instanceof IOException) {
                        command.getErr()
                                .println(name + ": " + exception
                                        + ": check that the file can be read or written and the disk has room.");
                        return CommandLine.ExitCode.SOFTWARE;
                    }
                    throw exception;
                });
    }

    /** The version in the jar's manifest. */
    static String version() {
        String version = Emtools.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    /** As {@code --version} prints it. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"emtools " + version()};
        }
    }
}
