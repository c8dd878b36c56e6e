// SPDX-License-Identifier: Apache-2.0
package io.nifigan.select;

/**
 * Controls the bound of rejection sampling, which row weights are divided by; all weights are logarithms. A row whose
 * weight is above the bound is kept only once, so the excess of its weight is lost, or had by rows near it where rows
 * are split. The bound follows the rows, so that the mean excess of the kept rows' weights is about
 * {@link Limits#maxExcess}: small unless hardly any row is kept. Not thread-safe.
 */
final class BoundController {
    /**
     * How much of the weights may be above the bound.
     *
     * @param maxLoss the part of the kept rows' weights that may always be lost
     * @param costlyDraws the number of rows drawn for a kept one at which all of the weights may be lost
     * @param maxSplit the largest part of the weights that other rows may have, 0 where none do
     * @param splitDraws the number of rows drawn for a kept one at which other rows could have all of the weights
     */
    record Limits(double maxLoss, double costlyDraws, double maxSplit, double splitDraws) {
        /** For all rows of a table. Chosen on the tables of docs/figures.md. */
        static final Limits OF_TABLE = new Limits(.02, 50, 0, 1);
        /**
         * For all rows of a table where rows of great weight are split. Chosen on the tables of
         * docs/research/sampling.md.
         */
        static final Limits OF_SPLITTING = new Limits(.02, 50, .3, 10);
        /**
         * For rows under a condition whose tables are known. Fewer rows come to choose from, and
         * {@link SubgroupBalance} makes up for the loss. Chosen on the eight conditions of docs/figures.md.
         */
        static final Limits OF_SUBGROUP = new Limits(.08, 25, 0, 1);

        /** @param share the share of rows that are kept */
        double maxExcess(final double share) {
            final double effort = 1 / (costlyDraws * share);
            // Where few rows are drawn anyway, the fourth power leaves nearly all weights to the rows themselves.
            final double split = Math.min(maxSplit, Math.pow(splitDraws * share, -4));
            return maxLoss + Math.min(1, effort * effort) + split;
        }
    }

    /**
     * The largest share of all rows to keep, even of a perfect generator, so that {@link RakingFeedback} always has
     * rows to choose from.
     */
    private static final double MAX_KEPT = .5;
    /** Step of the running shares: they remember about 1 / {@value} rows. */
    private static final double SHARE_STEP = .001;
    /** Step of the bound for each kept row. */
    private static final double BOUND_STEP = .02;
    /**
     * The most rows drawn for a kept one, with those in structural zeros. A generator after a few training steps would
     * need more; then the bound falls, weights above it count alike, and tables are met less well.
     */
    static final int MAX_DRAWN = 60;
    /** Any share will do to begin with: the shares have settled after some thousand rows. */
    private static final double FIRST_SHARE = .2;

    private final Limits limits;
    private final double maxKept;
    private double bound;
    /** The recent share of rows kept among those outside structural zeros. */
    private double keptOfPossible = FIRST_SHARE;
    /** The recent share of rows kept among all rows drawn. */
    private double keptOfDrawn = FIRST_SHARE;

    /**
     * @param bound the first bound, as fitted
     * @param choosesFreely whether some rows are always to be rejected, so that there is a choice
     */
    BoundController(final double bound, final Limits limits, final boolean choosesFreely) {
        this.bound = bound;
        this.limits = limits;
        this.maxKept = choosesFreely ? MAX_KEPT : 1;
    }

    /** The logarithm of the bound for the next row. */
    double bound() {
        return bound;
    }

    /**
     * Notes a row that was kept.
     *
     * @param above the logarithm of its weight, less the bound
     */
    void kept(final double above) {
        keptOfPossible += SHARE_STEP * (1 - keptOfPossible);
        keptOfDrawn += SHARE_STEP * (1 - keptOfDrawn);
        bound += BOUND_STEP
                * (Math.max(0, -Math.expm1(-above))
                        - limits.maxExcess(keptOfPossible)
                        + Math.max(0, keptOfPossible - maxKept));
    }

    /** Notes a row that was rejected by its weight. */
    void rejected() {
        keptOfPossible += SHARE_STEP * (0 - keptOfPossible);
        skipped(1);
        if (keptOfPossible < 1 / limits.costlyDraws()) {
            // Kept rows alone cannot lower the bound where none is kept.
            bound -= BOUND_STEP / limits.costlyDraws();
        }
    }

    /** Notes rows that lie in structural zeros, which no weight could keep. */
    void skipped(final int rows) {
        for (int i = 0; i < rows; i++) {
            keptOfDrawn -= SHARE_STEP * keptOfDrawn;
            if (keptOfDrawn < 1. / MAX_DRAWN) {
                // Twice as much as a kept row can raise it.
                bound -= 2 * BOUND_STEP / MAX_DRAWN;
            }
        }
    }

    /**
     * Whether a bound is too low for all rows of a table.
     *
     * @param lost the mean part of the kept rows' weights that is lost above it
     * @param share the share of rows that are kept
     */
    static boolean isTooLow(final double lost, final double share) {
        return lost > Limits.OF_TABLE.maxExcess(share) || share > MAX_KEPT;
    }
}
