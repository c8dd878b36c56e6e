// SPDX-License-Identifier: Apache-2.0
package io.nifigan.select;

import io.nifigan.trees.ColumnBins;
import io.nifigan.trees.QuickScorer;
import java.util.Arrays;

/**
 * Scores a row with the boosted trees until it is clear that the row is rejected. The trees are summed in stages; after
 * each, a row is given up that would need more from the remaining stages than any row got from them so far. The first
 * {@value #LEARNING_ROWS} rows are scored in full to learn how much that is. A row that would get more, one of several
 * thousand, loses the excess of its weight. The sum of the largest leaves is a bound too, but so loose that it saves
 * nothing. Not thread-safe.
 */
final class EarlyExitScorer implements RowScorer {
    private static final int LEARNING_ROWS = 8_192;

    private final QuickScorer trees;
    /** {@code [stages]}: the most that a stage and those after it added to a row's logit. */
    private final float[] max;

    private final float[] before;
    private int scored;

    private EarlyExitScorer(final QuickScorer trees) {
        this.trees = trees;
        this.max = new float[trees.stages()];
        this.before = new float[trees.stages()];
        Arrays.fill(max, Float.NEGATIVE_INFINITY);
    }

    /** Returns null where {@link QuickScorer} does not take the trees. */
    static EarlyExitScorer of(final RakingModel raking) {
        final QuickScorer trees = QuickScorer.of(
                raking.trees(),
                raking.bins().columns().stream().mapToInt(ColumnBins::bins).toArray());
        return trees == null ? null : new EarlyExitScorer(trees);
    }

    /** Gives minus infinity too where a row hardly ever reaches what it needs. */
    @Override
    public float logit(final byte[][] codes, final int row, final double needed) {
        float sum = 0;
        for (int s = 0; s < before.length; s++) {
            if (scored >= LEARNING_ROWS && sum + max[s] < needed) {
                return Float.NEGATIVE_INFINITY;
            }
            before[s] = sum;
            sum = trees.add(s, codes, row, sum);
        }
        scored = Math.min(LEARNING_ROWS, scored + 1);
        for (int s = 0; s < before.length; s++) {
            max[s] = Math.max(max[s], sum - before[s]);
        }
        return sum;
    }
}
