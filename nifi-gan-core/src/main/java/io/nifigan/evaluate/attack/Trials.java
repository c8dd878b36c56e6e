// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.attack;

import io.nifigan.evaluate.result.PrivacyTest;
import org.apache.commons.statistics.distribution.HypergeometricDistribution;

/**
 * The successes of an attack on training rows and on held-out rows. An attack decides on each row by the row and by
 * what does not depend on which rows are training rows.
 *
 * @param kind the kind of attack
 * @param column the column that is attacked; null for whole rows
 * @param trials number of training rows
 * @param hits number of successes on them
 * @param otherTrials number of held-out rows
 * @param otherHits number of successes on them
 * @param scale factor from a difference of success rates to the effect
 */
public record Trials(
        PrivacyTest.Kind kind, String column, int trials, int hits, int otherTrials, int otherHits, double scale) {
    /** Counts the successes on pooled rows, of which the first {@code trials} are training rows. */
    static Trials of(final PrivacyTest.Kind kind, final String column, final int trials, final boolean[] success) {
        int hits = 0;
        int otherHits = 0;
        for (int r = 0; r < success.length; r++) {
            if (success[r]) {
                hits += r < trials ? 1 : 0;
                otherHits += r < trials ? 0 : 1;
            }
        }
        return new Trials(kind, column, trials, hits, success.length - trials, otherHits, 1);
    }

    Trials scaled(final double factor) {
        return new Trials(kind, column, trials, hits, otherTrials, otherHits, factor);
    }

    double effect() {
        return effect(hits);
    }

    private double effect(final int assumed) {
        return scale * ((double) assumed / trials - (double) (hits + otherHits - assumed) / otherTrials);
    }

    /** The probability of as many successes on training rows, given those on all rows (Fisher's exact test). */
    double chance() {
        return chance(hits);
    }

    private double chance(final int assumed) {
        return assumed == 0
                ? 1
                : HypergeometricDistribution.of(trials + otherTrials, hits + otherHits, trials)
                        .survivalProbability(assumed - 1);
    }

    private int maxHits() {
        return Math.min(trials, hits + otherHits);
    }

    /** The smallest chance that the same number of successes could have. */
    double minChance() {
        return chance(maxHits());
    }

    /** The greatest effect that the same number of successes could have. */
    double maxEffect() {
        return effect(maxHits());
    }
}
