// SPDX-License-Identifier: Apache-2.0
package io.nifigan.trees;

import io.nifigan.table.ColumnKind;
import io.nifigan.table.Table;
import io.nifigan.trees.ComputedFeature.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds numbers that other numbers of the row nearly determine, as a weighted sum or as a product of powers, and gives
 * what is left: how far the felt temperature lies from what the measured one lets expect, or the weight of a stone from
 * that of its measures. In single columns such a narrow dependence takes hundreds of splits.
 */
final class NarrowFeatures {
    /** Rows to fit to. */
    private static final int MAX_ROWS = 5_000;

    private static final int MIN_ROWS = 200;
    private static final int MAX_COLUMNS = 32;
    private static final int MAX_FEATURES = 8;
    /** The minimum of different values: numbers with fewer are bins already. */
    private static final int MIN_VALUES = 20;
    /** What is left must be this narrow, measured by quartiles. */
    private static final double MAX_WIDTH = .35;
    /** Less is rounding: a rule computes the number. */
    private static final double MIN_WIDTH = 1e-6;
    /** A further column must make it this much narrower. */
    private static final double MIN_GAIN = .85;
    /** Values farther than this many quartile ranges are left out of the second fit. */
    private static final double OUTLIER = 5;

    private final List<Integer> columns;
    private final int rows;
    /** {@code [form: numbers, logarithms][columns][rows]}; null where a column has no such form. */
    private final double[][][] values;

    private NarrowFeatures(final Table table, final List<Integer> columns) {
        this.columns = columns;
        this.rows = Math.min(MAX_ROWS, table.rows());
        this.values = new double[2][columns.size()][];
        for (int c = 0; c < columns.size(); c++) {
            values[0][c] = Arrays.copyOf(table.numbers(columns.get(c)), rows);
            final double[] logs = Arrays.stream(values[0][c])
                    .map(ComputedFeature::logarithm)
                    .toArray();
            final long lost = Arrays.stream(logs).filter(Double::isNaN).count()
                    - Arrays.stream(values[0][c]).filter(Double::isNaN).count();
            // A few zeros stand for missing values.
            values[1][c] = lost <= rows / 100 ? logs : null;
        }
    }

    /** The bins of the features. */
    static List<ColumnBins> of(final Table table, final List<ColumnBins> plain) {
        final List<Integer> columns = plain.stream()
                .filter(bins -> !bins.isComputed() && bins.bins() > MIN_VALUES)
                .map(ColumnBins::column)
                .filter(column -> table.column(column).kind() == ColumnKind.INTEGER
                        || table.column(column).kind() == ColumnKind.DECIMAL)
                .limit(MAX_COLUMNS)
                .toList();
        if (table.rows() < MIN_ROWS || columns.size() < 2) {
            return List.of();
        }
        final List<ColumnBins> found = new ArrayList<>();
        for (final Narrow narrow : new NarrowFeatures(table, columns).find()) {
            final ColumnBins bins =
                    RowBinsFitter.numbers(narrow.feature.values(table), narrow.feature.columns()[0]);
            if (bins != null && found.size() < MAX_FEATURES) {
                found.add(bins.of(narrow.feature));
            }
        }
        return found;
    }

    private record Narrow(ComputedFeature feature, double width) {}

    /** The narrowest first; of features of the same columns only one. */
    private List<Narrow> find() {
        final List<Narrow> all = new ArrayList<>();
        for (int c = 0; c < columns.size(); c++) {
            final Narrow numbers = narrow(c, 0);
            final Narrow logs = values[1][c] == null ? null : narrow(c, 1);
            final Narrow best = logs == null || numbers != null && numbers.width <= logs.width ? numbers : logs;
            if (best != null) {
                all.add(best);
            }
        }
        all.sort((a, b) -> Double.compare(a.width, b.width));
        final Set<Set<Integer>> seen = new HashSet<>();
        all.removeIf(narrow -> !seen.add(new TreeSet<>(
                Arrays.stream(narrow.feature.columns()).boxed().toList())));
        return all;
    }

    private Narrow narrow(final int target, final int form) {
        final double[] of = values[form][target];
        final double all = quartiles(of);
        if (!(all > 0)) {
            return null;
        }
        int[] chosen = new int[0];
        double[] weights = new double[0];
        double[] left = of;
        double width = 1;
        while (chosen.length < ComputedFeature.MAX_TERMS - 1) {
            final int next = next(left, target, chosen, form);
            if (next < 0) {
                break;
            }
            final int[] more = Arrays.copyOf(chosen, chosen.length + 1);
            more[chosen.length] = next;
            final double[] fitted = fit(of, more, form);
            if (fitted == null) {
                break;
            }
            final double[] rest = rest(of, more, fitted, form);
            final double narrower = quartiles(rest) / all;
            if (!(narrower < MIN_GAIN * width)) {
                break;
            }
            chosen = more;
            weights = fitted;
            left = rest;
            width = narrower;
        }
        if (width > MAX_WIDTH || width < MIN_WIDTH) {
            return null;
        }
        final int[] indices = new int[chosen.length + 1];
        final double[] factors = new double[indices.length];
        indices[0] = columns.get(target);
        factors[0] = 1;
        for (int i = 0; i < chosen.length; i++) {
            indices[i + 1] = columns.get(chosen[i]);
            factors[i + 1] = -weights[i];
        }
        return new Narrow(new ComputedFeature(form == 0 ? Kind.SUM : Kind.LOG_SUM, indices, factors), width);
    }

