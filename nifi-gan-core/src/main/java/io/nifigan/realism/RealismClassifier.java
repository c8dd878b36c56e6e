// SPDX-License-Identifier: Apache-2.0
package io.nifigan.realism;

import io.nifigan.table.Table;
import io.nifigan.trees.BoostedTrees;
import io.nifigan.trees.ColumnBins;
import io.nifigan.trees.RowBins;
import java.util.Arrays;
import java.util.List;

/**
 * Boosted trees that tell real rows from a mixture of unreal ones, their logit calibrated so that it is the logarithm
 * of the odds of being real, where real rows and rows of the mixture are equally many.
 *
 * @param bins how rows are put into bins, each column at most once, in their order
 * @param trees give the logit before calibration
 * @param shares for each column {@code [bins]}: the share of training rows in each bin
 * @param slope of the calibration, above 0
 * @param offset of the calibration
 */
public record RealismClassifier(RowBins bins, BoostedTrees trees, List<float[]> shares, double slope, double offset) {
    /** Alternatives that are tried for each field when reasons are sought. */
    static final int ALTERNATIVES = 8;

    private static final int MAX_TREES = 1_000;
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
                    || c > 0 && column.column() <= bins.columns().get(c - 1).column()) {
                throw new IllegalArgumentException("The realism classifier takes column %d for another".formatted(c));
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

    /** A judge that knows nothing. */
    public static RealismClassifier none() {
        return new RealismClassifier(new RowBins(List.of()), BoostedTrees.none(0), List.of(), 1, 0);
    }

    /** The same judge with another calibration, of the trees' logits. */
    public RealismClassifier calibrated(final double newSlope, final double newOffset) {
        return new RealismClassifier(bins, trees, shares, newSlope, newOffset);
    }

    /** Whether it can tell anything. */
    public boolean trained() {
        return trees.roots().length > 0;
    }

    /**
     * @param table rows of the model's columns
     * @return {@code [rows]}: the logarithm of the odds of being real, finite
     */
    public double[] logits(final Table table) {
        return calibrated(trees.logits(bins.codes(table), table.rows()));
    }

    /** What sums of trees come to. */
    double[] calibrated(final float[] sums) {
        final double[] logits = new double[sums.length];
        for (int r = 0; r < logits.length; r++) {
            // Trees of a file may sum up to what is no number.
            final double logit = slope * sums[r] + offset;
            logits[r] = Double.isNaN(logit) ? 0 : Math.clamp(logit, -MAX_LOGIT, MAX_LOGIT);
        }
        return logits;
    }

    /**
     * How much each field makes its row look unreal: by how much the row's logit would rise if the field had another
     * value: on average of those two of {@value #ALTERNATIVES} usual ones that suit the row best.
     *
     * @param table rows of the model's columns
     * @return {@code [rows][columns of bins]}, finite; 0 or below where the field looks as it should
     */
    public double[][] rises(final Table table) {
        final byte[][] alternatives = new byte[shares.size()][];
        Arrays.setAll(alternatives, c -> usual(shares.get(c)));
        final TreeChanges changes = new TreeChanges(trees, alternatives);
        final byte[][] codes = bins.codes(table);
        final double[][] rises = new double[table.rows()][];
        for (int r = 0; r < rises.length; r++) {
            rises[r] = changes.best(codes, r);
            for (int c = 0; c < rises[r].length; c++) {
                final double rise = slope * rises[r][c];
                rises[r][c] = Double.isNaN(rise) ? 0 : Math.clamp(rise, -MAX_LOGIT, MAX_LOGIT);
            }
        }
        return rises;
    }

    /** Bins at equal steps of the share of rows, so that frequent ones come several times. */
    private static byte[] usual(final float[] share) {
        double total = 0;
        for (final float s : share) {
            total += s;
        }
        final byte[] usual = new byte[ALTERNATIVES];
        double below = 0;
        int bin = 0;
        for (int k = 0; k < usual.length; k++) {
            while (bin < share.length - 1 && below + share[bin] < (k + .5) / usual.length * total) {
                below += share[bin++];
            }
            usual[k] = (byte) bin;
        }
        return usual;
    }
}
