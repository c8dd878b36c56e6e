// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

/**
 * Listener that rolls a diverged training back to its last sound milestone and halves the learning rate. It gives up
 * after {@link Schedule#MAX_ROLLBACKS} rollbacks. A training has diverged if a listener before this one has noted a
 * problem.
 */
final class DivergenceRollback implements StepListener {
    private final TrainingListener caller;
    private TrainingState sound;

    /**
     * @param run the training; if it diverges before the first milestone, it goes back to its state now
     * @param caller receives a note about each rollback
     */
    DivergenceRollback(final TrainingRun run, final TrainingListener caller) {
        this.caller = caller;
        this.sound = run.state();
    }

    @Override
    public void onStep(final TrainingRun run) throws TrainingException {
        if (!run.isMilestone() && !run.isOver()) {
            return;
        }
        if (run.problem() == null) {
            sound = run.state();
            return;
        }
        if (run.rollbacks() == Schedule.MAX_ROLLBACKS || !sound.finite()) {
            throw new TrainingException("The training diverged at step %d of %d%s: %s"
                    .formatted(
                            run.steps(),
                            run.planned(),
                            run.rollbacks() == 0
                                    ? ""
                                    : ", also after going back %d times, with a lower learning rate each time"
                                            .formatted(run.rollbacks()),
                            run.problem()));
        }
        caller.note(("The training diverged by step %d, and went back to step %d to go on with half the "
                        + "learning rate: %s")
                .formatted(run.steps(), sound.step().done(), run.problem()));
        run.rollBack(sound);
    }
}
