// SPDX-License-Identifier: Apache-2.0
package io.nifigan.fit;

import java.util.Arrays;

/** The area under the ROC curve: the share of pairs in which the real row scores higher, ties counted half (Mann and Whitney 1947). */
final class Ranking {
    private Ranking() {
    }

    static double auc(final double[] real, final double[] generated) {
        final double[] a = real.clone();
        final double[] b = generated.clone();
        Arrays.sort(a);
        Arrays.sort(b);
        double wins = 0;
        int below = 0;
        int upTo = 0;
        for (final double score : a) {
            while (below < b.length && b[below] < score) {
                below++;
            }
            while (upTo < b.length && b[upTo] <= score) {
                upTo++;
            }
            wins += (below + upTo) / 2.;
        }
        return wins / ((double) a.length * b.length);
    }
}
