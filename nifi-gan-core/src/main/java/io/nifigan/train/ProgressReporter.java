// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

import java.time.Duration;

/**
 * Listener that reports the losses since the last report to the monitor: at every milestone, after each measurement of
 * {@link EarlyStopping}, at least once in each period, and at the end. It notes the problems that a report finds.
 */
final class ProgressReporter implements StepListener {
    private final TrainingMonitor monitor;
    private final long period;
    private final String advice;
    private long reported;

    /**
     * @param monitor receives the reports
     * @param period the longest time between two reports
     * @param settings the training's settings, for the advice if it diverges
     * @param now the clock, in nanoseconds
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
                            ? "its losses have exploded. " + advice
                            : monitor.onReport(run.steps(), run.planned(), run.left(), losses));
        }
    }
}
