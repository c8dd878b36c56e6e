// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

/** Thrown when a table cannot be learnt or a training fails. The message says what to do about it. */
public class TrainingException extends Exception {
    private static final long serialVersionUID = 1L;

    public TrainingException(final String message) {
        super(message);
    }
}
