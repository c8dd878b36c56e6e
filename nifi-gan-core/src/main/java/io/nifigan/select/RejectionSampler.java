// SPDX-License-Identifier: Apache-2.0
package io.nifigan.select;

import io.nifigan.common.RandomStream;
import io.nifigan.trees.RowBins;
import java.util.Arrays;
import java.util.List;

/**
 * Keeps generated rows by their weights, one after the other, so that the kept rows meet the tables of a
 * {@link RakingModel} at any time. The logarithm of a row's weight is the sum of the classifier's logit and of what the
 * row's slots in the tables add. A share of e^(log weight - bound) of the rows of one weight is kept:
 * {@link BoundController} sets the bound, {@link RakingFeedback} prefers rows that the tables lack, and
 * {@link LiftedThreshold} draws by chance. Not thread-safe.
 */
public final class RejectionSampler {
    /** About the smallest share of rows that is kept, even of a generator that is far off. */
    public static final double MIN_SHARE = 1. / BoundController.MAX_DRAWN;

    private final RakingModel raking;
    private final CellIndex index;
    private final BoundController bound;
    private final RakingFeedback feedback;
    private final LiftedThreshold threshold;
    private final SubgroupBalance subgroup;
    /** Null unless {@link #enableEarlyExit} made one. */
    private RowScorer scorer;

    /**
     * @param raking what was learnt of the training rows
     * @param seed the same seed keeps the same rows
     * @param isBalanced whether the tables of all rows are followed; false where rows are no fair share of all rows, as
     *     under conditions
     */
    public RejectionSampler(final RakingModel raking, final long seed, final boolean isBalanced) {
        this(raking, List.of(), seed, isBalanced);
    }

    /** @param subgroup the tables of rows under a condition, which are always followed; empty where none are known */
    public RejectionSampler(
            final RakingModel raking, final List<SubgroupTable> subgroup, final long seed, final boolean isBalanced) {
        final BoundController.Limits limits =
                subgroup.isEmpty() ? BoundController.Limits.OF_TABLE : BoundController.Limits.OF_SUBGROUP;
        this.raking = raking;
        this.index = new CellIndex(raking);
        this.bound = new BoundController(raking.bound(), limits, isBalanced);
        this.feedback = new RakingFeedback(raking.tables(), isBalanced);
        this.threshold = new LiftedThreshold(new RandomStream(seed));
        this.subgroup = new SubgroupBalance(raking.bins(), subgroup);
    }

    /** Finds the slots of rows, for any number of threads at once. */
    public CellIndex index() {
        return index;
    }

    /** The bins that rows are put into. */
    public RowBins bins() {
        return raking.bins();
    }

    /**
     * Prepares to score each row only as far as it may still be kept, for {@link #keep(RowCells)}.
     *
     * @return false where all logits must be found beforehand: under a condition every row counts, and trees may be too
     *     large
     */
    public boolean enableEarlyExit() {
        scorer = subgroup.isEmpty() ? EarlyExitScorer.of(raking) : null;
        return scorer != null;
    }

    /**
     * Keeps rows whose logits are known.
     *
     * @param codes {@code [columns][rows]}: generated rows, as {@link RowBins#codes} gives them
     * @param logits {@code [rows]}: the classifier's logits
     * @return the indices of the kept rows, rising
     */
    public int[] keep(final byte[][] codes, final float[] logits) {
        return keep(index.find(codes, logits.length), logits);
    }

    /**
     * Keeps rows whose logits are known.
     *
     * @param cells what {@link #index} found
     * @param logits {@code [rows]}: the classifier's logits
     * @return the indices of the kept rows, rising
     */
    public int[] keep(final RowCells cells, final float[] logits) {
        return keep(cells, (codes, row, needed) -> logits[row]);
    }

    /**
     * Keeps rows whose logits are not known, and scores each as far as needed.
     *
     * @param cells what {@link #index} found
     * @return the indices of the kept rows, rising
     * @throws IllegalStateException without {@link #enableEarlyExit}
     */
    public int[] keep(final RowCells cells) {
        if (scorer == null) {
            throw new IllegalStateException("The logits of these rows must be found beforehand");
        }
        return keep(cells, scorer);
    }

    private int[] keep(final RowCells cells, final RowScorer logits) {
        final int[] kept = new int[cells.open().length];
        int count = 0;
        int next = 0;
        for (final int row : cells.open()) {
            bound.skipped(row - next);
            next = row + 1;
            if (isKept(cells, row, logits)) {
                kept[count++] = row;
            }
        }
        bound.skipped(cells.rows() - next);
        return Arrays.copyOf(kept, count);
    }

    /** The rejection step. */
    private boolean isKept(final RowCells cells, final int row, final RowScorer logits) {
        final double raked = feedback.logit(cells.slots(), row);
        final double needed = threshold.draw(feedback.lift());
        final double above = raked - bound.bound() + logits.logit(cells.codes(), row, needed + bound.bound() - raked);
        final double balanced = above + subgroup.logit(cells.codes(), row, above);
        if (balanced > needed) {
            bound.kept(balanced);
            feedback.kept(cells.slots(), row);
            subgroup.kept();
            return true;
        }
        bound.rejected();
        return false;
    }
}
