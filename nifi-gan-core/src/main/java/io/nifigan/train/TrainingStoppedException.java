// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

/** Thrown when the listener cancels the training. */
public final class TrainingStoppedException extends TrainingException {
    private static final long serialVersionUID = 1L;

    public TrainingStoppedException() {
        super("The training was stopped");
    }
}
