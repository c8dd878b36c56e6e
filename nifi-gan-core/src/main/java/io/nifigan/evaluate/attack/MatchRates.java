// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.attack;

/**
 * How many rows guesses are true of, in tables of any size: from the matches of each guess in one table, the
 * distribution of the matches expected is found that makes them likeliest, as a mixture of Poisson distributions
 * (Kiefer and Wolfowitz 1956; by expectation and maximisation).
 */
final class MatchRates {
    /** Guesses with more matches have no part in singling out. */
    private static final int MAX_MATCHES = 60;

    private static final int RATES = 80;
    private static final double MIN_RATE = 1e-3;
    private static final double GREATEST_RATE = 100;
    private static final int ROUNDS = 3_000;

    private final double[] rates = new double[RATES];
    private final double[] weights = new double[RATES];

    /** @param matches for each guess how many rows it is true of */
    MatchRates(final int[] matches) {
        final double[] counts = new double[MAX_MATCHES + 1];
        for (final int k : matches) {
            counts[Math.min(k, MAX_MATCHES)]++;
        }
        for (int j = 1; j < RATES; j++) {
            rates[j] = MIN_RATE * Math.pow(GREATEST_RATE / MIN_RATE, (j - 1.) / (RATES - 2));
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

    /** The share of guesses that single out in a table so many times as large. */
    double singlingOut(final double times) {
        double sum = 0;
        for (int j = 0; j < RATES; j++) {
            sum += weights[j] * times * rates[j] * Math.exp(-times * rates[j]);
        }
        return sum;
    }
}
