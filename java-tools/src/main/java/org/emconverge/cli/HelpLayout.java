package org.emconverge.cli;

import java.lang.reflect.AnnotatedElement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The layout of the help texts: commands and options under headings, examples, exit statuses. */
final class HelpLayout {
    /** Heading of the options that every command has. */
    static final String GENERAL = "Help";

    private static final String OTHERS = "Options";
    private static final int SYNOPSIS_HEADING = "Usage: ".length();
    /** As docs/usage.md has them. */
    private static final Map<String, String> EXIT_STATUSES = new LinkedHashMap<>();

    static {
        EXIT_STATUSES.put("0", "done");
        EXIT_STATUSES.put("1", "a file cannot be read or written, or a fault of the program");
        EXIT_STATUSES.put("2", "bad input or a mistake in the command line, told in one sentence");
    }

    private HelpLayout() {}

    /**
     * Gives a program and its commands this layout.
     *
     * @param groups heading of every command of the program
     */
    static void apply(CommandLine program, Map<String, String> groups) {
        program.getCommandSpec().usageMessage().commandListHeading("");
        program.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, commandList(groups));
        for (CommandLine command : program.getSubcommands().values()) {
            command.getHelpSectionMap()
                    .put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, optionList(HelpLayout::annotatedSection));
            command.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_SYNOPSIS, HelpLayout::synopsis);
            UsageMessageSpec message = command.getCommandSpec().usageMessage();
            if (!command.getCommandSpec().positionalParameters().isEmpty()) {
                message.parameterListHeading("%nArguments:%n");
            }
            message.descriptionHeading("%n")
                    .exitCodeListHeading("%nExit status:%n")
                    .exitCodeList(EXIT_STATUSES);
            if (message.footer().length > 0) {
                message.footerHeading("%n");
            }
        }
    }

    /** Options under the headings that {@code section} gives them, in the order of the first of each. */
    static IHelpSectionRenderer optionList(Function<OptionSpec, String> section) {
        return help -> {
            List<OptionSpec> shown = help.commandSpec().options().stream()
                    .filter(option -> !option.hidden())
                    .toList();
            Map<String, List<OptionSpec>> sections =
                    shown.stream().collect(Collectors.groupingBy(section, LinkedHashMap::new, Collectors.toList()));
            List<OptionSpec> general = sections.remove(GENERAL);
            if (general != null) {
                sections.put(GENERAL, general);
            }
            StringBuilder text = new StringBuilder();
            sections.forEach((heading, options) -> {
                Help.Layout layout = help.createDefaultLayout(shown, List.of(), help.colorScheme());
                layout.addOptions(options, help.createDefaultParamLabelRenderer());
                text.append(String.format("%n%s%n%s", help.colorScheme().text("@|bold " + heading + ":|@"), layout));
            });
            return text.toString();
        };
    }

    /** What a command cannot do without; the list below it has the rest. */
    private static String synopsis(Help help) {
        CommandSpec command = help.commandSpec();
        String required = command.options().stream()
                .filter(OptionSpec::required)
                .map(option -> option.longestName() + "=" + label(option) + " ")
                .collect(Collectors.joining());
        String positional = command.positionalParameters().stream()
                .map(parameter -> " " + label(parameter))
                .collect(Collectors.joining());
        String called = command.qualifiedName();
        Help.TextTable table = Help.TextTable.forColumns(
                help.colorScheme(),
                new Help.Column(called.length() + 1, 0, Help.Column.Overflow.TRUNCATE),
                new Help.Column(
                        command.usageMessage().width() - SYNOPSIS_HEADING - called.length() - 1,
                        0,
                        Help.Column.Overflow.WRAP));
        table.addRowValues("@|bold " + called + "|@", required + "[OPTION...]" + positional);
        return table.toString().replaceAll("\n(?=.)", "\n" + " ".repeat(SYNOPSIS_HEADING));
    }

    private static String label(ArgSpec argument) {
        return argument.paramLabel() + (argument.arity().max() > 1 ? "..." : "");
    }

    private static String annotatedSection(OptionSpec option) {
        if (option.usageHelp() || option.versionHelp()) {
            return GENERAL;
        }
        Section section =
                option.userObject() instanceof AnnotatedElement member ? member.getAnnotation(Section.class) : null;
        return section == null ? OTHERS : section.value();
    }

    private static IHelpSectionRenderer commandList(Map<String, String> groups) {
        return help -> {
            Map<String, Map<String, Help>> sections = new LinkedHashMap<>();
            for (String group : groups.values()) {
                sections.computeIfAbsent(group, heading -> new LinkedHashMap<>());
            }
            help.subcommands()
                    .forEach((name, command) -> sections.get(groups.get(name)).put(name, command));
            StringBuilder text = new StringBuilder();
            sections.forEach((heading, commands) -> text.append(String.format(
                    "%n%s%n%s", help.colorScheme().text("@|bold " + heading + ":|@"), help.commandList(commands))));
            return text.toString();
        };
    }
}
