// SPDX-License-Identifier: Apache-2.0
package io.nifigan.select;

import io.nifigan.common.RandomStream;
import io.nifigan.trees.RowBins;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Keeps generated rows by their weights, one after the other, so that what is kept meets the tables of a
 * {@link RakingModel} at any time. Of rows of one weight a share of a = e^(weight - bound) is kept. Which of them
 * depends on their lift: what the kept rows lack in a row's cells or have too much of, each times a fixed step. That
 * corrects what weights learnt beforehand leave, and makes the tables of the kept rows vary less than those of rows
 * drawn apart (as herding does, Welling 2009).
 *
 * <p>A row is kept with probability F(u + sqrt(1 + v) F^-1(a)), where u is its lift, v the mean square of lifts, and F
 * the distribution function of the standard normal distribution. If lifts are normal with mean 0 this is a on average,
 * whatever v (a normal distribution through a probit). If lifts were a part of the weight, the bound would have to be
 * above the greatest lifts too, and several times as many rows would be made in vain. Not for several threads.
 */
public final class RejectionSampler {
    private static final double SINGLE_STEP = .1;
    private static final double PAIR_STEP = .04;
    /**
     * Of a row whose weight is above the bound a part is lost, as no row is kept twice. The bound follows the rows so
     * that, where a is the share of rows kept, a mean part of {@value #LOST} + (1 / ({@value #MIN} a))^2 of the kept
     * rows' weights is lost: little, unless hardly any row were kept.
     */
    private static final double LOST = .02;
    /**
     * Under a condition whose tables are known fewer rows come to choose from; what is lost is made up for by what kept
     * rows lack.
     */
    private static final double LOST_OF_SUBGROUP = .08;

    private static final double MIN_OF_SUBGROUP = 25;
    private static final double MIN = 50;
    private static final double RATE_STEP = .001;
    /**
     * No more than about this share of the rows is kept, even of a perfect generator: so there are others in place of
     * those that tables have enough of.
     */
    private static final double MAX_KEPT = .5;
    /**
     * So many rows are looked at for one that is kept, those in cells that stay empty among them. Where a generator is
     * so far off that it would take more, after a training of a few steps, the bound comes down until it does not:
     * weights above it count alike, and tables are met less well.
     */
    private static final int MAX_DRAWN = 60;

    private static final double BOUND_STEP = .02;

    private static final int STATE = 3;

    /**
     * The most that a cell adds to a lift. Where the generator makes too few rows for it, a row's other cells are still
     * to count.
     */
    private static final double MAX_OF_CELL = 4;
    /** Lifts beyond so many times their root mean square count as so far: a few such rows would make up most of it. */
    private static final double MAX_LIFT = 3;

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private final RandomStream random;
    private final CellIndex finder;
    private final RakingModel raking;
    /** Null where the judge is asked beforehand. */
    private EarlyExitScorer scorer;

    private final double[] step;
    /** {@code [tables]}: where each begins among the slots of all. */
    private final int[] begin;
    /**
     * {@code [slots of all tables, 3]}: the logit and the share that each slot is to have, as learnt, and how many kept
     * rows lie in it.
     */
    private final double[] slots;

    private final SubgroupBalance subgroup;
    private final double lost;
    private final double min;
    private final double maxKept;
    private long kept;
    private double bound;
    /** Of the row that {@link #raked} was asked of last. */
    private double lift;
    /** The mean square of the lifts of late. */
    private double spread;
    /** The share of rows kept of late. */
    private double rate = .2;
    /** The same, of all rows with those in cells that stay empty. */
    private double given = .2;

    /**
     * @param raking what was learnt
     * @param seed of the choices
     * @param balanced whether logits follow what was kept; false where rows are not a fair share of all, as under
     *     conditions
     */
    public RejectionSampler(final RakingModel raking, final long seed, final boolean balanced) {
        this(raking, List.of(), seed, balanced);
    }

    /** @param subgroup what is known of the rows under conditions, followed in any case */
    public RejectionSampler(
            final RakingModel raking, final List<SubgroupTable> subgroup, final long seed, final boolean balanced) {
        this.random = new RandomStream(seed);
        this.bound = raking.bound();
        this.subgroup = subgroup.isEmpty() ? null : new SubgroupBalance(raking.bins(), subgroup);
        this.lost = this.subgroup == null ? LOST : LOST_OF_SUBGROUP;
        this.min = this.subgroup == null ? MIN : MIN_OF_SUBGROUP;
        this.maxKept = balanced ? MAX_KEPT : 1;
        this.finder = new CellIndex(raking);
        this.raking = raking;
        final int tables = raking.tables().size();
        this.step = new double[tables];
        this.begin = new int[tables + 1];
        for (int t = 0; t < tables; t++) {
            begin[t + 1] = begin[t] + raking.tables().get(t).targets().length;
            step[t] = !balanced ? 0 : raking.tables().get(t).second() < 0 ? SINGLE_STEP : PAIR_STEP;
        }
        this.slots = new double[STATE * begin[tables]];
        for (int t = 0; t < tables; t++) {
            for (int i = begin[t]; i < begin[t + 1]; i++) {
                slots[STATE * i] = raking.tables().get(t).logits()[i - begin[t]];
                slots[STATE * i + 1] = raking.tables().get(t).targets()[i - begin[t]];
            }
        }
    }

