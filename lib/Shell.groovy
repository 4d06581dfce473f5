/** Text from archives and users on a task's command line. */
class Shell {
    /** {@code option 'value'} with the value quoted for POSIX shells, or nothing when there is no value. */
    static String option(String option, value) {
        return value == null ? '' : "${option} '${value.toString().replaceAll(/[\p{Cntrl}]+/, ' ').replace("'", "'\\''")}'".toString()
    }
}
