// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

import java.time.Duration;

/** Quality measurement of the networks during training. Called on the training thread. */
public interface TrainingMonitor {
    /**
     * Receives a report, at every tenth of the training and as often as the {@link TrainingListener} wants.
     *
     * @param step steps done
     * @param planned steps planned
     * @param left the estimated time left
     * @param losses mean losses since the last report
     * @return null if all is well; else what is wrong and what to change, and the training is rolled back
     */
    String onReport(int step, int planned, Duration left, Losses losses) throws TrainingException;

    /**
     * The difference between generated and held-out rows now: the errors of single columns and of pairs of columns, in
     * percent, added up. Depends on the networks only. Called only for early stopping.
     *
     * @throws UnsupportedOperationException if the monitor does not measure it
     */
    default double heldOutError() throws TrainingException {
        throw new UnsupportedOperationException("This monitor does not measure the error on held-out rows");
    }
}
