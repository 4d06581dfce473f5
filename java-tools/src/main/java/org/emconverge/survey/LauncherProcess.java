package org.emconverge.survey;

import java.io.File;
import java.util.List;

/** The launcher called from a survey: by a list of words, with no shell, and with this program's own outputs. */
final class LauncherProcess {
    private LauncherProcess() {}

    static ProcessBuilder of(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO().redirectInput(new File("/dev/null"));
        builder.environment().remove("EMTOOLS_NAME"); // by which the launcher names this program in its sentences
        return builder;
    }
}
