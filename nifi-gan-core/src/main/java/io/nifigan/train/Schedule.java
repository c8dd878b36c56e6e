// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

import java.time.Duration;

/**
 * How many steps there will be and how large they are. The learning rate falls by a cosine to 2 % over the planned steps. The plan is
 * the most steps allowed; only where the machine is too slow for them within the budget does it shrink, so that a training whose steps
 * fit is reproducible whatever the clock says.
 */
final class Schedule {
    private static final double LAST = .02;
    private static final int WARM_UP = 50;
    private static final int REVIEW = 25;

    private final int maxSteps;
    private final double learningRate;
    private final long budget;
    private final long begin;
    private long warm;
    private int planned;

    Schedule(final int maxSteps, final double learningRate, final Duration budget, final long now) {
        this.maxSteps = maxSteps;
        this.learningRate = learningRate;
        this.budget = budget.toNanos();
        this.begin = now;
        this.planned = maxSteps;
    }

    /** Reviews the plan before a step; false where the training is over. */
    boolean goesOn(final int step, final long now) {
        if (step == WARM_UP) {
            warm = now;
        }
        if (step > WARM_UP && step % REVIEW == 0) {
            final double perStep = (double) (now - warm) / (step - WARM_UP);
            final double reachable = step + (budget - (now - begin)) / perStep;
            if (reachable < maxSteps) {
                planned = (int) Math.max(step + 1, reachable);
            }
        }
        return step < planned && now - begin < budget;
    }

    /** The most steps that will be done as things stand. */
    int planned() {
        return planned;
    }

    double learningRate(final int step) {
        final double progress = Math.min(1, (double) step / planned);
        return learningRate * (LAST + (1 - LAST) * (1 + Math.cos(Math.PI * progress)) / 2);
    }

    Duration left(final int step, final long now) {
        final double perStep = step == 0 ? 0 : (double) (now - begin) / step;
        return Duration.ofNanos((long) Math.min(perStep * (planned - step), Math.max(0, budget - (now - begin))));
    }
}