    /** Finds what {@link #keep(RowCells)} wants to know, for any number of threads at once. */
    public CellIndex finder() {
        return finder;
    }

    /** How rows are put into bins. */
    public RowBins bins() {
        return raking.bins();
    }

    /**
     * Gets ready for {@link #keep(RowCells)}.
     *
     * @return false where rows must be judged beforehand: under conditions all of them tell something, and trees may be
     *     too large
     */
    public boolean judge() {
        scorer = subgroup == null ? EarlyExitScorer.of(raking) : null;
        return scorer != null;
    }

    /**
     * @param codes {@code [columns][rows]}: generated rows, as {@link RowBins#codes} gives them
     * @param judged {@code [rows]}: the judge's logits
     * @return the indices of the rows that are kept, rising
     */
    public int[] keep(final byte[][] codes, final float[] judged) {
        return keep(finder.find(codes, judged.length), judged);
    }

    /**
     * The same where rows were not judged: the judge is asked of those that need its word, as far as they need it.
     *
     * @param cells what {@link #finder} found of generated rows
     * @throws IllegalStateException without {@link #scorer}
     */
    public int[] keep(final RowCells cells) {
        if (scorer == null) {
            throw new IllegalStateException("These rows are to be judged beforehand");
        }
        return keep(cells, null);
    }

    /** @param judged {@code [rows]}: the judge's logits; null where it is to be asked */
    public int[] keep(final RowCells cells, final float[] judged) {
        final int[] indices = new int[cells.open().length];
        int count = 0;
        int seen = 0;
        for (final int r : cells.open()) {
            passOver(r - seen);
            seen = r + 1;
            final double raked = raked(cells.slots(), r);
            final double needed = needed();
            double above = raked
                    - bound
                    + (judged == null ? scorer.logit(cells.codes(), r, needed + bound - raked) : judged[r]);
            if (subgroup != null) {
                final double more = subgroup.logit(cells.codes(), r);
                subgroup.weigh(above);
                above += more;
            }
            final boolean chosen = above > needed;
            rate += RATE_STEP * ((chosen ? 1 : 0) - rate);
            if (chosen) {
                given += RATE_STEP * (1 - given);
                indices[count++] = r;
                count(above, cells.slots(), r);
            } else {
                passOver(1);
                if (rate < 1 / min) {
                    // Nothing may be kept at all: then the bound comes down by itself.
                    bound -= BOUND_STEP / min;
                }
            }
        }
        passOver(cells.rows() - seen);
        return Arrays.copyOf(indices, count);
    }

    /** Notes rows that were not kept. */
    private void passOver(final int rows) {
        for (int i = 0; i < rows; i++) {
            given -= RATE_STEP * given;
            if (given < 1. / MAX_DRAWN) {
                // Twice as much as a kept row can lift it.
                bound -= 2 * BOUND_STEP / MAX_DRAWN;
            }
        }
    }

    /** What a row's cells add to the logarithm of its weight. Its {@link #lift} is found by the way. */
    private double raked(final char[][] found, final int row) {
        double learnt = 0;
        double lacking = 0;
        for (int t = 0; t < found.length; t++) {
            final int at = STATE * (begin[t] + found[t][row]);
            learnt += slots[at];
            final double lack = step[t] * (kept * slots[at + 1] - slots[at + 2]);
            lacking += lack > MAX_OF_CELL ? MAX_OF_CELL : Math.max(lack, -MAX_OF_CELL);
        }
        lift = lacking;
        return learnt;
    }

    /**
     * Draws what the logarithm of the weight of the row at hand, less the bound, must be above for the row to be kept:
     * less than 0.
     */
    private double needed() {
        final double max = MAX_LIFT * Math.sqrt(Math.max(1, spread));
        final double above = Math.clamp(lift, -max, max);
        spread += RATE_STEP * (above * above - spread);
        final double drawn = random.nextDouble();
        return Math.log(
                spread == 0
                        ? drawn
                        : NORMAL.cumulativeProbability(
                                (NORMAL.inverseCumulativeProbability(drawn) - above) / Math.sqrt(1 + spread)));
    }

    /**
     * Whether a bound is too low.
     *
     * @param part the mean part of the kept rows' weights that is lost above it
     * @param share of all rows that are kept
     */
    static boolean losesMore(final double part, final double share) {
        final double effort = 1 / (MIN * share);
        return part > LOST + Math.min(1, effort * effort) || share > MAX_KEPT;
    }

    private void count(final double above, final char[][] found, final int row) {
        final double effort = 1 / (min * rate);
        bound += BOUND_STEP
                * (Math.max(0, -Math.expm1(-above))
                        - lost
                        - Math.min(1, effort * effort)
                        + Math.max(0, rate - maxKept));
        kept++;
        if (subgroup != null) {
            subgroup.count();
        }
        for (int t = 0; t < found.length; t++) {
            slots[STATE * (begin[t] + found[t][row]) + 2]++;
        }
    }
}
