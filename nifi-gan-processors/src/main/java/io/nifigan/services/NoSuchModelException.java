// SPDX-License-Identifier: Apache-2.0
package io.nifigan.services;

import java.io.IOException;

/** A store has no model of a name, or not that version of it. */
public final class NoSuchModelException extends IOException {
    private static final long serialVersionUID = 1L;

    public NoSuchModelException(final String message) {
        super(message);
    }
}
