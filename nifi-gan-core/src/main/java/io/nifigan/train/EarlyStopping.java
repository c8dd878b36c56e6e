// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

/**
 * Listener that ends a training once it stops improving on held-out rows, and keeps the parameters of the best step. It
 * measures four times within the patience, and after the last step.
 */
final class EarlyStopping implements StepListener {
    private static final int CHECKS = 4;

    private final int patience;
    private final TrainingMonitor monitor;

    /**
     * @param patience steps without improvement after which the training ends, 1 or more
     * @param monitor measures the error on held-out rows
     */
    EarlyStopping(final int patience, final TrainingMonitor monitor) {
        this.patience = patience;
        this.monitor = monitor;
    }

    @Override
    public void onStep(final TrainingRun run) throws TrainingException {
        final int step = run.steps();
        final boolean due = run.isOver() || step % Math.max(1, patience / CHECKS) == 0;
        if (due && step > run.best().checked()) {
            run.keepIfBest(monitor.heldOutError());
        }
        final BestSnapshot best = run.best();
        if (best.measured() && best.checked() == step && step - best.step() >= patience) {
            run.end("no better on held-out records for %d steps, since step %d"
                    .formatted(step - best.step(), best.step()));
        }
    }
}
