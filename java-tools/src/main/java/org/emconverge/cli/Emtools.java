package org.emconverge.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.emconverge.InputException;
import org.emconverge.ProgramFault;
import org.emconverge.SharedFacts;
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
            ConfidenceFeaturesCommand.class,
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
            RegisterCommand.class,
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
        System.exit(run(commandLine(), args));
    }

    /**
     * Runs a command.
     *
     * @return its exit status: 0, {@link #BAD_INPUT}, or 1 for a file that cannot be read or written and for a fault of
     *     the program
     */
    static int run(CommandLine commandLine, String... args) {
        try {
            return commandLine.execute(args);
        } catch (StackOverflowError | LinkageError | AssertionError e) { // picocli handles exceptions only
            commandLine.getErr().println(commandLine.getCommandName() + ": " + ProgramFault.sentence(e));
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    static CommandLine commandLine() {
        return new CommandLine(new Emtools())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((exception, command, parsed) -> {
                    command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + sentence(exception));
                    return exception instanceof InputException ? BAD_INPUT : CommandLine.ExitCode.SOFTWARE;
                });
    }

    private static String sentence(Exception exception) {
        if (exception instanceof InputException) {
            return exception.getMessage();
        }
        Exception cause = exception instanceof UncheckedIOException unchecked ? unchecked.getCause() : exception;
        return cause instanceof IOException
                ? cause + ": check that the file can be read or written and the disk has room."
                : ProgramFault.sentence(exception);
    }

    /** The version of emconverge, that of the file VERSION. */
    static String version() {
        return SharedFacts.version();
    }

    /** As {@code --version} prints it. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"emtools " + version()};
        }
    }
}
