// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

/** Thrown where rows cannot be kept on disk. The message says in one sentence what to do. */
public final class SpillException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SpillException(final String message) {
        super(message);
    }

    public SpillException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
