import java.util.concurrent.TimeUnit

/** Pieces of the tasks' command lines, and commands of the run itself. */
class Shell {
    private static final int PATIENCE = 20 // s, for programs that may not be there

    /**
     * {@code option='value'} with a value of archives or users quoted for POSIX shells, or nothing when there is no value. In one word with
     * its option, no value is taken for another option or, starting with @, for a file of arguments.
     */
    static String option(String option, value) {
        return value == null ? '' : "${option}='${value.toString().replaceAll(/\p{Cntrl}+/, ' ').replace("'", "'\\''")}'".toString()
    }

    /** Where a task finds what is known of components: files that it staged, or nothing where the environment's library is all. */
    static String dictionaries(monlib, ligand) {
        return ([monlib ? '--monlib monomers' : ''] + ligand.collect { file -> "--ligand ${file}" }).findAll().join(' ')
    }

    /** Writes versions.yml from a command that prints lines {@code name version} or {@code name: version}. */
    static String versions(process, command) {
        return "{ echo '\"${process}\":'; ${command} | sed -E 's/^([^ :]+):? +/  \\1: /'; } > versions.yml".toString()
    }

    /** The first line of a command's output; null when it is not there, fails, or takes longer than {@code seconds}. */
    static String said(List<String> command, int seconds = PATIENCE) {
        try {
            Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start()
            return process.waitFor(seconds, TimeUnit.SECONDS) && process.exitValue() == 0 ? process.inputStream.readLines().find() : null
        }
        catch (IOException _absent) {
            return null
        }
    }
}
