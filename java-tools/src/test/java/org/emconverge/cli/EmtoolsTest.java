package org.emconverge.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.emconverge.structure.PdbLines;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

class EmtoolsTest {
    private static final String REFUSAL = "--resolution %s is out of range: give a value from 0.5 to 50.";

    @TempDir
    Path folder;

    /** What a command says, and its exit status. */
    private record Answer(int status, String text) {}

    @TestFactory
    Stream<DynamicTest> everyCommandRefusesTheSameResolutions() throws IOException {
        Path model = new PdbLines()
                .residue("ALA", "A", "1", 0)
                .residue("SER", "A", "2", 1)
                .write(folder);
        List<DynamicTest> tests = new ArrayList<>();
        for (Map.Entry<String, CommandLine> command :
                Emtools.commandLine().getSubcommands().entrySet()) {
            String name = command.getKey();
            if (command.getValue().getCommandSpec().findOption("--resolution") == null) {
                continue;
            }
            tests.add(DynamicTest.dynamicTest(name, () -> {
                for (String refused : List.of("0.49", "50.1", "0", "-3", "NaN")) {
                    Answer answer = run(arguments(command.getValue(), model, refused));
                    assertEquals("emtools " + name + ": " + REFUSAL.formatted(refused) + "\n", answer.text());
                    assertEquals(Emtools.BAD_INPUT, answer.status());
                }
                for (String accepted : List.of("0.5", "50")) {
                    assertFalse(run(arguments(command.getValue(), model, accepted))
                            .text()
                            .contains("out of range"));
                }
            }));
        }
        assertTrue(tests.size() >= 7, "commands with a resolution: " + tests.size());
        return tests.stream();
    }

    /** As docs/outputs.md and the records write them. */
    @Test
    void helpNamesTheStagesAsTheRecordsDo() {
        String help = Emtools.commandLine()
                .getSubcommands()
                .get("validate")
                .getUsageMessage()
                .replaceAll("\\s+", " ");
        assertTrue(help.contains("start, relaxed, sampled, refined, given;"), help);
        assertTrue(help.contains("draw at a level from the density at the Cα atoms"), help);
    }

    /** A command line with all that the command must have, and a map where it takes one. */
    private String[] arguments(CommandLine command, Path model, String resolution) {
        List<String> arguments = new ArrayList<>(List.of(command.getCommandName()));
        for (OptionSpec option : command.getCommandSpec().options()) {
            if (option.longestName().equals("--resolution")) {
                arguments.addAll(List.of("--resolution", resolution));
            } else if (option.required() || List.of("--map", "--monlib").contains(option.longestName())) {
                arguments.addAll(List.of(option.longestName(), value(option, model)));
            }
        }
        for (ArgSpec positional : command.getCommandSpec().positionalParameters()) {
            arguments.add(value(positional, model));
        }
        return arguments.toArray(String[]::new);
    }

    private String value(ArgSpec argument, Path model) {
        boolean output =
                argument instanceof OptionSpec option && option.longestName().contains("out");
        Class<?> type = argument.auxiliaryTypes()[0];
        return type != Path.class ? "1" : output ? folder.resolve("out").toString() : model.toString();
    }

    private static Answer run(String... arguments) {
        return run(Emtools.commandLine(), arguments);
    }

    private static Answer run(CommandLine commandLine, String... arguments) {
        StringWriter said = new StringWriter();
        commandLine.setErr(new PrintWriter(said, true)).setOut(new PrintWriter(said, true));
        int status = Emtools.run(commandLine, arguments);
        return new Answer(status, said.toString());
    }

    @Command(name = "broken")
    private static final class Broken implements Callable<Integer> {
        private final Throwable fault;

        Broken(Throwable fault) {
            this.fault = fault;
        }

        @Override
        public Integer call() throws Exception {
            if (fault instanceof Error error) {
                throw error;
            }
            throw (Exception) fault;
        }
    }

    private static Answer broken(Throwable fault) {
        return run(Emtools.commandLine().addSubcommand(new Broken(fault)), "broken");
    }

    @Test
    void anUnexpectedExceptionIsTold() {
        Answer answer = broken(new ArithmeticException("integer\noverflow"));
        assertEquals(1, answer.status());
        assertTrue(
                answer.text()
                        .startsWith("emtools broken: an unexpected ArithmeticException (integer overflow): this is a"
                                + " fault of emtools, please report it"),
                answer.text());
        assertTrue(answer.text().contains("EMTOOLS_DEBUG=1"), answer.text());
        assertEquals(1, answer.text().lines().count());
        assertTrue(broken(new NullPointerException())
                .text()
                .contains("an unexpected NullPointerException: this is a fault"));
        assertEquals(1, broken(new StackOverflowError()).text().lines().count());
    }

    @Test
    void aFileThatCannotBeWrittenIsNoFault() {
        Answer answer = broken(new java.io.UncheckedIOException(new IOException("No space left on device")));
        assertEquals(1, answer.status());
        assertEquals(
                "emtools broken: java.io.IOException: No space left on device: check that the file can be read or written"
                        + " and the disk has room.\n",
                answer.text());
    }

    @Test
    void theVersionIsPrinted() {
        assertEquals("emtools " + Emtools.version() + "\n", run("--version").text());
        assertTrue(Emtools.version().matches("\\d+\\.\\d+\\.\\d+.*"));
    }
}
