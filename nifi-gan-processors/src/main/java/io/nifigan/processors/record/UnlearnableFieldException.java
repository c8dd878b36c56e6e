// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.record;

/** Thrown if a field of records cannot become columns. The message says why and what to do, and holds no value. */
final class UnlearnableFieldException extends Exception {
    private static final long serialVersionUID = 1L;

    UnlearnableFieldException(final String message) {
        super(message);
    }
}
