package org.emconverge.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The script by which fish completes a program's commands, their options and values, from the same description that
 * picocli's generator for bash reads; picocli has none for fish.
 */
final class FishCompletion {
    /** Up to a full stop, a colon or a semicolon outside brackets. */
    private static final Pattern SENTENCE = Pattern.compile("(?:[^(.:;]|\\([^)]*\\)|[.:;](?! ))+");

    private final String program;
    private final StringBuilder script = new StringBuilder();

    private FishCompletion(String program) {
        this.program = program;
    }

    /** The script; the command is the word behind the program's name. */
    static String script(CommandLine commandLine) {
        FishCompletion completion = new FishCompletion(commandLine.getCommandName());
        completion.write(commandLine);
        return completion.script.toString();
    }

    private void write(CommandLine commandLine) {
        script.append("# Completion of ").append(program).append(" for fish.\n");
        script.append("""
                function __NAME_command
                    set -l words (commandline -opc)
                    test (count $words) -gt 1; and test $words[2] = $argv[1]
                end
                complete -c NAME -f
                """.replace("NAME", program));
        commandLine.getSubcommands().forEach((name, command) -> {
            script.append("complete -c %s -n 'test (count (commandline -opc)) -eq 1' -a %s -d %s\n"
                    .formatted(program, quoted(name), quoted(summary(command.getCommandSpec()))));
            command.getCommandSpec().options().stream()
                    .filter(option -> !option.hidden())
                    .forEach(option -> option(name, option));
            command.getCommandSpec().positionalParameters().forEach(parameter -> positional(name, parameter));
        });
    }

    private void option(String command, OptionSpec option) {
        String names = Arrays.stream(option.names()).map(FishCompletion::flag).collect(Collectors.joining());
        String description = option.description().length == 0 ? "" : " -d " + quoted(sentence(option));
        line(command, names + values(option) + description);
    }

    private void positional(String command, PositionalParamSpec parameter) {
        if (candidates(parameter).isEmpty()) {
            line(command, " -F");
        } else {
            line(command, " -a " + quoted(candidates(parameter)));
        }
    }

    private void line(String command, String rest) {
        script.append("complete -c %s -n '__%s_command %s'%s\n".formatted(program, program, command, rest));
    }

    /** fish's own words for {@code -h}, {@code -resume} and {@code --help}. */
    private static String flag(String name) {
        return name.startsWith("--")
                ? " -l " + name.substring(2)
                : (name.length() == 2 ? " -s " : " -o ") + name.substring(1);
    }

    private static String values(ArgSpec argument) {
        if (argument.arity().max() == 0) {
            return "";
        }
        if (!candidates(argument).isEmpty()) {
            return " -x -a " + quoted(candidates(argument));
        }
        return Arrays.stream(argument.auxiliaryTypes()).anyMatch(Path.class::equals) || argument.type() == Path.class
                ? " -r -F"
                : " -x";
    }

    private static String candidates(ArgSpec argument) {
        if (argument.completionCandidates() == null) {
            return "";
        }
        return StreamSupport.stream(argument.completionCandidates().spliterator(), false)
                .collect(Collectors.joining(" "));
    }

    private static String summary(CommandSpec command) {
        String[] header = command.usageMessage().header();
        return header.length > 0 ? header[0] : "";
    }

    /** The first sentence of an option's description, which fish shows beside it. */
    private static String sentence(OptionSpec option) {
        String text = String.join(" ", option.description()).replace("%%", "%").replaceAll("\\$\\{[^}]*}", "…");
        Matcher sentence = SENTENCE.matcher(text);
        return sentence.lookingAt() ? sentence.group().replaceFirst(" \\(default.*| \\[.*|[.:;]$", "") : text;
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
