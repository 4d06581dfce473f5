package org.emconverge.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.emconverge.ParameterSchema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** What the programs say of themselves. */
class HelpTest {
    /** Tests run in java-tools. */
    private static final Path ROOT = Path.of("..");

    private static final List<String> LAUNCHER_ONLY =
            List.of("demo", "run", "series", "doctor", "version", "completion", "test", "help");

    static Stream<String> forUsers() {
        return LauncherCommand.all().stream().map(LauncherCommand::name).filter(name -> !LAUNCHER_ONLY.contains(name));
    }

    private static String said(String... arguments) {
        StringWriter said = new StringWriter();
        CommandLine program = Emtools.commandLine();
        program.setOut(new PrintWriter(said, true)).setErr(new PrintWriter(said, true));
        Emtools.run(program, arguments);
        return said.toString();
    }

    private static List<String> found(String pattern, String text) {
        return Pattern.compile(pattern, Pattern.MULTILINE)
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .toList();
    }

    @Test
    void usersCommandsStandBeforeTheStepsOfThePipeline() {
        String help = said("--help");
        List<String> names =
                found("^  [a-z-]+(?=  )", help).stream().map(String::strip).toList();
        assertEquals(forUsers().toList(), names.subList(0, (int) forUsers().count()));
        assertEquals(new TreeSet<>(Emtools.commandLine().getSubcommands().keySet()), new TreeSet<>(names));
        assertTrue(help.indexOf("Steps of the pipeline") > help.indexOf("  methods  "), help);
        assertTrue(help.lines().allMatch(line -> line.length() <= 80), help);
    }

    @ParameterizedTest
    @MethodSource("forUsers")
    void aCommandOfUsersIsExplained(String name) throws IOException {
        String help = said("help", name);
        assertFalse(help.contains("\nOptions:\n"), "an option without a heading:\n" + help);
        assertTrue(help.contains("\nExit status:\n  0   done\n"), help);
        assertTrue(help.contains("\nInput:\n") || help.contains("\nOutput:\n"), help);
        assertTrue(help.lines().allMatch(line -> line.length() <= 80), help);
        List<String> documents = found("docs/[a-z]+\\.md(#[a-z0-9_-]+)?", help);
        assertFalse(documents.isEmpty(), help);
        for (String document : documents) {
            String[] place = document.split("#");
            List<String> headings = Files.readAllLines(ROOT.resolve(place[0]));
            assertTrue(
                    place.length == 1 || headings.stream().map(HelpTest::anchor).anyMatch(place[1]::equals), document);
        }
    }

    /** As GitHub makes it of a heading. */
    private static String anchor(String line) {
        return line.startsWith("#")
                ? line.replaceFirst("^#+ ", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\w -]", "")
                        .replace(' ', '-')
                : "";
    }

    /** The lines of the examples, with those that they go on in. */
    static List<String> examples(String help) {
        String text = help.substring(help.indexOf("\nExamples:\n")).replaceAll("\\\\\\n +", "");
        return found("^  em[a-z]+ .*$", text).stream().map(String::strip).toList();
    }

    @ParameterizedTest
    @MethodSource("forUsers")
    void theExamplesAreCommands(String name) {
        List<String> examples = examples(said("help", name));
        assertFalse(examples.isEmpty());
        for (String example : examples) {
            String[] words = example.replaceAll("'[^']*'", "quoted").split(" +");
            assertEquals(List.of("emtools", name), Arrays.asList(words).subList(0, 2));
            Emtools.commandLine().parseArgs(Arrays.copyOfRange(words, 1, words.length));
        }
    }

    /** Of the texts that the launcher prints itself; a document that they name is there. */
    @Test
    void theLaunchersOwnExamplesAreCommands() throws IOException {
        for (String name : LAUNCHER_ONLY) {
            String help = Files.readString(ROOT.resolve("setup/help/" + name + ".txt"));
            assertTrue(help.lines().allMatch(line -> line.length() <= 100), name);
            for (String document : found("docs/[a-z]+\\.md", help)) {
                assertTrue(Files.exists(ROOT.resolve(document)), document);
            }
            for (String example : examples(help)) {
                String[] words = example.replaceAll("'[^']*'", "quoted")
                        .replaceFirst(" (>|--) .*", "")
                        .split(" +");
                if (!example.contains(" --version")) {
                    Launcher.commandLine().parseArgs(Arrays.copyOfRange(words, 1, words.length));
                }
            }
        }
    }

    /** The launcher gives the library by itself. */
    @Test
    void theMonomerLibraryIsNotAskedFor() {
        String help = said("help", "validate");
        assertEquals(
                "Usage: emtools validate --model=FILE... [OPTION...]",
                found("^Usage: .*$", help).get(0));
        assertFalse(Emtools.commandLine()
                .getSubcommands()
                .get("validate")
                .getCommandSpec()
                .findOption("--monlib")
                .required());
    }

    @Test
    void aMistakeIsToldInOneSentenceAndWhereTheCommandIsExplained() {
        assertEquals(
                "emtools validate: Missing required option: '--model=FILE'.\n"
                        + "'emtools validate --help' explains it, with examples.\n",
                said("validate"));
        assertTrue(said("validat").contains("Did you mean: emtools validate"), said("validat"));
        assertTrue(said().startsWith("Usage: emtools"), said());
    }

    @Test
    void everyParameterOfTheRunIsListedUnderItsHeading() {
        String help = RunParameters.help(Ansi.OFF);
        List<String> expected = new ArrayList<>();
        for (ParameterSchema.Group group : ParameterSchema.groups()) {
            expected.add(group.title() + ":");
            group.parameters().forEach(parameter -> expected.add("--" + parameter.name()));
        }
        List<String> listed =
                found("^[A-Z].*:$|^ +--\\w+", help).stream().map(String::strip).toList();
        assertEquals(expected, listed.subList(0, expected.size()));
        assertTrue(help.contains("--sampler openmm|rosetta") && help.contains("-resume "), help);
    }

    @Test
    void theProfilesAreThoseOfTheConfiguration() throws IOException {
        String configuration = Files.readString(ROOT.resolve("nextflow.config"));
        String block = found("(?s)^profiles \\{.*?^\\}", configuration).get(0);
        assertEquals(found("^    \\w+", block).stream().map(String::strip).toList(), RunParameters.PROFILES);
    }

    @Test
    void theLauncherHasUsersCommandsOfEmtoolsAndItsOwn() {
        Map<String, CommandLine> launcher = Launcher.commandLine().getSubcommands();
        assertEquals(
                LauncherCommand.all().stream().map(LauncherCommand::name).toList(), List.copyOf(launcher.keySet()));
        assertTrue(launcher.get("run").getCommandSpec().findOption("--models") != null);
        assertTrue(launcher.get("validate").getCommandSpec().findOption("--monlib") != null);
    }

    @Test
    void aCompletionIsForAShellThatThereIs() {
        assertEquals(
                "emtools completion: There is no completion for 'tcsh': name bash, zsh or fish.\n",
                said("completion", "tcsh"));
        assertTrue(said("completion", "zsh").contains("bashcompinit"));
        assertTrue(said("completion", "fish", "--launcher")
                .contains("complete -c emconverge -n '__emconverge_command run' -l sampler -x -a 'openmm rosetta'"
                        + " -d 'Program that samples models'\n"));
    }
}
