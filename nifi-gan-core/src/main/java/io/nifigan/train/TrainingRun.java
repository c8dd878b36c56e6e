// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Where a training stands, as {@link TrainingLoop} and its listeners share it: the networks, the schedule, the best so
 * far, and what is wrong.
 */
final class TrainingRun {
    /**
     * Milestones are reached so often in a training: each is reported, checked for divergence and kept to go back to.
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
     * @param best {@link BestSnapshot#NONE} where it is not watched
     * @param prepared nanoseconds that were spent before the training
     * @param clock in nanoseconds, the one that the schedule began by
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

    /**
     * Asks the schedule whether another step follows, and whether a milestone is reached. To be called once between two
     * steps.
     */
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

    /** What the clock said at the last review, in nanoseconds. */
    long now() {
        return now;
    }

    /** The most steps that will be done as things stand. */
    int planned() {
        return schedule.planned();
    }

    /** An estimate of the time left. */
    Duration left() {
        return schedule.left(step.done(), clock.getAsLong());
    }

    /** Whether no other step follows. */
    boolean isOver() {
        return ended != null;
    }

    /** Why no other step follows, in a few words; null where one does. */
    String ended() {
        return ended;
    }

    /** Ends the training before its time, for a reason. */
    void end(final String why) {
        ended = why;
    }

    /** Whether this is the first step of another tenth of the training. */
    boolean isMilestone() {
        return milestone;
    }

    /** What is wrong with the training at this step and what to change; null where nothing is known to be. */
    String problem() {
        return problem;
    }

    /** Notes what is wrong at this step; null for nothing. */
    void noteProblem(final String what) {
        problem = what;
    }

    /** The best so far. */
    BestSnapshot best() {
        return best;
    }

    /** Keeps the networks of this step where their error is lower than that of the best so far. */
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

    /** How often the training was set back. */
    int rollbacks() {
        return schedule.rollbacks();
    }

    /** A copy of all that the rest of the training depends on. */
    TrainingState state() {
        return new TrainingState(step.state(), schedule.state(now), prepared, best);
    }

    /** Sets the training back to where it stood, to go on at half the learning rate. */
    void rollBack(final TrainingState earlier) {
        step.restore(earlier.step());
        best = earlier.best();
        schedule.rollBack(earlier.schedule().progress());
        passed = milestones();
        ended = null;
        problem = null;
    }
}
