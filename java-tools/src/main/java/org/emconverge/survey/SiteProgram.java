package org.emconverge.survey;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the site by the launcher's {@code site}, a process of its own: its memory is given back, and it finds what
 * renders figures by itself.
 */
public final class SiteProgram implements Showing {
    private final String program;
    private final List<String> options;

    /**
     * @param program the launcher: a path, or a name on the PATH
     * @param options of the site, such as its title
     */
    public SiteProgram(String program, List<String> options) {
        this.program = program;
        this.options = List.copyOf(options);
    }

    @Override
    public void show(Path site, List<Path> results, List<Path> leftOut, List<Path> withdrawn)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program, "site", "--out-dir", site.toString()));
        command.addAll(options);
        add(command, "--results", results);
        add(command, "--left-out", leftOut);
        add(command, "--withdrawn", withdrawn);
        int status = LauncherProcess.of(command).start().waitFor();
        if (status != 0) {
            throw new IOException("'emconverge site' ended with status " + status);
        }
    }

    private static void add(List<String> command, String option, List<Path> values) {
        if (!values.isEmpty()) {
            command.add(option);
            values.forEach(value -> command.add(value.toString()));
        }
    }
}
