// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

/**
 * Listener that saves the training to its checkpoint: periodically, when it is cancelled, and at its end (the
 * calibration that follows may be interrupted too).
 */
final class CheckpointWriter implements StepListener {
    private final Checkpoints checkpoints;

    CheckpointWriter(final Checkpoints checkpoints) {
        this.checkpoints = checkpoints;
    }

    @Override
    public void onStep(final TrainingRun run) {
        if (checkpoints.enabled() && (run.isOver() || checkpoints.due(run.now()))) {
            checkpoints.save(run.state());
        }
    }

    @Override
    public void onCancelled(final TrainingRun run) {
        if (checkpoints.enabled()) {
            checkpoints.save(run.state());
        }
    }
}
