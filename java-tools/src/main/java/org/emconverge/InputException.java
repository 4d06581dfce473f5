package org.emconverge;

/**
 * Bad input. The message is one sentence for the user: what is wrong, where, and what to do about it. The command line
 * prints it without a stack trace and exits with status 2.
 */
public final class InputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InputException(String message) {
        super(message);
    }

    public InputException(String message, Throwable cause) {
        super(message, cause);
    }
}
