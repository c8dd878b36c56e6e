// SPDX-License-Identifier: Apache-2.0
package io.nifigan.select;

import io.nifigan.trees.ColumnBins;
import io.nifigan.trees.QuickScorer;
import java.util.Arrays;

/**
 * Asks a judge about a row only as far as it takes to say that the row is not kept: after each stage of the trees a row
 * is left that would need more of those to come than any row got of them so far. The first {@value #LEARNT} rows are
 * judged in full to learn how much that is; a row beyond it, one of some thousands, has as much less weight. (The sum
 * of what the best leaves give bounds it too, but is so far above that it saves nothing.) Not for several threads.
 */
final class EarlyExitScorer {
    private static final int LEARNT = 8_192;

    private final QuickScorer masks;
    /** {@code [stages]}: the most that a stage and those after it gave to a row. */
    private final float[] max;

    private final float[] before;
    private int learnt;

    private EarlyExitScorer(final QuickScorer masks) {
        this.masks = masks;
        this.max = new float[masks.stages()];
        this.before = new float[masks.stages()];
        Arrays.fill(max, Float.NEGATIVE_INFINITY);
    }

    /** A judge of the rows of a refinement; null where its trees do not suit. */
    static EarlyExitScorer of(final RakingModel raking) {
        final QuickScorer masks = QuickScorer.of(
                raking.trees(),
                raking.bins().columns().stream().mapToInt(ColumnBins::bins).toArray());
        return masks == null ? null : new EarlyExitScorer(masks);
    }

    /**
     * @param codes {@code [columns][rows]}
     * @param needed a row with a lower logit is not kept
     * @return the row's logit; minus infinity where it is found to be lower, or to be hardly ever anything else
     */
    float logit(final byte[][] codes, final int row, final double needed) {
        float sum = 0;
        for (int s = 0; s < before.length; s++) {
            if (learnt >= LEARNT && sum + max[s] < needed) {
                return Float.NEGATIVE_INFINITY;
            }
            before[s] = sum;
            sum = masks.add(s, codes, row, sum);
        }
        learnt = Math.min(LEARNT, learnt + 1);
        for (int s = 0; s < before.length; s++) {
            max[s] = Math.max(max[s], sum - before[s]);
        }
        return sum;
    }
}
