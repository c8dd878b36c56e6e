// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

/**
 * Sets a training that has diverged back to its last sound milestone, to go on at half the learning rate. Gives up
 * after {@link Schedule#MAX_ROLLBACKS} times. Whether it has diverged is what listeners before this one have noted as a
 * problem.
 */
final class DivergenceRollback implements StepListener {
    private final TrainingListener caller;
    private TrainingState sound;

    /**
     * @param run the training; where it diverges before the first milestone, it goes back to where it stands now
     * @param caller is told of each rollback
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
