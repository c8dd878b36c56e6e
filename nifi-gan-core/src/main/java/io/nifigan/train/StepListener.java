// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

/**
 * Follows the {@link TrainingLoop}, and may end the training or set it back. Called on the thread that trains, in the
 * order in which the loop has its listeners.
 */
interface StepListener {
    /** Called before every step, and once more after the last one, when {@link TrainingRun#isOver()}. */
    void onStep(TrainingRun run) throws TrainingException;

    /** Called when the training is cancelled, to go on another time. */
    default void onCancelled(final TrainingRun run) {}
}
