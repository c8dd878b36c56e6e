// SPDX-License-Identifier: Apache-2.0
package io.nifigan.realism;

import java.util.Arrays;

/**
 * The distribution of scores of held-out real rows, which turns a score into a percentile among them.
 *
 * @param quantiles 2 to 10,001 ascending scores, at equal steps of the share of rows from 0 to 1
 */
public record ScoreScale(double[] quantiles) {
    private static final int MAX = 10_001;

    public ScoreScale {
        if (quantiles.length < 2 || quantiles.length > MAX) {
            throw new IllegalArgumentException(
                    "%d quantiles of scores; there must be 2 to %d".formatted(quantiles.length, MAX));
        }
        for (int i = 0; i < quantiles.length; i++) {
            if (!Double.isFinite(quantiles[i]) || i > 0 && Double.compare(quantiles[i], quantiles[i - 1]) < 0) {
                throw new IllegalArgumentException(
                        "Quantile %d of the scores is not finite or not rising".formatted(i));
            }
        }
    }

    /** The score that a share of held-out real rows does not exceed. */
    public double at(final double share) {
        return quantiles[(int) (share * (quantiles.length - 1))];
    }

    /** The percentage of held-out real rows that score no higher, 0 to 100. */
    public double percentile(final double score) {
        final int last = quantiles.length - 1;
        int at = Arrays.binarySearch(quantiles, score);
        if (at >= 0) {
            while (at < last && quantiles[at + 1] == score) {
                at++;
            }
            return 100. * at / last;
        }
        at = -at - 1;
        if (at == 0) {
            return 0;
        }
        if (at > last) {
            return 100;
        }
        return 100 * (at - 1 + (score - quantiles[at - 1]) / (quantiles[at] - quantiles[at - 1])) / last;
    }
}
