package org.emconverge.archive;

import java.io.IOException;

/**
 * What came is not what was asked for. The message says why, to be put after the address: "the gzip stream ends too
 * early".
 */
final class BadContentException extends IOException {
    private static final long serialVersionUID = 1L;

    BadContentException(String message) {
        super(message);
    }
}