    /** The column that goes with what is left most; -1 where there is none. */
    private int next(final double[] left, final int target, final int[] chosen, final int form) {
        int best = -1;
        double most = 0;
        for (int c = 0; c < columns.size(); c++) {
            final int candidate = c;
            if (c != target && values[form][c] != null && Arrays.stream(chosen).noneMatch(k -> k == candidate)) {
                final double correlation = Math.abs(correlation(left, values[form][c]));
                if (correlation > most) {
                    most = correlation;
                    best = c;
                }
            }
        }
        return best;
    }

    private double correlation(final double[] a, final double[] b) {
        double n = 0;
        double sumA = 0;
        double sumB = 0;
        double aa = 0;
        double ab = 0;
        double bb = 0;
        for (int r = 0; r < rows; r++) {
            if (!Double.isNaN(a[r]) && !Double.isNaN(b[r])) {
                n++;
                sumA += a[r];
                sumB += b[r];
                aa += a[r] * a[r];
                ab += a[r] * b[r];
                bb += b[r] * b[r];
            }
        }
        final double variance = (aa - sumA * sumA / n) * (bb - sumB * sumB / n);
        return variance > 0 ? (ab - sumA * sumB / n) / Math.sqrt(variance) : 0;
    }

    /** The weights of least squares, fitted again without outliers; null where they are not determined. */
    private double[] fit(final double[] of, final int[] by, final int form) {
        final boolean[] used = new boolean[rows];
        Arrays.fill(used, true);
        final double[] first = leastSquares(of, by, form, used);
        if (first == null) {
            return null;
        }
        final double[] rest = rest(of, by, first, form);
        final double[] sorted = sorted(rest);
        if (sorted.length < MIN_ROWS) {
            return null;
        }
        final double middle = sorted[sorted.length / 2];
        final double range = quartiles(rest);
        for (int r = 0; r < rows; r++) {
            used[r] = Math.abs(rest[r] - middle) <= OUTLIER * range;
        }
        return leastSquares(of, by, form, used);
    }

    private double[] rest(final double[] of, final int[] by, final double[] weights, final int form) {
        final double[] rest = of.clone();
        for (int i = 0; i < by.length; i++) {
            for (int r = 0; r < rows; r++) {
                rest[r] -= weights[i] * values[form][by[i]][r];
            }
        }
        return rest;
    }

    private double[] leastSquares(final double[] of, final int[] by, final int form, final boolean[] used) {
        final int k = by.length;
        final double[] means = new double[k + 1];
        final int[] kept = java.util.stream.IntStream.range(0, rows)
                .filter(r -> used[r]
                        && !Double.isNaN(of[r])
                        && Arrays.stream(by).noneMatch(c -> Double.isNaN(values[form][c][r])))
                .toArray();
        for (final int r : kept) {
            for (int i = 0; i <= k; i++) {
                means[i] += (i < k ? values[form][by[i]][r] : of[r]) / kept.length;
            }
        }
        final double[][] matrix = new double[k][k + 1];
        for (final int r : kept) {
            for (int i = 0; i < k; i++) {
                final double own = values[form][by[i]][r] - means[i];
                for (int j = 0; j <= k; j++) {
                    matrix[i][j] += own * ((j < k ? values[form][by[j]][r] : of[r]) - means[j]);
                }
            }
        }
        return solve(matrix);
    }

    /** Gaussian elimination of a positive definite matrix with its right side; null where it is singular. */
    private static double[] solve(final double[][] matrix) {
        final int k = matrix.length;
        for (int i = 0; i < k; i++) {
            if (!(matrix[i][i] > 1e-9)) {
                return null;
            }
            for (int j = i + 1; j < k; j++) {
                final double factor = matrix[j][i] / matrix[i][i];
                for (int c = i; c <= k; c++) {
                    matrix[j][c] -= factor * matrix[i][c];
                }
            }
        }
        final double[] weights = new double[k];
        for (int i = k - 1; i >= 0; i--) {
            double sum = matrix[i][k];
            for (int j = i + 1; j < k; j++) {
                sum -= matrix[i][j] * weights[j];
            }
            weights[i] = sum / matrix[i][i];
        }
        return weights;
    }

    private static double[] sorted(final double[] values) {
        return Arrays.stream(values)
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
    }

    private static double quartiles(final double[] values) {
        final double[] sorted = sorted(values);
        return sorted.length < MIN_ROWS ? Double.NaN : sorted[sorted.length * 3 / 4] - sorted[sorted.length / 4];
    }
}
