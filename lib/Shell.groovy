/** Pieces of the tasks' command lines. */
class Shell {
    /**
     * {@code option='value'} with a value of archives or users quoted for POSIX shells, or nothing when there is no value. In one word with
     * its option, no value is taken for another option or, starting with @, for a file of arguments.
     */
    static String option(String option, value) {
        return value == null ? '' : "${option}='${value.toString().replaceAll(/\p{Cntrl}+/, ' ').replace("'", "'\\''")}'".toString()
    }

    /** Writes versions.yml from a command that prints lines {@code name version} or {@code name: version}. */
    static String versions(process, command) {
        return "{ echo '\"${process}\":'; ${command} | sed -E 's/^([^ :]+):? +/  \\1: /'; } > versions.yml".toString()
    }
}
