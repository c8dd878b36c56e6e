// SPDX-License-Identifier: Apache-2.0
package io.nifigan.services;

import java.io.IOException;

/** Thrown if a store has no model of that name or version. */
public final class NoSuchModelException extends IOException {
    private static final long serialVersionUID = 1L;

    public NoSuchModelException(final String message) {
        super(message);
    }
}
