// SPDX-License-Identifier: Apache-2.0
package io.nifigan.calibrate;

import java.util.Arrays;

/**
 * An importance sampler of latent vectors, for sampling under a condition that few rows meet. It accepts a latent with
 * a probability that depends on its score, so that most latents need not pass through the generator. The score is the
 * linear discriminant of the latents of matching rows (Fisher 1936; the covariance of a prior is known). Rows carry the
 * inverse of the probability as a weight, so that shares do not change.
 */
public final class LatentImportanceSampler {
    /** Bins of scores, over {@value #REACH} standard deviations to both sides. */
    private static final int BINS = 32;

    private static final double REACH = 3;
    /** The least probability of acceptance, which bounds the weights. */
    private static final double MIN_PROBABILITY = .1;
    /** The least factor of saved work: a sampler that saves less is not worth its weights. */
    private static final double MIN_SPEEDUP = 1.3;
    /** Matching rows to learn the direction from, and again as many to learn the probabilities from. */
    private static final int MIN_ROWS = 500;

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

    /** The probability that a latent of a bin is accepted, above 0 and at most 1. */
    double probability(final int bin) {
        return probability[bin];
    }

    /** The logarithm of the weight of a row whose latent was accepted, 0 or more. */
    float logWeight(final int bin) {
        return logWeight[bin];
    }

    /** Learner of a sampler, from rows drawn without one. Not thread-safe. */
    public static final class Learner {
        private final int size;
        private final double[] sum;
        private final long[] all = new long[BINS];
        private final long[] matching = new long[BINS];
        private float[] direction;
        private long rows;

        /** @param size the dimensions of a latent */
        public Learner(final int size) {
            this.size = size;
            this.sum = new double[size];
        }

        /**
         * Adds rows.
         *
         * @param latents {@code [rows, size]}: the latents of all rows drawn
         * @param drawn the number of rows drawn
         * @param indices {@code [count]}: the matching rows, ascending
         * @param count the number of matching rows
         */
        public void add(final float[] latents, final int drawn, final int[] indices, final int count) {
            rows += count;
            if (direction != null) {
                for (int r = 0; r < drawn; r++) {
                    all[bin(direction, latents, r * size)]++;
                }
                for (int i = 0; i < count; i++) {
                    matching[bin(direction, latents, indices[i] * size)]++;
                }
                return;
            }
            for (int i = 0; i < count; i++) {
                for (int j = 0; j < size; j++) {
                    sum[j] += latents[indices[i] * size + j];
                }
            }
            if (rows >= MIN_ROWS) {
                direction = direction();
                rows = 0;
            }
        }

        /** Whether enough rows were added. */
        public boolean isDone() {
            return direction != null && rows >= MIN_ROWS;
        }

        /**
         * The unit vector of the discriminant. Scores then have a standard deviation of at most 1, since the dimensions
         * of a latent are independent with variances of at most 1.
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
         * The sampler that needs the least work for the same precision: probabilities in proportion to the square root
         * of the share of matching rows (Neyman 1934).
         *
         * @return null if it would save little
         */
        public LatentImportanceSampler sampler() {
            final long allRows = Arrays.stream(all).sum();
            final double share = (double) rows / allRows;
            final double[] matchingShare = new double[BINS];
            for (int b = 0; b < BINS; b++) {
                // One more matching row at the overall share, since bins at the ends hold few rows.
                matchingShare[b] = (matching[b] + 1) / (all[b] + 1 / share);
            }
            final double max = Arrays.stream(matchingShare).max().orElseThrow();
            final double[] probability = Arrays.stream(matchingShare)
                    .map(p -> Math.max(MIN_PROBABILITY, Math.sqrt(p / max)))
                    .toArray();
            double passes = 0;
            double squares = 0;
            for (int b = 0; b < BINS; b++) {
                passes += probability[b] * all[b] / allRows;
                squares += matching[b] / probability[b] / rows;
            }
            return passes * squares * MIN_SPEEDUP > 1 ? null : new LatentImportanceSampler(direction, probability);
        }
    }
}
