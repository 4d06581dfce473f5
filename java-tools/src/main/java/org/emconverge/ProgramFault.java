package org.emconverge;

/** What is said of an exception that nobody foresaw: a fault of emtools and not of its input. */
public final class ProgramFault {
    private static final String DEBUG = "EMTOOLS_DEBUG";

    private ProgramFault() {}

    /**
     * One sentence for users, without a name of what was done. Where the variable EMTOOLS_DEBUG is set, the stack trace
     * goes to the standard error as well.
     */
    public static String sentence(Throwable fault) {
        if (System.getenv(DEBUG) != null) {
            fault.printStackTrace();
        }
        String message =
                fault.getMessage() == null ? "" : " (" + fault.getMessage().replaceAll("\\s+", " ") + ")";
        return "an unexpected " + fault.getClass().getSimpleName() + message
                + ": this is a fault of emtools, please report it with the command and the input files; with " + DEBUG
                + "=1 in the environment emtools prints where it happened.";
    }
}
