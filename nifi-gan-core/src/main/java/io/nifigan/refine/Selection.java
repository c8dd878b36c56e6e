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
    private static final double BOUND_STEP = .02;

    private final Noise noise;
    private final int tables;
    private final int[] first;
    private final int[] second;
    private final int[] width;
    private final double[] step;
    private final int[][] groups;
    private final int[][] slots;
    private final float[][] targets;
    private final float[][] logits;
    private final long[][] counts;
    private final int[] hit;
    private final SubgroupBalance subgroup;
    private final double lost;
    private final double fewest;
    private long kept;
    private double bound;
    /** The share of rows kept of late. */
    private double rate = .2;

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
        this.tables = refinement.tables().size();
        this.first = new int[tables];
        this.second = new int[tables];
        this.width = new int[tables];
        this.step = new double[tables];
        this.slots = new int[tables][];
        this.targets = new float[tables][];
        this.logits = new float[tables][];
        this.counts = new long[tables][];
        this.hit = new int[tables];
        this.groups = new int[refinement.bins().columns().size()][];
        Arrays.setAll(groups, c -> refinement.bins().columns().get(c).groups());
        for (int t = 0; t < tables; t++) {
            final RakingTable table = refinement.tables().get(t);
            first[t] = table.first();
            second[t] = table.second();
            width[t] = second[t] < 0 ? 1 : refinement.bins().columns().get(second[t]).groupCount();
            step[t] = !balanced ? 0 : second[t] < 0 ? SINGLE_STEP : PAIR_STEP;
            slots[t] = table.slots();
            targets[t] = table.targets();
            logits[t] = table.logits();
            counts[t] = new long[targets[t].length];
        }
    }

    /**
     * @param codes  {@code [columns][rows]}: generated rows, as {@link RowBins#codes} gives them
     * @param judged {@code [rows]}: the judge's logits
     * @return the indices of the rows that are kept, rising
     */
    public int[] keep(final byte[][] codes, final float[] judged) {
        final int[] indices = new int[judged.length];
        int count = 0;
        for (int r = 0; r < judged.length; r++) {
            final double frozen = judged[r] + raked(codes, r) - bound;
            if (frozen == Double.NEGATIVE_INFINITY) {
                continue;
            }
            final double above = subgroup == null ? frozen : frozen + subgroup.logit(codes, r);
            if (subgroup != null) {
                subgroup.weigh(frozen);
            }
            final boolean chosen = noise.nextDouble() < Math.exp(above);
            if (chosen) {
                indices[count++] = r;
            }
            rate += RATE_STEP * ((chosen ? 1 : 0) - rate);
            if (chosen) {
                count(above);
            } else if (rate < 1 / fewest) {
                // Nothing may be kept at all: then the bound comes down by itself.
                bound -= BOUND_STEP / fewest;
            }
        }
        return Arrays.copyOf(indices, count);
    }

    /** What a row's cells add to the logarithm of its weight, minus infinity where one of them is never to have a row. */
    private double raked(final byte[][] codes, final int row) {
        double sum = 0;
        for (int t = 0; t < tables; t++) {
            final int bin = codes[first[t]][row] & 0xFF;
            final int cell = second[t] < 0 ? bin : groups[first[t]][bin] * width[t] + groups[second[t]][codes[second[t]][row] & 0xFF];
            hit[t] = slots[t][cell];
            if (hit[t] == RakingTable.NEVER) {
                return Double.NEGATIVE_INFINITY;
            }
            sum += logit(t, hit[t]);
        }
        return sum;
    }

    private double logit(final int table, final int slot) {
        final double lacking = step[table] * (kept * (double) targets[table][slot] - counts[table][slot]);
        return Math.clamp(logits[table][slot] + lacking, -RakingTable.MOST_LOGIT, RakingTable.MOST_LOGIT);
    }

    private void count(final double above) {
        final double effort = 1 / (fewest * rate);
        bound += BOUND_STEP * (Math.max(0, -Math.expm1(-above)) - lost - Math.min(1, effort * effort));
        kept++;
        if (subgroup != null) {
            subgroup.count();
        }
        for (int t = 0; t < tables; t++) {
            counts[t][hit[t]]++;
        }
    }

    /** The logarithm of the weight from which on a row is always kept, as it stands. */
    double bound() {
        return bound;
    }

    /** Adds each slot's logit as it stands to sums. */
    void addLogits(final double[][] sums) {
        for (int t = 0; t < tables; t++) {
            for (int i = 0; i < sums[t].length; i++) {
                sums[t][i] += logit(t, i);
            }
        }
    }
}
