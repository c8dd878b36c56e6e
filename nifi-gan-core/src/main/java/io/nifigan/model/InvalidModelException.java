// SPDX-License-Identifier: Apache-2.0
package io.nifigan.model;

import java.io.IOException;

/**
 * Thrown when a model file is refused. The message says what was found and what was expected, on one line of at most
 * 500 characters.
 */
public final class InvalidModelException extends IOException {
    private static final long serialVersionUID = 1L;
    private static final int MAX_LENGTH = 500;

    public InvalidModelException(final String message) {
        super(clean(message));
    }

    public InvalidModelException(final String message, final Throwable cause) {
        super(clean(message), cause);
    }

    /**
     * Makes a message safe to log: names in it come from the file, which an attacker may have crafted to flood or forge
     * a log.
     */
    private static String clean(final String message) {
        final String line = message.replaceAll("\\p{Cntrl}", " ");
        return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH - 3) + "...";
    }
}
