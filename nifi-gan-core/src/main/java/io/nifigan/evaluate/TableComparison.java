// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate;

import io.nifigan.table.Table;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * How alike two tables of the same columns are, by the definitions of SDMetrics' "Column Shapes" and "Column Pair Trends": for one column
 * 1 - the Kolmogorov-Smirnov distance of numbers, 1 - the total variation distance of other values; for two columns 1 - half the
 * difference of Pearson's correlations of numbers, 1 - the total variation distance of the joint table otherwise, numbers in 10 equal
 * bins of their own table's range. Identifiers are left out.
 */
public final class TableComparison {
    private static final int BINS = 10;
    private static final int MOST_PAIRS = 3_000;

    private final Table real;
    private final Table other;
    private final int[] compared;

    /**
     * @param real  the rows to compare with
     * @param other rows of the same columns
     */
    public TableComparison(final Table real, final Table other) {
        this.real = real;
        this.other = other;
        this.compared = java.util.stream.IntStream.range(0, real.columns().size())
                .filter(c -> real.column(c).kind() != io.nifigan.table.ColumnKind.IDENTIFIER).toArray();
    }

    /** 100 (1 - mean similarity) over single columns, in percent; 0 where no column is compared. */
    public double shapeError() {
        return 100 * Arrays.stream(compared).mapToDouble(this::shapeDistance).average().orElse(0);
    }

    /** 100 (1 - similarity) of one column, in percent; 0 where it is not compared. */
    public double shapeError(final int column) {
        return Arrays.stream(compared).anyMatch(c -> c == column) ? 100 * shapeDistance(column) : 0;
    }

    /** 100 (1 - mean similarity) over pairs of columns, in percent; of more than 3,000 pairs, of as many drawn by chance. */
    public double trendError() {
        final int count = compared.length;
        final long pairs = (long) count * (count - 1) / 2;
        if (pairs == 0) {
            return 0;
        }
        final Binned realBins = new Binned(real);
        final Binned otherBins = new Binned(other);
        double sum = 0;
        if (pairs <= MOST_PAIRS) {
            for (int i = 0; i < count; i++) {
                for (int j = i + 1; j < count; j++) {
                    sum += pairDistance(compared[i], compared[j], realBins, otherBins);
                }
            }
            return 100 * sum / pairs;
        }
        final SplittableRandom random = new SplittableRandom(1);
        for (int k = 0; k < MOST_PAIRS; k++) {
            final int i = random.nextInt(count);
            final int j = (i + 1 + random.nextInt(count - 1)) % count;
            sum += pairDistance(compared[i], compared[j], realBins, otherBins);
        }
        return 100 * sum / MOST_PAIRS;
    }

    private double shapeDistance(final int column) {
        if (real.column(column).kind().isNumeric()) {
            return kolmogorovSmirnov(present(real.numbers(column)), present(other.numbers(column)));
        }
        final Map<String, double[]> shares = new HashMap<>();
        addShares(real, column, 0, shares);
        addShares(other, column, 1, shares);
        return shares.values().stream().mapToDouble(pair -> Math.abs(pair[0] - pair[1])).sum() / 2;
    }

    private static double[] present(final double[] values) {
        return Arrays.stream(values).filter(value -> !Double.isNaN(value)).sorted().toArray();
    }

    private static double kolmogorovSmirnov(final double[] a, final double[] b) {
        if (a.length == 0 || b.length == 0) {
            return a.length == b.length ? 0 : 1;
        }
        double most = 0;
        int i = 0;
        int j = 0;
        while (i < a.length && j < b.length) {
            final double value = Math.min(a[i], b[j]);
            while (i < a.length && a[i] <= value) {
                i++;
            }
            while (j < b.length && b[j] <= value) {
                j++;
            }
            most = Math.max(most, Math.abs((double) i / a.length - (double) j / b.length));
        }
        return most;
    }

    private static void addShares(final Table table, final int column, final int side, final Map<String, double[]> shares) {
        final List<String> dictionary = table.dictionary(column);
        final int[] counts = new int[dictionary.size() + 1];
        for (final int code : table.codes(column)) {
            counts[code + 1]++;
        }
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                shares.computeIfAbsent(i == 0 ? null : dictionary.get(i - 1), key -> new double[2])[side] += (double) counts[i] / table.rows();
            }
        }
    }

    private double pairDistance(final int a, final int b, final Binned realBins, final Binned otherBins) {
        if (real.column(a).kind().isNumeric() && real.column(b).kind().isNumeric()) {
            return Math.abs(correlation(real.numbers(a), real.numbers(b)) - correlation(other.numbers(a), other.numbers(b))) / 2;
        }
        final Map<Long, double[]> shares = new HashMap<>();
        realBins.addJoint(a, b, 0, shares);
        otherBins.addJoint(a, b, 1, shares);
        double sum = 0;
        for (final double[] pair : shares.values()) {
            sum += Math.abs(pair[0] - pair[1]);
        }
        return sum / 2;
    }

    private static double correlation(final double[] x, final double[] y) {
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
        return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : 0;
    }

    /** A table's columns as numbers of bins, made when first asked for. */
    private static final class Binned {
        private final Table table;
        private final int[][] bins;

        Binned(final Table table) {
            this.table = table;
            this.bins = new int[table.columns().size()][];
        }

        private int[] bins(final int column) {
            if (bins[column] == null) {
                bins[column] = table.column(column).kind().isNumeric() ? numberBins(table.numbers(column)) : textBins(column);
            }
            return bins[column];
        }

        private static int[] numberBins(final double[] values) {
            double least = Double.POSITIVE_INFINITY;
            double most = Double.NEGATIVE_INFINITY;
            for (final double value : values) {
                if (!Double.isNaN(value)) {
                    least = Math.min(least, value);
                    most = Math.max(most, value);
                }
            }
            final int[] result = new int[values.length];
            for (int i = 0; i < values.length; i++) {
                result[i] = Double.isNaN(values[i]) ? -1
                        : most > least ? (int) Math.min(BINS - 1, BINS * (values[i] - least) / (most - least)) : 0;
            }
            return result;
        }

        /** The texts' own hashes, so that two tables with different dictionaries can be compared. */
        private int[] textBins(final int column) {
            final int[] codes = table.codes(column);
            final List<String> dictionary = table.dictionary(column);
            final int[] result = new int[codes.length];
            for (int i = 0; i < codes.length; i++) {
                result[i] = codes[i] < 0 ? -1 : dictionary.get(codes[i]).hashCode();
            }
            return result;
        }

        void addJoint(final int a, final int b, final int side, final Map<Long, double[]> shares) {
            final int[] binsA = bins(a);
            final int[] binsB = bins(b);
            final double share = 1. / binsA.length;
            for (int i = 0; i < binsA.length; i++) {
                final long key = (long) binsA[i] << 32 | binsB[i] & 0xFFFFFFFFL;
                shares.computeIfAbsent(key, unused -> new double[2])[side] += share;
            }
        }
    }
}
