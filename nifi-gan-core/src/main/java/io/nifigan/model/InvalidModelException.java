// SPDX-License-Identifier: Apache-2.0
package io.nifigan.model;

import java.io.IOException;

/** A model file that is refused; the message says what was found and what was expected. */
public final class InvalidModelException extends IOException {
    private static final long serialVersionUID = 1L;

    public InvalidModelException(final String message) {
        super(message);
    }

    public InvalidModelException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
