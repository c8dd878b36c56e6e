// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

/**
 * All that the rest of a training depends on besides the rows and the settings. Checked, since it may be read from a
 * file that is not trusted.
 *
 * @param step the networks, their optimizers, and all that is random
 * @param schedule the plan and the clock
 * @param prepared nanoseconds that were spent before the training
 * @param best the best so far, {@link BestSnapshot#NONE} where that is not watched
 */
record TrainingState(TrainingStep.State step, Schedule.State schedule, long prepared, BestSnapshot best) {
    TrainingState {
        if (prepared < 0) {
            throw new IllegalArgumentException("A training cannot have spent %d ns before it".formatted(prepared));
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
     * Sizes of a state.
     *
     * @param step of the networks and what is random
     * @param best whether the parameters of the best step are held as well
     */
    record Size(TrainingStep.Size step, boolean best) {}
}
