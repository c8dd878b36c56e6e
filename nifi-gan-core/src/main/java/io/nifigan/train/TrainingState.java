// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

/**
 * The state of a training, from which it can be resumed with the same rows and settings. Values are checked, since they
 * may come from an untrusted file.
 *
 * @param step the networks, their optimizers and the random streams
 * @param schedule the schedule
 * @param prepared the nanoseconds spent before the first step
 * @param best the best step so far, {@link BestSnapshot#NONE} without early stopping
 */
record TrainingState(TrainingStep.State step, Schedule.State schedule, long prepared, BestSnapshot best) {
    TrainingState {
        if (prepared < 0) {
            throw new IllegalArgumentException(
                    "A training cannot have spent %d ns before its first step".formatted(prepared));
        }
        if (best.checked() > step.done()) {
            throw new IllegalArgumentException("A training at step %d cannot have been measured at step %d"
                    .formatted(step.done(), best.checked()));
        }
    }

    /** Whether all numbers of both networks are finite. */
    boolean finite() {
        return step.finite() && best.finite();
    }

    /**
     * The sizes of a training's state.
     *
     * @param step the sizes of the step's state
     * @param best whether the parameters of the best step are included
     */
    record Size(TrainingStep.Size step, boolean best) {}
}
