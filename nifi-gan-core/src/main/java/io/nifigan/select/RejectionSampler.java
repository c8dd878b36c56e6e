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
    private final WeightSplitter splitter;
    /** Null unless {@link #enableEarlyExit} made one. */
    private RowScorer scorer;

    /**
     * @param raking what was learnt of the training rows
     * @param seed the same seed keeps the same rows
     * @param isBalanced whether the tables of all rows are followed; false where rows are no fair share of all rows, as
     *     under conditions
     */
    public RejectionSampler(final RakingModel raking, final long seed, final boolean isBalanced) {
        this(raking, List.of(), seed, isBalanced, BoundController.Limits.OF_TABLE);
    }

    /** @param subgroup the tables of rows under a condition, which are always followed; empty where none are known */
    public RejectionSampler(
            final RakingModel raking, final List<SubgroupTable> subgroup, final long seed, final boolean isBalanced) {
        this(
                raking,
                subgroup,
                seed,
                isBalanced,
                subgroup.isEmpty() ? BoundController.Limits.OF_TABLE : BoundController.Limits.OF_SUBGROUP);
    }

    private RejectionSampler(
            final RakingModel raking,
            final List<SubgroupTable> subgroup,
            final long seed,
            final boolean isBalanced,
            final BoundController.Limits limits) {
        this.raking = raking;
        this.index = new CellIndex(raking);
        this.bound = new BoundController(raking.bound(), limits, isBalanced);
        this.feedback = new RakingFeedback(raking.tables(), isBalanced);
        final RandomStream random = new RandomStream(seed);
        this.threshold = new LiftedThreshold(random);
        this.splitter = new WeightSplitter(random);
        this.subgroup = new SubgroupBalance(raking.bins(), subgroup);
    }

    /**
     * A sampler that splits rows of great weight, for {@link #keep(RowCells, float[], float[], SplitListener)}. It
     * needs fewer rows to choose from.
     */
    public static RejectionSampler splitting(final RakingModel raking, final long seed, final boolean isBalanced) {
        return new RejectionSampler(raking, List.of(), seed, isBalanced, BoundController.Limits.OF_SPLITTING);
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
        return keep(cells, known(logits), null, null);
    }

    private static RowScorer known(final float[] logits) {
        return (codes, row, needed) -> logits[row];
    }

    /**
     * Keeps rows whose logits are not known, and scores each as far as needed.
     *
     * @param cells what {@link #index} found
     * @return the indices of the kept rows, rising
     * @throws IllegalStateException without {@link #enableEarlyExit}
     */
    public int[] keep(final RowCells cells) {
        return keep(cells, scorer(), null, null);
    }

    /**
     * Keeps rows, and splits those that weigh more than one row can.
     *
     * @param cells what {@link #index} found
     * @param logits {@code [rows]}: the classifier's logits; null after {@link #enableEarlyExit}
     * @param near {@code [rows]}: for a row drawn near one that was split, the logarithm of that one's weight; NaN for
     *     rows drawn independently
     * @param listener hears of what is to be drawn
     * @return the indices of the kept rows, rising
     */
    public int[] keep(final RowCells cells, final float[] logits, final float[] near, final SplitListener listener) {
        return keep(cells, logits == null ? scorer() : known(logits), near, listener);
    }

    private RowScorer scorer() {
        if (scorer == null) {
            throw new IllegalStateException("The logits of these rows must be found beforehand");
        }
        return scorer;
    }

    private int[] keep(final RowCells cells, final RowScorer logits, final float[] near, final SplitListener listener) {
        final int[] kept = new int[cells.open().length];
        int count = 0;
        int next = 0;
        for (final int row : cells.open()) {
            skip(next, row, near, listener);
            next = row + 1;
            final boolean isKept = near == null
                    ? isKept(cells, row, logits)
                    : Float.isNaN(near[row])
                            ? isKeptOrSplit(cells, row, logits, listener)
                            : isKeptNear(cells, row, logits, near[row], listener);
            if (isKept) {
                kept[count++] = row;
            }
        }
        skip(next, cells.rows(), near, listener);
        return Arrays.copyOf(kept, count);
    }

    /** Notes rows that lie in structural zeros. */
    private void skip(final int from, final int to, final float[] near, final SplitListener listener) {
        int independent = 0;
        for (int row = from; row < to; row++) {
            if (near == null || Float.isNaN(near[row])) {
                independent++;
            } else {
                listener.rejected(row);
            }
        }
        bound.skipped(independent);
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

    /** The rejection step for a row that may be split. */
    private boolean isKeptOrSplit(
            final RowCells cells, final int row, final RowScorer logits, final SplitListener listener) {
        final double raked = feedback.logit(cells.slots(), row);
        final double needed = threshold.draw(feedback.lift());
        // Whether a row is split does not depend on whether it is kept.
        final double least = Math.min(needed, WeightSplitter.LOG_PART);
        final double limit = bound.bound();
        final double above = raked - limit + logits.logit(cells.codes(), row, least + limit - raked);
        final int others = splitter.others(above);
        if (others > 0) {
            listener.split(row, (float) (above + limit), others);
        }
        if (Math.min(above, WeightSplitter.LOG_PART) > needed) {
            bound.kept(above - WeightSplitter.LOG_PART);
            feedback.kept(cells.slots(), row);
            return true;
        }
        bound.rejected();
        return false;
    }

    /** The step for a row drawn near one that was split. */
    private boolean isKeptNear(
            final RowCells cells,
            final int row,
            final RowScorer logits,
            final float weight,
            final SplitListener listener) {
        final double raked = feedback.logit(cells.slots(), row);
        final double needed = splitter.threshold();
        if (raked - weight + logits.logit(cells.codes(), row, needed + weight - raked) <= needed) {
            listener.rejected(row);
            return false;
        }
        if (WeightSplitter.LOG_PART > threshold.draw(feedback.lift())) {
            feedback.kept(cells.slots(), row);
            return true;
        }
        return false;
    }
}
