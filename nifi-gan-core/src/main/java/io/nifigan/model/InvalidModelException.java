// SPDX-License-Identifier: Apache-2.0
package io.nifigan.model;

import java.io.IOException;

/**
 * A model file that is refused; the message says what was found and what was expected, on one line of at most 500
 * characters.
 */
public final class InvalidModelException extends IOException {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 500;

    public InvalidModelException(final String message) {
        super(clean(message));
    }

    public InvalidModelException(final String message, final Throwable cause) {
        super(clean(message), cause);
    }

    /** Names in a message come from the file, which may be made to fill or to forge a log. */
    private static String clean(final String message) {
        final String line = message.replaceAll("\\p{Cntrl}", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 3) + "...";
    }
}
