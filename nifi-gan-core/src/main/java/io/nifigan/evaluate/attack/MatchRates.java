// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.attack;

/**
 * An estimate of how many rows a guess matches in a table of any size. The expected number of matches of a guess
 * follows a mixture of Poisson distributions, which is fitted by maximum likelihood to the matches in one table (Kiefer
 * and Wolfowitz 1956; by expectation and maximisation).
 */
final class MatchRates {
    /** Guesses with more matches do not affect singling out. */
    private static final int MAX_MATCHES = 60;

    private static final int RATES = 80;
    private static final double MIN_RATE = 1e-3;
    private static final double MAX_RATE = 100;
    private static final int ROUNDS = 3_000;

    private final double[] rates = new double[RATES];
    private final double[] weights = new double[RATES];

    /** @param matches the number of rows that each guess matches */
    MatchRates(final int[] matches) {
        final double[] counts = new double[MAX_MATCHES + 1];
        for (final int k : matches) {
            counts[Math.min(k, MAX_MATCHES)]++;
        }
        for (int j = 1; j < RATES; j++) {
            rates[j] = MIN_RATE * Math.pow(MAX_RATE / MIN_RATE, (j - 1.) / (RATES - 2));
        }
        final double[][] chance = new double[RATES][MAX_MATCHES + 1];
        for (int j = 0; j < RATES; j++) {
            weights[j] = 1. / RATES;
            chance[j][0] = Math.exp(-rates[j]);
            for (int k = 1; k <= MAX_MATCHES; k++) {
                chance[j][k] = chance[j][k - 1] * rates[j] / k;
            }
        }
        for (int round = 0; round < ROUNDS; round++) {
            improve(counts, chance, matches.length);
        }
    }

    private void improve(final double[] counts, final double[][] chance, final int guesses) {
        final double[] next = new double[RATES];
        for (int k = 0; k <= MAX_MATCHES; k++) {
            if (counts[k] == 0) {
                continue;
            }
            double sum = 0;
            for (int j = 0; j < RATES; j++) {
                sum += weights[j] * chance[j][k];
            }
            for (int j = 0; sum > 0 && j < RATES; j++) {
                next[j] += counts[k] / guesses * weights[j] * chance[j][k] / sum;
            }
        }
        System.arraycopy(next, 0, weights, 0, RATES);
    }

    /** The share of guesses that match exactly one row in a table that is larger by the given factor. */
    double singlingOut(final double factor) {
        double sum = 0;
        for (int j = 0; j < RATES; j++) {
            sum += weights[j] * factor * rates[j] * Math.exp(-factor * rates[j]);
        }
        return sum;
    }
}
