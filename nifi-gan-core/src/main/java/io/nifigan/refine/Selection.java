// SPDX-License-Identifier: Apache-2.0
package io.nifigan.refine;

import io.nifigan.network.Noise;
import java.util.Arrays;
import java.util.List;

/**
 * Keeps generated rows by their weights, one after the other, so that what is kept meets the tables of a {@link Refinement} at any time.
 * A row is kept with probability e^(weight - bound). Each cell's logit moves with what the kept rows lack or have too much of, by a fixed
 * step a row: stochastic ascent on the dual of raking, which corrects what weights learnt beforehand leave, and makes the tables of the
 * kept rows vary less than those of rows drawn apart (as herding does, Welling 2009). Not for several threads.
 */
public final class Selection {
    private static final double SINGLE_STEP = .05;
    private static final double PAIR_STEP = .02;
    /**
     * Of a row whose weight is above the bound a part is lost, as no row is kept twice. The bound follows the rows so that, where a is the share of
     * rows kept, a mean part of {@value #LOST} + (1 / ({@value #FEWEST} a))^2 of the kept rows' weights is lost: little, unless hardly any row were kept.
     */
    private static final double LOST = .02;
    /** Under a condition whose tables are known fewer rows come to choose from; what is lost is made up for by what kept rows lack. */
    private static final double LOST_OF_SUBGROUP = .08;
    private static final double FEWEST_OF_SUBGROUP = 25;
    private static final double FEWEST = 50;
    private static final double RATE_STEP = .001;
    /**
     * So many rows are looked at for one that is kept, those in cells that stay empty among them. Where a generator is so far off that it would take more,
     * after a training of a few steps, the bound comes down until it does not: weights above it count alike, and tables are met less well.
     */
    private static final int MOST_DRAWN = 60;
    private static final double BOUND_STEP = .02;

    private static final int STATE = 3;

    private final Noise noise;
    private final CellFinder finder;
    private final Refinement refinement;
    /** Null where the judge is asked beforehand. */
    private StagedJudge judge;
    private final double[] step;
    /** {@code [tables]}: where each begins among the slots of all. */
    private final int[] begin;
    /** {@code [slots of all tables, 3]}: the logit and the share that each slot is to have, as learnt, and how many kept rows lie in it. */
    private final double[] slots;
    private final SubgroupBalance subgroup;
    private final double lost;
    private final double fewest;
    private long kept;
    private double bound;
    /** The share of rows kept of late. */
    private double rate = .2;
    /** The same, of all rows with those in cells that stay empty. */
    private double given = .2;

    /**
     * @param refinement what was learnt
     * @param seed       of the choices
     * @param balanced   whether logits follow what was kept; false where rows are not a fair share of all, as under conditions
     */
    public Selection(final Refinement refinement, final long seed, final boolean balanced) {
        this(refinement, List.of(), seed, balanced);
    }

    /**
     * @param subgroup what is known of the rows under conditions, followed in any case
     */
    public Selection(final Refinement refinement, final List<SubgroupTable> subgroup, final long seed, final boolean balanced) {
        this.noise = new Noise(seed);
        this.bound = refinement.bound();
        this.subgroup = subgroup.isEmpty() ? null : new SubgroupBalance(refinement.bins(), subgroup);
        this.lost = this.subgroup == null ? LOST : LOST_OF_SUBGROUP;
        this.fewest = this.subgroup == null ? FEWEST : FEWEST_OF_SUBGROUP;
        this.finder = new CellFinder(refinement);
        this.refinement = refinement;
        final int tables = refinement.tables().size();
        this.step = new double[tables];
        this.begin = new int[tables + 1];
        for (int t = 0; t < tables; t++) {
            begin[t + 1] = begin[t] + refinement.tables().get(t).targets().length;
            step[t] = !balanced ? 0 : refinement.tables().get(t).second() < 0 ? SINGLE_STEP : PAIR_STEP;
        }
        this.slots = new double[STATE * begin[tables]];
        for (int t = 0; t < tables; t++) {
            for (int i = begin[t]; i < begin[t + 1]; i++) {
                slots[STATE * i] = refinement.tables().get(t).logits()[i - begin[t]];
                slots[STATE * i + 1] = refinement.tables().get(t).targets()[i - begin[t]];
            }
        }
    }

    /** Finds what {@link #keep(RowCells)} wants to know, for any number of threads at once. */
    public CellFinder finder() {
        return finder;
    }

    /** How rows are put into bins. */
    public RowBins bins() {
        return refinement.bins();
    }

    /**
     * Gets ready for {@link #keep(RowCells)}.
     *
     * @return false where rows must be judged beforehand: under conditions all of them tell something, and trees may be too large
     */
    public boolean judge() {
        judge = subgroup == null ? StagedJudge.of(refinement) : null;
        return judge != null;
    }

    /**
     * @param codes  {@code [columns][rows]}: generated rows, as {@link RowBins#codes} gives them
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
     * @throws IllegalStateException without {@link #judge}
     */
    public int[] keep(final RowCells cells) {
        if (judge == null) {
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
            double above;
            final boolean chosen;
            if (judged == null) {
                final double uniform = noise.nextDouble();
                above = judge.logit(cells.codes(), r, Math.log(uniform) + bound - raked) + raked - bound;
                chosen = uniform < Math.exp(above);
            } else {
                above = judged[r] + raked - bound;
                if (subgroup != null) {
                    final double more = subgroup.logit(cells.codes(), r);
                    subgroup.weigh(above);
                    above += more;
                }
                chosen = noise.nextDouble() < Math.exp(above);
            }
            rate += RATE_STEP * ((chosen ? 1 : 0) - rate);
            if (chosen) {
                given += RATE_STEP * (1 - given);
                indices[count++] = r;
                count(above, cells.slots(), r);
            } else {
                passOver(1);
                if (rate < 1 / fewest) {
                    // Nothing may be kept at all: then the bound comes down by itself.
                    bound -= BOUND_STEP / fewest;
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
            if (given < 1. / MOST_DRAWN) {
                // Twice as much as a kept row can lift it.
                bound -= 2 * BOUND_STEP / MOST_DRAWN;
            }
        }
    }

    /** What a row's cells add to the logarithm of its weight. */
    private double raked(final char[][] found, final int row) {
        double sum = 0;
        for (int t = 0; t < found.length; t++) {
            sum += logit(t, begin[t] + found[t][row]);
        }
        return sum;
    }

    private double logit(final int table, final int slot) {
        final double logit = slots[STATE * slot] + step[table] * (kept * slots[STATE * slot + 1] - slots[STATE * slot + 2]);
        return logit > RakingTable.MOST_LOGIT ? RakingTable.MOST_LOGIT : Math.max(logit, -RakingTable.MOST_LOGIT);
    }

    private void count(final double above, final char[][] found, final int row) {
        final double effort = 1 / (fewest * rate);
        bound += BOUND_STEP * (Math.max(0, -Math.expm1(-above)) - lost - Math.min(1, effort * effort));
        kept++;
        if (subgroup != null) {
            subgroup.count();
        }
        for (int t = 0; t < found.length; t++) {
            slots[STATE * (begin[t] + found[t][row]) + 2]++;
        }
    }

    /** The logarithm of the weight from which on a row is always kept, as it stands. */
    double bound() {
        return bound;
    }

    /** Adds each slot's logit as it stands to sums. */
    void addLogits(final double[][] sums) {
        for (int t = 0; t < sums.length; t++) {
            for (int i = 0; i < sums[t].length; i++) {
                sums[t][i] += logit(t, begin[t] + i);
            }
        }
    }
}
