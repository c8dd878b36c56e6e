// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

import io.nifigan.common.Cancellation;
import java.time.Duration;

/** Listener of a training, which may also cancel it. Called on the training thread. */
public interface TrainingListener {
    /**
     * Cancels the training, which then ends with a {@link TrainingStoppedException}. Asked at least every half second.
     */
    default Cancellation cancellation() {
        return Cancellation.never();
    }

    /** Called at every tenth of the training, at its end, and at least once in each {@link #progressPeriod()}. */
    default void progress(final Progress progress) {}

    /** The longest time between two reports. By default there is a report at every tenth only. */
    default Duration progressPeriod() {
        return Duration.ofDays(3_650);
    }

    /** Called with a sentence about a problem that was solved or a part that was left out. The training continues. */
    default void note(final String sentence) {}

    /** Called with what was found in the rows or done with them, in a few words. Nothing is wrong with it. */
    default void found(final String what) {}

    /** Called at the end of the training with its reason, in a few words. */
    default void ended(final String reason) {}

    /**
     * Called with the errors of the baseline model on the held-out rows, if there is a baseline model.
     *
     * @param shapeError the error of single columns, in percent
     * @param trendError the error of pairs of columns, in percent
     */
    default void earlier(final double shapeError, final double trendError) {}

    /** Called with the step whose networks become the model: the best one with early stopping, else the last one. */
    default void kept(final int step) {}

    /** Called once the rows are encoded, right before the first step. */
    default void prepared() {}
}
