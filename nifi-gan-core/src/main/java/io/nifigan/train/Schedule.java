// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

import java.time.Duration;

/**
 * The plan of a training: how many steps there will be, and each step's learning rate, which falls by a cosine to 2 %
 * over the training. The plan is the most steps allowed; only where the machine is too slow for them within the budget
 * does the clock set the pace, so that a training whose steps fit is reproducible whatever the clock says. Each
 * rollback halves the learning rate of all steps that follow.
 */
final class Schedule {
    /** A training that diverges again at an eighth of its learning rate has another fault than its learning rate. */
    static final int MAX_ROLLBACKS = 3;

    private static final double LAST = .02;
    private static final double MAX_RATE = 1e-3;
    private static final double MIN_RATE = 5e-4;
    private static final int WARM_UP = 50;
    private static final int REVIEW = 25;
    /** Before this share of the budget is used, a slow start says nothing. */
    private static final double KNOWN_SHARE = .1;
    /** A table of so many rows may be gone through so often; a smaller one less often, by the fourth root. */
    private static final double MAX_PASSES = 1_000;

    private static final double MANY_ROWS = 10_000;

    private final int maxSteps;
    private final boolean limitedByRows;
    private final double learningRate;
    private final long budget;
    private long begin;
    private long warm;
    private int planned;
    private double progress;
    private int rollbacks;

    /**
     * @param learningRate the first step's, 0 to choose it by the number of steps
     * @param now {@link System#nanoTime()}
     */
    Schedule(final int maxSteps, final double learningRate, final Duration budget, final long now) {
        this(maxSteps, false, learningRate, budget, now);
    }

    private Schedule(
            final int maxSteps,
            final boolean limitedByRows,
            final double learningRate,
            final Duration budget,
            final long now) {
        this.maxSteps = maxSteps;
        this.limitedByRows = limitedByRows;
        this.learningRate = learningRate;
        this.budget = budget.toNanos();
        this.begin = now;
        this.planned = maxSteps;
    }

    /**
     * The plan for a table.
     *
     * @param settings the most steps and the learning rate
     * @param rows to learn
     * @param budget the longest that the training may take
     * @param now {@link System#nanoTime()}
     */
    static Schedule of(final TrainingSettings settings, final int rows, final Duration budget, final long now) {
        final int limit = stepsBeforeMemorization(TrainingStep.batchSize(settings, rows), rows);
        return new Schedule(
                Math.min(settings.maxSteps(), limit),
                limit < settings.maxSteps(),
                settings.learningRate(),
                budget,
                now);
    }

    /**
     * The most steps before the networks begin to learn rows by heart: measured on 1,000 rows, of which 20,000 steps
     * made copies with noise (64 % of generated rows nearer to a training row than to one of as many test rows), 1,000
     * steps hardly (53 %).
     */
    static int stepsBeforeMemorization(final int batch, final int rows) {
        if (rows >= MANY_ROWS) {
            return Integer.MAX_VALUE;
        }
        return (int) Math.max(1, Math.ceil(MAX_PASSES * Math.sqrt(Math.sqrt(rows / MANY_ROWS)) * rows / batch));
    }

    /** Where the schedule stands, all times from its beginning. */
    State state(final long now) {
        return new State(budget, now - begin, warm == 0 ? 0 : warm - begin, planned, progress, rollbacks);
    }

    /** Goes on from where a schedule of the same budget stood, as if no time had passed since. */
    void restore(final State state, final long now) {
        begin = now - state.elapsed();
        warm = begin + state.warm();
        planned = Math.clamp(state.planned(), 1, maxSteps);
        progress = state.progress();
        rollbacks = state.rollbacks();
    }

    /** Takes progress back to where it was, and halves the learning rate; the time that went by is gone. */
    void rollBack(final double earlier) {
        progress = earlier;
        rollbacks++;
    }

    /** How often the training was rolled back. */
    int rollbacks() {
        return rollbacks;
    }

    /**
     * Where a schedule stands; all times in nanoseconds. Checked, since it may be read from a file that is not trusted.
     *
     * @param budget the longest that it may take
     * @param elapsed time that it has taken
     * @param warm of which to warm up
     * @param planned steps planned
     * @param progress how much is done, 0 to 1
     * @param rollbacks how often the training was rolled back
     */
    record State(long budget, long elapsed, long warm, int planned, double progress, int rollbacks) {
        private static final long LONGEST = Duration.ofDays(3_650).toNanos();

        State {
            if (budget < 1
                    || budget > LONGEST
                    || elapsed < 0
                    || elapsed > LONGEST
                    || warm < 0
                    || warm > elapsed
                    || planned < 1
                    || !(progress >= 0 && progress <= 1)
                    || rollbacks < 0
                    || rollbacks > MAX_ROLLBACKS) {
                throw new IllegalArgumentException(
                        "A schedule cannot stand at %d of %d ns, %d to warm up, %d steps, %s done, %d rollbacks"
                                .formatted(elapsed, budget, warm, planned, progress, rollbacks));
            }
        }
    }

    /** Reviews the plan before a step. Returns whether there is such a step, or the training is over. */
    boolean review(final int step, final long now) {
        if (step == WARM_UP) {
            warm = now;
        }
        if (step > WARM_UP && step % REVIEW == 0) {
            final double perStep = (double) (now - warm) / (step - WARM_UP);
            final double reachable = step + (budget - (now - begin)) / perStep;
            final boolean known = now - begin > KNOWN_SHARE * budget;
            planned = known && reachable < maxSteps ? (int) Math.max(step + 1, reachable) : maxSteps;
        }
        final double share = planned < maxSteps ? (double) (now - begin) / budget : (double) step / maxSteps;
        progress = Math.min(1, Math.max(progress, share));
        return step < maxSteps && now - begin < budget;
    }

    /** The most steps that will be done as things stand. */
    int planned() {
        return planned;
    }

    /** How much of the training is done, 0 to 1. */
    double progress() {
        return progress;
    }

    /** Why no step follows so many, in a few words. */
    String end(final int step) {
        return step < maxSteps
                ? "time budget"
                : limitedByRows ? "more would learn so few records by heart" : "maximum steps";
    }

    /** The next step's learning rate. */
    double learningRate() {
        // What few steps gain from a high rate, many steps gain from a low one (measured: 1e-3 at 2,000, 5e-4 at
        // 4,000).
        final double first = learningRate > 0 ? learningRate : Math.clamp(2. / planned, MIN_RATE, MAX_RATE);
        return Math.scalb(first * (LAST + (1 - LAST) * (1 + Math.cos(Math.PI * progress)) / 2), -rollbacks);
    }

    /** An estimate of the time left. */
    Duration left(final int step, final long now) {
        final double perStep = step == 0 ? 0 : (double) (now - begin) / step;
        return Duration.ofNanos((long) Math.clamp(perStep * (planned - step), 0, Math.max(0, budget - (now - begin))));
    }
}
