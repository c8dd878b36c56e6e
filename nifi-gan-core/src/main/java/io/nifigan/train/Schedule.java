// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

import java.time.Duration;

/**
 * The schedule of a training: its number of steps, and the learning rate of each step, which falls by a cosine to 2 %.
 * All allowed steps are planned. Only if the machine is too slow for them within the time budget, the clock sets the
 * number of steps. So a training whose steps fit into the budget is reproducible. Each rollback halves the learning
 * rate of all later steps.
 */
final class Schedule {
    /** The most rollbacks: a training that diverges even at an eighth of its learning rate has another fault. */
    static final int MAX_ROLLBACKS = 3;

    /** The learning rate of the last step, as a share of the first. */
    private static final double FINAL_RATE_SHARE = .02;

    private static final double MAX_RATE = 1e-3;
    private static final double MIN_RATE = 5e-4;
    /** First steps that are slow while the JVM compiles, and are not used to estimate the time of a step. */
    private static final int WARM_UP_STEPS = 50;
    /** Steps between two reviews of the plan. */
    private static final int REVIEW_PERIOD = 25;
    /** The share of the time budget before which the plan is not cut: a slow start says nothing. */
    private static final double MIN_KNOWN_SHARE = .1;
    /**
     * The most passes over a table of {@link #MANY_ROWS} rows; fewer over a smaller one, by the fourth root of its
     * rows.
     */
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
     * @param learningRate the first step's learning rate, 0 to choose it by the number of steps
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
     * The schedule for a table.
     *
     * @param settings the maximum steps and the learning rate
     * @param rows the number of training rows
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
     * The most steps before the networks memorize rows. Chosen on a table of 1,000 rows: after 20,000 steps, 64 % of
     * generated rows were nearer to a training row than to one of as many test rows; after 1,000 steps, 53 % were.
     */
    static int stepsBeforeMemorization(final int batch, final int rows) {
        if (rows >= MANY_ROWS) {
            return Integer.MAX_VALUE;
        }
        return (int) Math.max(1, Math.ceil(MAX_PASSES * Math.sqrt(Math.sqrt(rows / MANY_ROWS)) * rows / batch));
    }

    /** The state of the schedule, with all times relative to its start. */
    State state(final long now) {
        return new State(budget, now - begin, warm == 0 ? 0 : warm - begin, planned, progress, rollbacks);
    }

    /** Restores the state of a schedule with the same budget, as if no time had passed since. */
    void restore(final State state, final long now) {
        begin = now - state.elapsed();
        warm = begin + state.warm();
        planned = Math.clamp(state.planned(), 1, maxSteps);
        progress = state.progress();
        rollbacks = state.rollbacks();
    }

    /** Sets the progress back and halves the learning rate. The time that has passed is not given back. */
    void rollBack(final double earlier) {
        progress = earlier;
        rollbacks++;
    }

    /** How often the training was rolled back. */
    int rollbacks() {
        return rollbacks;
    }

    /**
     * The state of a schedule, with times in nanoseconds. Values are checked, since they may come from an untrusted
     * file.
     *
     * @param budget the time budget
     * @param elapsed the time since the start
     * @param warm the part of it that the warm-up took
     * @param planned steps planned
     * @param progress the share of the training that is done, 0 to 1
     * @param rollbacks how often the training was rolled back
     */
    record State(long budget, long elapsed, long warm, int planned, double progress, int rollbacks) {
        private static final long MAX_DURATION = Duration.ofDays(3_650).toNanos();

        State {
            if (budget < 1
                    || budget > MAX_DURATION
                    || elapsed < 0
                    || elapsed > MAX_DURATION
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

    /** Reviews the plan before a step. Returns false if the training is over and there is no such step. */
    boolean review(final int step, final long now) {
        if (step == WARM_UP_STEPS) {
            warm = now;
        }
        if (step > WARM_UP_STEPS && step % REVIEW_PERIOD == 0) {
            final double perStep = (double) (now - warm) / (step - WARM_UP_STEPS);
            final double reachable = step + (budget - (now - begin)) / perStep;
            final boolean known = now - begin > MIN_KNOWN_SHARE * budget;
            planned = known && reachable < maxSteps ? (int) Math.max(step + 1, reachable) : maxSteps;
        }
        final double share = planned < maxSteps ? (double) (now - begin) / budget : (double) step / maxSteps;
        progress = Math.min(1, Math.max(progress, share));
        return step < maxSteps && now - begin < budget;
    }

    /** The number of steps planned. */
    int planned() {
        return planned;
    }

    /** The share of the training that is done, 0 to 1. */
    double progress() {
        return progress;
    }

    /** Why the training ends after this step, in a few words. */
    String end(final int step) {
        return step < maxSteps
                ? "time budget"
                : limitedByRows ? "more steps would memorize so few records" : "maximum steps";
    }

    /** The next step's learning rate. */
    double learningRate() {
        // Few steps gain from a high rate, many from a low one (measured: 1e-3 is best at 2,000, 5e-4 at 4,000).
        final double first = learningRate > 0 ? learningRate : Math.clamp(2. / planned, MIN_RATE, MAX_RATE);
        return Math.scalb(
                first * (FINAL_RATE_SHARE + (1 - FINAL_RATE_SHARE) * (1 + Math.cos(Math.PI * progress)) / 2),
                -rollbacks);
    }

    /** An estimate of the time left. */
    Duration left(final int step, final long now) {
        final double perStep = step == 0 ? 0 : (double) (now - begin) / step;
        return Duration.ofNanos((long) Math.clamp(perStep * (planned - step), 0, Math.max(0, budget - (now - begin))));
    }
}
