package org.emconverge.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.emconverge.InputException;
import org.emconverge.ProgramFault;
import org.emconverge.SharedFacts;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** {@code emtools}: the Java steps of the pipeline, each a subcommand. */
@Command(
        name = "emtools",
        description = "The Java programs of emconverge: what users call without a run, and the steps of the pipeline.",
        mixinStandardHelpOptions = true,
        versionProvider = Emtools.Version.class,
        synopsisSubcommandLabel = "COMMAND")
public final class Emtools {
    /** Exit status for bad input: also picocli's own for a bad command line. */
    static final int BAD_INPUT = CommandLine.ExitCode.USAGE;

    /** What users call themselves, in the groups of {@code setup/commands.tsv}. */
    private static final List<Class<?>> FOR_USERS = List.of(
            SurveyCommand.class,
            WatchCommand.class,
            AssessModelsCommand.class,
            ValidateCommand.class,
            SymmetryCommand.class,
            RegisterCommand.class,
            SelectCommand.class,
            FetchCommand.class,
            ExampleCommand.class,
            ReportCommand.class,
            IndexCommand.class,
            CompareCommand.class,
            TrendCommand.class,
            SiteCommand.class,
            MethodsCommand.class);
    /** What else the pipeline calls, in its order. */
    private static final List<Class<?>> STEPS = List.of(
            PrepareModelCommand.class,
            PrepareMapCommand.class,
            RosettaSetupCommand.class,
            RosettaModelsCommand.class,
            PrecisionCommand.class,
            RankCommand.class,
            PhenixSetupCommand.class,
            PhenixModelCommand.class,
            ConvergeCommand.class,
            SeriesMapCommand.class,
            ShiftParticlesCommand.class,
            MaskContourCommand.class,
            ReconstructedMapCommand.class,
            SeriesTableCommand.class,
            MapDifferencesCommand.class,
            ConfidenceFeaturesCommand.class);
    /** What concerns the programs themselves. */
    private static final List<Class<?>> ABOUT =
            List.of(ParametersCommand.class, CompletionCommand.class, HelpCommand.class);

    private Emtools() {}

    public static void main(String[] args) {
        System.setProperty("java.awt.headless", "true");
        // bin/emconverge hands its users' commands on, and their help names the program that they typed
        String name = Objects.requireNonNullElse(System.getenv("EMTOOLS_NAME"), "emtools");
        System.exit(run(commandLine().setCommandName(name), args));
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
        CommandLine program = new CommandLine(new Emtools());
        Map<String, String> groups = new LinkedHashMap<>();
        addGroup(program, groups, null, FOR_USERS);
        addGroup(program, groups, "Steps of the pipeline, which it calls itself", STEPS);
        addGroup(program, groups, "About the programs", ABOUT);
        HelpLayout.apply(program, groups);
        return program.setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((mistake, args) -> explain(mistake))
                .setExecutionExceptionHandler((exception, command, parsed) -> {
                    command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + sentence(exception));
                    return exception instanceof InputException ? BAD_INPUT : CommandLine.ExitCode.SOFTWARE;
                });
    }

    /** Adds commands under a heading, or where there is none under those that the launcher has for them. */
    private static void addGroup(
            CommandLine program, Map<String, String> groups, String heading, List<Class<?>> commands) {
        Map<String, LauncherCommand> launcher =
                LauncherCommand.all().stream().collect(Collectors.toMap(LauncherCommand::name, command -> command));
        for (Class<?> type : commands) {
            CommandLine command = new CommandLine(type);
            LauncherCommand row = launcher.get(command.getCommandName());
            if (row != null) {
                command.getCommandSpec().usageMessage().header(row.description());
            }
            groups.put(command.getCommandName(), heading == null ? row.group() : heading);
            command.getCommandSpec().versionProvider(new Version());
            program.addSubcommand(command);
        }
    }

    /** A mistake in the command line: what it is, what was meant perhaps, and where the command is explained. */
    private static int explain(ParameterException mistake) {
        CommandLine command = mistake.getCommandLine();
        PrintWriter err = command.getErr();
        String name = command.getCommandSpec().qualifiedName();
        if (command.getParent() == null && !(mistake instanceof UnmatchedArgumentException)) {
            command.usage(err); // no command is named
            return BAD_INPUT;
        }
        err.println(name + ": " + mistake.getMessage().replaceFirst("\\.?$", "."));
        UnmatchedArgumentException.printSuggestions(mistake, err);
        err.println("'" + name + " --help' explains it, with examples.");
        return BAD_INPUT;
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
