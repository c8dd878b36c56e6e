// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

import java.time.Duration;

/**
 * Reports the losses since the last report to the monitor: at every tenth of the training, after each measurement of
 * {@link EarlyStopping}, as often as the caller wants, and at the end. Notes what the report finds wrong.
 */
final class ProgressReporter implements StepListener {
    private final TrainingMonitor monitor;
    private final long period;
    private final String advice;
    private long reported;

    /**
     * @param monitor is told
     * @param period the longest time between two reports
     * @param settings the training's, for the advice where it diverges
     * @param now {@link System#nanoTime()}
     */
    ProgressReporter(
            final TrainingMonitor monitor, final Duration period, final TrainingSettings settings, final long now) {
        this.monitor = monitor;
        this.period = period.toNanos();
        this.advice = "Lower the learning rate"
                + (settings.penalty() < TrainingSettings.defaults().penalty() ? " or raise the penalty" : "");
        this.reported = now;
    }

    @Override
    public void onStep(final TrainingRun run) throws TrainingException {
        final boolean measured = run.best().measured() && run.best().checked() == run.steps();
        if (run.isOver() || run.hasLosses() && (run.isMilestone() || measured || run.now() - reported >= period)) {
            reported = run.now();
            final Losses losses = run.takeLosses();
            run.noteProblem(
                    losses.diverged()
                            ? "its losses are beyond all measure. " + advice
                            : monitor.onReport(run.steps(), run.planned(), run.left(), losses));
        }
    }
}
