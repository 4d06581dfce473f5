package org.emconverge.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.function.Consumer;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;

/** What the commands that run surveys share: how they speak and how they end. */
final class SurveyCall {
    private SurveyCall() {}

    /** Something that runs surveys, and says whether every run ended well. */
    @FunctionalInterface
    interface Work {
        boolean run() throws IOException, InterruptedException;
    }

    /** The exit status of a survey; none where the program is being ended from outside, whose end it waits for. */
    static int of(CommandSpec spec, Work work) throws IOException {
        try {
            return work.run() ? ExitCode.OK : ExitCode.SOFTWARE;
        } catch (InterruptedException e) {
            words(spec).accept("The survey was stopped; the same command goes on.");
            Thread.currentThread().interrupt();
            return ExitCode.SOFTWARE;
        }
    }

    /** Sentences on the standard error, at once, because a run speaks there too. */
    static Consumer<String> words(CommandSpec spec) {
        PrintWriter err = spec.commandLine().getErr();
        return sentence -> {
            err.println(sentence);
            err.flush();
        };
    }
}
