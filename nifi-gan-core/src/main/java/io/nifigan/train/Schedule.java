// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

import java.time.Duration;

/**
 * How many steps there will be and how large they are. The learning rate falls by a cosine to 2 % over the training. The plan is the most
 * steps allowed; only where the machine is too slow for them within the budget does the clock set the pace, so that a training whose
 * steps fit is reproducible whatever the clock says.
 */
final class Schedule {
    private static final double LAST = .02;
    private static final double MOST_RATE = 1e-3;
    private static final double LEAST_RATE = 5e-4;
    private static final int WARM_UP = 50;
    private static final int REVIEW = 25;
    /** Before this share of the budget is used, a slow start says nothing. */
    private static final double KNOWN_SHARE = .1;

    private final int maxSteps;
    private final double learningRate;
    private final long budget;
    private long begin;
    private long warm;
    private int planned;
    private double progress;

    /**
     * @param learningRate the first step's, 0 to choose it by the number of steps
     * @param now          {@link System#nanoTime()}
     */
    Schedule(final int maxSteps, final double learningRate, final Duration budget, final long now) {
        this.maxSteps = maxSteps;
        this.learningRate = learningRate;
        this.budget = budget.toNanos();
        this.begin = now;
        this.planned = maxSteps;
    }

    /** Where the schedule stands, all times from its beginning. */
    State state(final long now) {
        return new State(budget, now - begin, warm == 0 ? 0 : warm - begin, planned, progress);
    }

    /** Goes on from where a schedule of the same budget stood, as if no time had passed since. */
    void restore(final State state, final long now) {
        begin = now - state.elapsed();
        warm = begin + state.warm();
        planned = Math.clamp(state.planned(), 1, maxSteps);
        progress = state.progress();
    }

    /** Takes progress back to where it was; the time that went by is gone. */
    void rollBack(final double earlier) {
        progress = earlier;
    }

    /**
     * Where a schedule stands; all times in nanoseconds.
     *
     * @param budget   the longest that it may take
     * @param elapsed  time that it has taken
     * @param warm     of which to warm up
     * @param planned  steps planned
     * @param progress how much is done, 0 to 1
     */
    record State(long budget, long elapsed, long warm, int planned, double progress) {
        private static final long LONGEST = Duration.ofDays(3_650).toNanos();

        State {
            if (budget < 1 || budget > LONGEST || elapsed < 0 || elapsed > LONGEST || warm < 0 || warm > elapsed || planned < 1
                    || !(progress >= 0 && progress <= 1)) {
                throw new IllegalArgumentException("A schedule cannot stand at %d of %d ns, %d to warm up, %d steps, %s done".formatted(elapsed, budget,
                        warm, planned, progress));
            }
        }
    }

    /** Reviews the plan before a step; false where the training is over. */
    boolean goesOn(final int step, final long now) {
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

    double learningRate() {
        // What few steps gain from a high rate, many steps gain from a low one (measured: 1e-3 at 2,000, 5e-4 at 4,000).
        final double first = learningRate > 0 ? learningRate : Math.clamp(2. / planned, LEAST_RATE, MOST_RATE);
        return first * (LAST + (1 - LAST) * (1 + Math.cos(Math.PI * progress)) / 2);
    }

    Duration left(final int step, final long now) {
        final double perStep = step == 0 ? 0 : (double) (now - begin) / step;
        return Duration.ofNanos((long) Math.clamp(perStep * (planned - step), 0, Math.max(0, budget - (now - begin))));
    }
}
