package org.emconverge.cli;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import org.emconverge.InputException;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Prints the script by which a shell completes commands, options and their values.",
            "The one of bash is also zsh's, which reads it by its module bashcompinit."
        })
final class CompletionCommand implements Callable<Integer> {
    static final List<String> SHELLS = List.of("bash", "zsh", "fish");

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "SHELL", completionCandidates = Shells.class, description = "${COMPLETION-CANDIDATES}.")
    private String shell;

    @Option(names = "--launcher", description = "For the program emconverge, whose commands are more, not for emtools.")
    private boolean launcher;

    /** As users name them. */
    static final class Shells implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return SHELLS.iterator();
        }
    }

    @Override
    public Integer call() {
        if (!SHELLS.contains(shell)) {
            throw new InputException("There is no completion for '" + shell + "': name bash, zsh or fish.");
        }
        CommandLine program = launcher ? Launcher.commandLine() : Emtools.commandLine();
        String script = shell.equals("fish") ? FishCompletion.script(program) : bash(program);
        spec.commandLine().getOut().print(script);
        spec.commandLine().getOut().flush();
        return 0;
    }

    /**
     * By picocli's generator, which takes any word of the line for a command, so that behind {@code run -profile test}
     * it would complete the command {@code test}; here the command is the word behind the program alone.
     */
    private static String bash(CommandLine program) {
        String anyWord = "for element in \"${COMP_WORDS[@]}\"";
        String script = AutoComplete.bash(program.getCommandName(), program);
        if (!script.contains(anyWord)) {
            throw new IllegalStateException("picocli's completion is another one: look how it finds the command.");
        }
        return script.replace(anyWord, "for element in \"${COMP_WORDS[1]}\"");
    }
}
