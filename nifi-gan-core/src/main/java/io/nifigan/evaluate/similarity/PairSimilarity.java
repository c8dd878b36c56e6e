// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.similarity;

import io.nifigan.evaluate.result.PairMeasure;
import io.nifigan.table.Table;

/**
 * The similarity of column pairs in two tables, as in SDMetrics' "Column Pair Trends"; see {@link PairMeasure}. Unlike
 * there, numbers are correlated on their {@link ColumnScale}, which differs for columns of extreme or far values only.
 * Thread-safe.
 */
public final class PairSimilarity {
    private static final double CORRELATED = .4;
    private static final double ASSOCIATED = .3;

    private final Table real;
    /** The numbers of the compared columns on their {@link ColumnScale}s, null for other columns. */
    private final double[][] realNumbers;

    private final double[][] otherNumbers;
    private final BinnedColumn[] realBins;
    private final BinnedColumn[] otherBins;

    /** @param compared the columns to compare; the tables must share their dictionaries ({@link Alignment}) */
    public PairSimilarity(final Table real, final Table other, final int[] compared) {
        this.real = real;
        this.realNumbers = new double[real.columns().size()][];
        this.otherNumbers = new double[real.columns().size()][];
        this.realBins = new BinnedColumn[real.columns().size()];
        this.otherBins = new BinnedColumn[real.columns().size()];
        for (final int column : compared) {
            final ColumnScale scale = real.column(column).kind().isNumeric() ? ColumnScale.of(real, column) : null;
            realBins[column] = BinnedColumn.of(real, column, scale);
            otherBins[column] = BinnedColumn.of(other, column, scale == null ? null : scale.ofOther(other, column));
            if (scale != null) {
                realNumbers[column] = scale.near(real.numbers(column));
                otherNumbers[column] = scale.near(other.numbers(column));
            }
        }
    }

    private boolean isNumeric(final int a, final int b) {
        return real.column(a).kind().isNumeric() && real.column(b).kind().isNumeric();
    }

    /** The similarity of a pair, 0 to 1. */
    double similarity(final int a, final int b) {
        if (isNumeric(a, b)) {
            return 1
                    - Math.abs(correlation(realNumbers[a], realNumbers[b])
                                    - correlation(otherNumbers[a], otherNumbers[b]))
                            / 2;
        }
        return 1 - PairTable.of(realBins[a], realBins[b]).distance(PairTable.of(otherBins[a], otherBins[b]));
    }

    /** All measures of a pair. */
    public PairMeasure measure(final int a, final int b) {
        if (isNumeric(a, b)) {
            final double inReal = correlation(realNumbers[a], realNumbers[b]);
            final double inOther = correlation(otherNumbers[a], otherNumbers[b]);
            return new PairMeasure(
                    a, b, 1 - Math.abs(inReal - inOther) / 2, true, inReal, inOther, Math.abs(inReal) >= CORRELATED);
        }
        final PairTable realTable = PairTable.of(realBins[a], realBins[b]);
        final PairTable otherTable = PairTable.of(otherBins[a], otherBins[b]);
        final double strength = realTable.cramer(realBins[a], realBins[b]);
        return new PairMeasure(
                a,
                b,
                1 - realTable.distance(otherTable),
                false,
                strength,
                otherTable.cramer(otherBins[a], otherBins[b]),
                strength >= ASSOCIATED);
    }

    /**
     * Pearson's correlation over rows in which both are present; 0 if one is constant. The values must be of moderate
     * size, as those on a {@link ColumnScale} are.
     */
    static double correlation(final double[] x, final double[] y) {
        int n = 0;
        double meanX = 0;
        double meanY = 0;
        double xx = 0;
        double yy = 0;
        double xy = 0;
        for (int i = 0; i < x.length; i++) {
            if (!Double.isNaN(x[i]) && !Double.isNaN(y[i])) {
                n++;
                final double dx = x[i] - meanX;
                final double dy = y[i] - meanY;
                meanX += dx / n;
                meanY += dy / n;
                xx += dx * (x[i] - meanX);
                yy += dy * (y[i] - meanY);
                xy += dx * (y[i] - meanY);
            }
        }
        return xx > 0 && yy > 0 ? Math.clamp(xy / Math.sqrt(xx * yy), -1, 1) : 0;
    }
}
