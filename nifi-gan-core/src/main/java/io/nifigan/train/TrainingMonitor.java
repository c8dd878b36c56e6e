// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

import java.time.Duration;

/** Measures how good the networks are while they are trained. Called on the thread that trains. */
public interface TrainingMonitor {
    /**
     * Told how the training goes, at every tenth of it and as often as its listener wants.
     *
     * @param step steps done
     * @param planned steps planned
     * @param left time left, by an estimate
     * @param losses mean losses since the last report
     * @return null where all is well; otherwise what is wrong and what to change, for which the training goes back a
     *     tenth
     */
    String onReport(int step, int planned, Duration left, Losses losses) throws TrainingException;

    /**
     * How far generated rows are from held-out ones now, in percent of single columns and of pairs together. Depends on
     * nothing but the networks. Asked only where the training may be stopped early.
     *
     * @throws UnsupportedOperationException where the monitor cannot tell
     */
    default double heldOutError() throws TrainingException {
        throw new UnsupportedOperationException("This monitor measures nothing");
    }
}
