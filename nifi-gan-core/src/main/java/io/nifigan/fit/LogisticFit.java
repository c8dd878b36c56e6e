// SPDX-License-Identifier: Apache-2.0
package io.nifigan.fit;

import java.util.Arrays;

/**
 * A logistic calibration of scores, P(real) = sigmoid(slope s + offset). It is fitted to real and generated rows with
 * the same total weight, by Newton's method with smoothed targets, which keep the slope finite for separable scores
 * (Platt 1999).
 *
 * @param slope above 0, so that a higher score never means less real
 * @param offset the logit at score 0
 */
record LogisticFit(double slope, double offset) {
    private static final int ITERATIONS = 50;
    private static final double MIN_SLOPE = 1e-3;

    /** The logits of scores. */
    double[] logits(final double[] scores) {
        return Arrays.stream(scores).map(score -> slope * score + offset).toArray();
    }

    static LogisticFit of(final double[] real, final double[] generated) {
        // Scores are standardized first, since those of a GAN have no fixed scale.
        double mean = 0;
        double square = 0;
        final int n = real.length + generated.length;
        for (final double[] side : new double[][] {real, generated}) {
            for (final double s : side) {
                mean += s / n;
            }
        }
        for (final double[] side : new double[][] {real, generated}) {
            for (final double s : side) {
                square += (s - mean) * (s - mean) / n;
            }
        }
        final double deviation = Math.max(Math.sqrt(square), 1e-12);
        double a = 0;
        double b = 0;
        for (int i = 0; i < ITERATIONS; i++) {
            final double[] sums = new double[5];
            addSide(real, mean, deviation, a, b, (real.length + 1.) / (real.length + 2.), .5 / real.length, sums);
            addSide(generated, mean, deviation, a, b, 1. / (generated.length + 2.), .5 / generated.length, sums);
            final double ridge = 1e-9;
            final double determinant = (sums[2] + ridge) * (sums[4] + ridge) - sums[3] * sums[3];
            final double stepA = ((sums[4] + ridge) * sums[0] - sums[3] * sums[1]) / determinant;
            final double stepB = ((sums[2] + ridge) * sums[1] - sums[3] * sums[0]) / determinant;
            final double length = Math.max(1, Math.hypot(stepA, stepB));
            a += stepA / length;
            b += stepB / length;
            if (Math.hypot(stepA, stepB) < 1e-10) {
                break;
            }
        }
        final double slope = Math.max(a, MIN_SLOPE) / deviation;
        return new LogisticFit(slope, b - slope * mean);
    }

    /** Adds the gradient and curvature of the log-likelihood of the real or of the generated rows. */
    private static void addSide(
            final double[] scores,
            final double mean,
            final double deviation,
            final double a,
            final double b,
            final double target,
            final double weight,
            final double[] sums) {
        for (final double score : scores) {
            final double s = (score - mean) / deviation;
            final double p = 1 / (1 + Math.exp(-(a * s + b)));
            sums[0] += weight * (target - p) * s;
            sums[1] += weight * (target - p);
            sums[2] += weight * p * (1 - p) * s * s;
            sums[3] += weight * p * (1 - p) * s;
            sums[4] += weight * p * (1 - p);
        }
    }
}
