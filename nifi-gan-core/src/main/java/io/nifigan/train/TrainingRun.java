// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The state of a training that {@link TrainingLoop} and its listeners share: the networks, the schedule, the best step
 * so far, and the problem at the present step.
 */
final class TrainingRun {
    /**
     * Milestones of a training. At each one the training is reported, checked for divergence and kept for a rollback.
     */
    static final int MILESTONES = 10;

    private final TrainingStep step;
    private final Schedule schedule;
    private final long prepared;
    private final LongSupplier clock;
    private BestSnapshot best;
    private long now;
    private int passed;
    private boolean milestone;
    private String ended;
    private String problem;

    /**
     * @param step does the steps
     * @param schedule says how many there are
     * @param best the best step so far, {@link BestSnapshot#NONE} without early stopping
     * @param prepared the nanoseconds spent before the first step
     * @param clock the clock, in nanoseconds, that the schedule was created with
     */
    TrainingRun(
            final TrainingStep step,
            final Schedule schedule,
            final BestSnapshot best,
            final long prepared,
            final LongSupplier clock) {
        this.step = step;
        this.schedule = schedule;
        this.best = best;
        this.passed = milestones();
        this.prepared = prepared;
        this.clock = clock;
        this.now = clock.getAsLong();
    }

    /** Reviews the schedule and checks for a milestone. Must be called once between two steps. */
    void review() {
        now = clock.getAsLong();
        ended = schedule.review(step.done(), now) ? null : schedule.end(step.done());
        milestone = milestones() > passed;
        passed = milestones();
        problem = null;
    }

    private int milestones() {
        return (int) (MILESTONES * schedule.progress());
    }

    /** Does the next step. */
    void step() {
        step.run(schedule.learningRate());
    }

    /** Steps done so far. */
    int steps() {
        return step.done();
    }

    /** The clock at the last review, in nanoseconds. */
    long now() {
        return now;
    }

    /** The number of steps planned. */
    int planned() {
        return schedule.planned();
    }

    /** An estimate of the time left. */
    Duration left() {
        return schedule.left(step.done(), clock.getAsLong());
    }

    /** Whether the training is over. */
    boolean isOver() {
        return ended != null;
    }

    /** Why the training is over, in a few words; null if it is not. */
    String ended() {
        return ended;
    }

    /** Ends the training early, for a reason. */
    void end(final String reason) {
        ended = reason;
    }

    /** Whether a new milestone, a tenth of the training, is reached. */
    boolean isMilestone() {
        return milestone;
    }

    /** The problem at this step and what to change; null for none. */
    String problem() {
        return problem;
    }

    /** Notes the problem at this step; null for none. */
    void noteProblem(final String what) {
        problem = what;
    }

    /** The best step so far. */
    BestSnapshot best() {
        return best;
    }

    /** Keeps the networks of this step if their error is the lowest so far. */
    void keepIfBest(final double error) {
        best = best.next(step.done(), error, step.generatorParameters(), step.discriminatorParameters());
    }

    /** Whether a step was done since {@link #takeLosses()}. */
    boolean hasLosses() {
        return step.hasLosses();
    }

    /** The mean losses of the steps since the last call. */
    Losses takeLosses() {
        return step.takeLosses();
    }

    /** How often the training was rolled back. */
    int rollbacks() {
        return schedule.rollbacks();
    }

    /** A copy of the training's state. */
    TrainingState state() {
        return new TrainingState(step.state(), schedule.state(now), prepared, best);
    }

    /** Rolls the training back to an earlier state and halves the learning rate. */
    void rollBack(final TrainingState earlier) {
        step.restore(earlier.step());
        best = earlier.best();
        schedule.rollBack(earlier.schedule().progress());
        passed = milestones();
        ended = null;
        problem = null;
    }
}
