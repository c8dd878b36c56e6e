// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

import io.nifigan.common.Cancellation;
import java.util.List;

/**
 * The training loop: it does one step after another until the training is over, and calls the listeners before each
 * step and after the last.
 */
final class TrainingLoop {
    private final TrainingRun run;
    private final List<StepListener> listeners;
    private final Cancellation cancellation;

    /**
     * @param run the state of the training
     * @param listeners the listeners, in the order in which they are called
     * @param cancellation checked before every step
     */
    TrainingLoop(final TrainingRun run, final List<StepListener> listeners, final Cancellation cancellation) {
        this.run = run;
        this.listeners = List.copyOf(listeners);
        this.cancellation = cancellation;
    }

    /**
     * Trains until the end.
     *
     * @throws TrainingStoppedException if the training is cancelled
     * @throws TrainingException if a listener gives up
     */
    void run() throws TrainingException {
        try {
            boolean over = false;
            while (!over) {
                run.review();
                if (!run.isOver() && cancellation.isCancelled()) {
                    throw new TrainingStoppedException();
                }
                for (final StepListener listener : listeners) {
                    listener.onStep(run);
                }
                // Checked after the listeners: one may have ended the training, another may have rolled it back.
                over = run.isOver();
                if (!over) {
                    run.step();
                }
            }
        } catch (final TrainingStoppedException e) {
            listeners.forEach(listener -> listener.onCancelled(run));
            throw e;
        }
    }
}
