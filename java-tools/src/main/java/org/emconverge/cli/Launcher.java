package org.emconverge.cli;

import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * What may be typed behind {@code emconverge}, for the completion of shells; the launcher is {@code bin/emconverge}.
 */
final class Launcher {
    static final String NAME = "emconverge";

    private Launcher() {}

    /** The launcher's commands: those that emtools has are its own, the others are described here. */
    static CommandLine commandLine() {
        Map<String, CommandLine> tools = Emtools.commandLine().getSubcommands();
        CommandLine launcher = new CommandLine(CommandSpec.create().name(NAME));
        for (LauncherCommand command : LauncherCommand.all()) {
            CommandSpec own = own(command.name());
            CommandLine added = own == null ? tools.get(command.name()) : new CommandLine(own);
            added.getCommandSpec().usageMessage().header(command.description());
            launcher.addSubcommand(command.name(), added);
        }
        return launcher;
    }

    private static CommandSpec own(String name) {
        return switch (name) {
            case "run", "series", "demo" -> RunParameters.command();
            case "doctor" ->
                CommandSpec.create()
                        .addOption(OptionSpec.builder("--install")
                                .description("Set up what is missing.")
                                .build())
                        .addOption(OptionSpec.builder("--engine")
                                .type(String.class)
                                .completionCandidates(List.of("rosetta", "phenix"))
                                .description("Look for a licensed engine of your own.")
                                .build());
            case "test" -> taking(List.of("lint", "unit", "engines", "browser", "pipeline"));
            case "completion" -> taking(CompletionCommand.SHELLS);
            case "help" ->
                taking(LauncherCommand.all().stream().map(LauncherCommand::name).toList());
            case "version" -> CommandSpec.create();
            default -> null;
        };
    }

    private static CommandSpec taking(List<String> words) {
        return CommandSpec.create()
                .addPositional(PositionalParamSpec.builder()
                        .index("0")
                        .type(String.class)
                        .completionCandidates(words)
                        .build());
    }
}
