// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

/**
 * Listener of the {@link TrainingLoop}, which may end the training or roll it back. Called on the training thread;
 * listeners are called in the loop's order.
 */
interface StepListener {
    /** Called before every step, and once after the last one, when {@link TrainingRun#isOver()}. */
    void onStep(TrainingRun run) throws TrainingException;

    /** Called when the training is cancelled and may be resumed later. */
    default void onCancelled(final TrainingRun run) {}
}
