// SPDX-License-Identifier: Apache-2.0
package io.nifigan.partial;

import io.nifigan.common.RowSample;
import io.nifigan.formula.Expression;
import io.nifigan.formula.Scope;
import io.nifigan.rule.FormulaRule;
import io.nifigan.table.Table;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;

/** The numbers of a table's columns in a sample of its rows, and which of them tell something. */
final class ColumnSamples {
    private static final int MAX_ROWS = 4_000;
    /** Work of the comparison of all pairs of columns: about a second. */
    private static final long MAX_VISITS = 60_000_000;

    private static final int MIN_ROWS = 400;
    /** A value of more rows than this share, such as 0, agrees with that of another column by chance. */
    private static final double MAX_SHARE = .05;

    private final Table table;
    private final int[] rows;
    private final double[][] samples;
    private final boolean[][] telling;

    /** @param isUsed whether to look at a column, which has numbers */
    ColumnSamples(final Table table, final IntPredicate isUsed) {
        this.table = table;
        final int width = table.columns().size();
        long columns = 1;
        for (int c = 0; c < width; c++) {
            columns += isUsed.test(c) ? 1 : 0;
        }
        this.rows =
                RowSample.of(table.rows(), (int) Math.clamp(MAX_VISITS / columns / columns, MIN_ROWS, (long) MAX_ROWS));
        this.samples = new double[width][];
        this.telling = new boolean[width][];
        for (int c = 0; c < width; c++) {
            if (isUsed.test(c)) {
                final double[] numbers = table.numbers(c);
                samples[c] = Arrays.stream(rows).mapToDouble(r -> numbers[r]).toArray();
                telling[c] = telling(samples[c]);
            }
        }
    }

    /** Leaves out values that are missing or too frequent, but where nearly all are frequent only the most frequent. */
    private static boolean[] telling(final double[] values) {
        final Map<Double, Integer> counts = new HashMap<>();
        for (final double value : values) {
            if (!Double.isNaN(value)) {
                counts.merge(value, 1, Integer::sum);
            }
        }
        final int most =
                counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        final int present = counts.values().stream().mapToInt(Integer::intValue).sum();
        final double limit = MAX_SHARE * values.length;
        final int rarer = counts.values().stream()
                .filter(count -> count <= limit)
                .mapToInt(Integer::intValue)
                .sum();
        final boolean[] telling = new boolean[values.length];
        for (int i = 0; i < values.length; i++) {
            if (!Double.isNaN(values[i])) {
                final int count = counts.get(values[i]);
                telling[i] = 2 * rarer >= present ? count <= limit : count < most;
            }
        }
        return telling;
    }

    /** The number of columns that are used. */
    int columns() {
        return (int) Arrays.stream(samples).filter(Objects::nonNull).count();
    }

    /** The number of sampled rows. */
    int size() {
        return rows.length;
    }

    /** The number of rows of the table for each sampled one. */
    double scale() {
        return (double) table.rows() / Math.max(1, rows.length);
    }

    /** A column's numbers, null for one that is not used. */
    double[] of(final int column) {
        return samples[column];
    }

    /** Whether a column's value in a sampled row is present and not one that many rows have. */
    boolean isTelling(final int column, final int i) {
        return telling[column][i];
    }

    /** The values of a formula. */
    double[] evaluate(final FormulaRule formula) {
        final Expression expression = formula.expression();
        final Scope scope = new Scope(
                table.columns(),
                c -> {
                    final double[] values = samples[c];
                    return i -> values[i];
                },
                formula.unit(),
                false);
        final IntToDoubleFunction value = expression.compile(scope).value();
        final double[] computed = new double[rows.length];
        Arrays.setAll(computed, i -> formula.rounding().round(value.applyAsDouble(i), formula.step()));
        return computed;
    }
}
