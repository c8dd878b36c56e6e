// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

/** Follows a training and may end it. Called on the thread that trains. */
public interface TrainingListener {
    /** Asked at least every half second: false ends the training with a {@link TrainingStoppedException}. */
    default boolean mayContinue() {
        return true;
    }

    /** Told about every tenth of the training, and at its end. */
    default void progress(final Progress progress) {
    }
}
