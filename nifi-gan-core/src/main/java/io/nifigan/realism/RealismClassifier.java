// SPDX-License-Identifier: Apache-2.0
package io.nifigan.realism;

import io.nifigan.table.Table;
import io.nifigan.trees.BoostedTrees;
import io.nifigan.trees.ColumnBins;
import io.nifigan.trees.RowBins;
import java.util.Arrays;
import java.util.List;

/**
 * Boosted trees that separate real rows from a mixture of unreal ones. Their calibrated logit is the logarithm of the
 * odds of being real if there were as many real rows as unreal ones.
 *
 * @param bins the binning of rows: each column at most once, in the columns' order
 * @param trees the trees, which give the logit before calibration
 * @param shares for each column {@code [bins]}: the share of training rows in each bin
 * @param slope the slope of the calibration, above 0
 * @param offset the offset of the calibration
 */
public record RealismClassifier(RowBins bins, BoostedTrees trees, List<float[]> shares, double slope, double offset) {
    /** Alternative values that are tried for each field to find reasons. */
    static final int ALTERNATIVES = 8;

    /** The most trees of a classifier. */
    public static final int MAX_TREES = 1_000;

    private static final double MAX_SLOPE = 1e6;
    private static final double MAX_LOGIT = 1e6;

    public RealismClassifier {
        shares = List.copyOf(shares);
        final int columns = bins.columns().size();
        if (trees.unordered().length != columns || shares.size() != columns || trees.roots().length > MAX_TREES) {
            throw new IllegalArgumentException(
                    ("The realism classifier has %d columns, %d of them in its trees, shares for %d, and "
                                    + "%d trees of at most %d")
                            .formatted(
                                    columns, trees.unordered().length, shares.size(), trees.roots().length, MAX_TREES));
        }
        if (!(slope > 0 && slope <= MAX_SLOPE && Math.abs(offset) <= MAX_LOGIT)) {
            throw new IllegalArgumentException(
                    "The realism classifier has the slope %s and the offset %s".formatted(slope, offset));
        }
        for (int c = 0; c < columns; c++) {
            final ColumnBins column = bins.columns().get(c);
            if (trees.unordered()[c] != column.categorical()
                    || column.isComputed()
                    || c > 0 && column.column() <= bins.columns().get(c - 1).column()) {
                throw new IllegalArgumentException(
                        "The realism classifier's bins and trees differ in column %d".formatted(c));
            }
            if (shares.get(c).length != column.bins()) {
                throw new IllegalArgumentException("The realism classifier has %d shares for %d bins"
                        .formatted(shares.get(c).length, column.bins()));
            }
            for (final float share : shares.get(c)) {
                if (!(share >= 0 && share <= 1)) {
                    throw new IllegalArgumentException("The realism classifier has the share %s".formatted(share));
                }
            }
        }
    }

    /** An untrained classifier. */
    public static RealismClassifier none() {
        return new RealismClassifier(new RowBins(List.of()), BoostedTrees.none(0), List.of(), 1, 0);
    }

    /** A copy with another calibration of the trees' logits. */
    public RealismClassifier calibrated(final double newSlope, final double newOffset) {
        return new RealismClassifier(bins, trees, shares, newSlope, newOffset);
    }

    /** Whether there are any trees. */
    public boolean trained() {
        return trees.roots().length > 0;
    }

    /**
     * @param table rows of the model's columns
     * @return {@code [rows]}: the logarithm of the odds of being real, always finite
     */
    public double[] logits(final Table table) {
        return calibrated(trees.logits(bins.codes(table), table.rows()));
    }

    /** The calibrated logits of sums of trees. */
    double[] calibrated(final float[] sums) {
        final double[] logits = new double[sums.length];
        for (int r = 0; r < logits.length; r++) {
            // The values of trees from a file may sum up to NaN or infinity.
            final double logit = slope * sums[r] + offset;
            logits[r] = Double.isNaN(logit) ? 0 : Math.clamp(logit, -MAX_LOGIT, MAX_LOGIT);
        }
        return logits;
    }

    /**
     * How much each field makes its row look unreal: the rise of the row's logit if the field had another value. Of
     * {@value #ALTERNATIVES} frequent values, the rise is the mean of the two that raise it most. The columns of one
     * field, its values and their forms, change together: each frequent value is tried in each frequent form.
     *
     * @param table rows of the model's columns
     * @param fields for each column of bins the number of its field
     * @return {@code [rows][columns of bins]}, finite, the same for the columns of one field; 0 or below if the field
     *     fits the row
     */
    public double[][] logitRises(final Table table, final int[] fields) {
        final byte[][] alternatives = new byte[shares.size()][];
        Arrays.setAll(alternatives, c -> frequentBins(shares.get(c)));
        final TreeChanges changes = new TreeChanges(trees, fields, alternatives);
        final byte[][] codes = bins.codes(table);
        final double[][] logitRises = new double[table.rows()][];
        for (int r = 0; r < logitRises.length; r++) {
            logitRises[r] = changes.best(codes, r);
            for (int c = 0; c < logitRises[r].length; c++) {
                final double rise = slope * logitRises[r][c];
                logitRises[r][c] = Double.isNaN(rise) ? 0 : Math.clamp(rise, -MAX_LOGIT, MAX_LOGIT);
            }
        }
        return logitRises;
    }

    /** Bins at equal steps of the cumulative share of rows, so that frequent bins appear several times. */
    private static byte[] frequentBins(final float[] share) {
        double total = 0;
        for (final float s : share) {
            total += s;
        }
        final byte[] frequentBins = new byte[ALTERNATIVES];
        double below = 0;
        int bin = 0;
        for (int k = 0; k < frequentBins.length; k++) {
            while (bin < share.length - 1 && below + share[bin] < (k + .5) / frequentBins.length * total) {
                below += share[bin++];
            }
            frequentBins[k] = (byte) bin;
        }
        return frequentBins;
    }
}
