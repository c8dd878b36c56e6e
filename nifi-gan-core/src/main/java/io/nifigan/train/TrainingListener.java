// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

import io.nifigan.common.Cancellation;
import java.time.Duration;

/** Follows a training and may end it. Called on the thread that trains. */
public interface TrainingListener {
    /** Asked at least every half second: false ends the training with a {@link TrainingStoppedException}. */
    default boolean mayContinue() {
        return true;
    }

    /** The same question as work asks it: cancelled once the training may not continue. */
    default Cancellation cancellation() {
        return Cancellation.when(() -> !mayContinue());
    }

    /** Told about every tenth of the training, at its end, and as often as {@link #progressPeriod()} says. */
    default void progress(final Progress progress) {}

    /** The longest time between two reports; by default there is one only at every tenth. */
    default Duration progressPeriod() {
        return Duration.ofDays(3_650);
    }

    /** Told of what went wrong and was mended, or was left out, in a sentence: the training goes on. */
    default void note(final String what) {}

    /** Told what ended the training, in a few words. */
    default void ended(final String why) {}

    /**
     * Told how far the rows of the earlier model are from the held-out rows, where there is one.
     *
     * @param shapeError of single columns, in percent
     * @param trendError of pairs of columns, in percent
     */
    default void earlier(final double shapeError, final double trendError) {}

    /** Told which step's networks the model is made of: the last one's, or those of the best where that was watched. */
    default void kept(final int step) {}

    /** Told once all is read, fitted and encoded, right before the first step. */
    default void prepared() {}
}
