// SPDX-License-Identifier: Apache-2.0
package io.nifigan.calibrate;

import java.util.Arrays;

/**
 * Tells from a latent alone how likely its row is wanted, where only few rows are: most latents then need not be passed
 * through the generator. A latent is let through with a probability that falls with its score, the linear discriminant
 * of the latents of rows that were wanted (Fisher 1936; the covariance of a prior is known). Rows carry the inverse of
 * that probability as a weight, so that shares stay what they were.
 */
public final class LatentImportanceSampler {
    /** Scores are cut into so many bins over {@value #REACH} standard deviations to both sides. */
    private static final int BINS = 32;

    private static final double REACH = 3;
    /** The least probability to be let through: it bounds the weights. */
    private static final double MIN = .1;
    /** A screen that saves less than this is not worth its weights. */
    private static final double WORTHWHILE = 1.3;
    /** So many wanted rows tell the direction, and as many again the probabilities. */
    private static final int ROWS = 500;

    private final float[] direction;
    private final double[] probability;
    private final float[] logWeight;

    private LatentImportanceSampler(final float[] direction, final double[] probability) {
        this.direction = direction;
        this.probability = probability;
        this.logWeight = new float[BINS];
        for (int b = 0; b < BINS; b++) {
            logWeight[b] = (float) -Math.log(probability[b]);
        }
    }

    /** The bin of a latent's score. */
    int bin(final float[] latents, final int offset) {
        return bin(direction, latents, offset);
    }

    private static int bin(final float[] direction, final float[] latents, final int offset) {
        float score = 0;
        for (int i = 0; i < direction.length; i++) {
            score += direction[i] * latents[offset + i];
        }
        return (int) Math.clamp((score + REACH) * (BINS / (2 * REACH)), 0, BINS - 1);
    }

    /** The probability that a latent of a bin is let through, above 0 and at most 1. */
    double probability(final int bin) {
        return probability[bin];
    }

    /** The logarithm of the weight of a row whose latent was let through, 0 or more. */
    float logWeight(final int bin) {
        return logWeight[bin];
    }

    /** Learns a screen from rows drawn without one. Not for several threads. */
    public static final class Learner {
        private final int size;
        private final double[] sum;
        private final long[] all = new long[BINS];
        private final long[] wanted = new long[BINS];
        private float[] direction;
        private long rows;

        /** @param size numbers of a latent */
        public Learner(final int size) {
            this.size = size;
            this.sum = new double[size];
        }

        /**
         * @param latents {@code [rows, size]}: of all rows drawn
         * @param drawn how many rows
         * @param indices {@code [count]}: those wanted, rising
         * @param count how many are
         */
        public void add(final float[] latents, final int drawn, final int[] indices, final int count) {
            rows += count;
            if (direction != null) {
                for (int r = 0; r < drawn; r++) {
                    all[bin(direction, latents, r * size)]++;
                }
                for (int i = 0; i < count; i++) {
                    wanted[bin(direction, latents, indices[i] * size)]++;
                }
                return;
            }
            for (int i = 0; i < count; i++) {
                for (int j = 0; j < size; j++) {
                    sum[j] += latents[indices[i] * size + j];
                }
            }
            if (rows >= ROWS) {
                direction = direction();
                rows = 0;
            }
        }

        /** Whether enough rows came. */
        public boolean isDone() {
            return direction != null && rows >= ROWS;
        }

        /**
         * Scores have a standard deviation of about 1: the numbers of a latent are apart, each with a variance of at
         * most 1.
         */
        private float[] direction() {
            final double length = Math.sqrt(Arrays.stream(sum).map(s -> s * s).sum());
            final float[] found = new float[size];
            for (int j = 0; j < size; j++) {
                found[j] = (float) (length > 0 ? sum[j] / length : 0);
            }
            return found;
        }

        /**
         * The screen with the smallest work for the same precision: a probability in proportion to the root of the part
         * that is wanted (Neyman 1934).
         *
         * @return null where it would save little
         */
        public LatentImportanceSampler importance() {
            final long allRows = Arrays.stream(all).sum();
            final double share = (double) rows / allRows;
            final double[] part = new double[BINS];
            for (int b = 0; b < BINS; b++) {
                // One wanted row of the common share is mixed in: bins at the ends hold few.
                part[b] = (wanted[b] + 1) / (all[b] + 1 / share);
            }
            final double max = Arrays.stream(part).max().orElseThrow();
            final double[] probability = Arrays.stream(part)
                    .map(p -> Math.max(MIN, Math.sqrt(p / max)))
                    .toArray();
            double passes = 0;
            double squares = 0;
            for (int b = 0; b < BINS; b++) {
                passes += probability[b] * all[b] / allRows;
                squares += wanted[b] / probability[b] / rows;
            }
            return passes * squares * WORTHWHILE > 1 ? null : new LatentImportanceSampler(direction, probability);
        }
    }
}
