// SPDX-License-Identifier: Apache-2.0
package io.nifigan.formula;

import io.nifigan.common.RowSample;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Table;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** Some rows of a table, on which a formula is tried before the whole table: most wrong ones fail there already. */
public final class FormulaSample {
    private static final int ROWS = 2_000;

    private final Table table;
    private final int[] rows;
    private final double[][] numbers;
    /** For each column whether a value is missing. */
    private final boolean[] hasGaps;

    /** Samples at most {@value #ROWS} rows, spread over the table. */
    public FormulaSample(final Table table) {
        this.table = table;
        this.rows = byInformation(table, RowSample.of(table.rows(), ROWS));
        this.numbers = new double[table.columns().size()][];
        this.hasGaps = new boolean[numbers.length];
        for (int c = 0; c < numbers.length; c++) {
            final ColumnKind kind = table.column(c).kind();
            if ((kind.isNumeric() || kind == ColumnKind.BOOLEAN) && varies(c)) {
                numbers[c] = Arrays.stream(rows)
                        .mapToDouble(values(c)::applyAsDouble)
                        .toArray();
                hasGaps[c] = Arrays.stream(numbers[c]).anyMatch(Double::isNaN);
            }
        }
    }

    private IntToDoubleFunction values(final int column) {
        return Scope.of(table, null).values().apply(column);
    }

    private boolean varies(final int column) {
        final IntToDoubleFunction values = values(column);
        double first = Double.NaN;
        for (int r = 0; r < table.rows(); r++) {
            final double value = values.applyAsDouble(r);
            if (!Double.isNaN(value) && value != first) {
                if (!Double.isNaN(first)) {
                    return true;
                }
                first = value;
            }
        }
        return false;
    }

    /**
     * Sorts rows with many non-zero values first: where most values are zero, these are the rows that rule out false
     * sums.
     */
    private static int[] byInformation(final Table table, final int[] rows) {
        final int[] score = new int[table.rows()];
        for (int c = 0; c < table.columns().size(); c++) {
            if (table.column(c).kind().isNumeric()) {
                final double[] values = table.numbers(c);
                for (final int r : rows) {
                    score[r] += Double.isNaN(values[r]) || values[r] == 0 ? 0 : 1;
                }
            }
        }
        return Arrays.stream(rows)
                .boxed()
                .sorted(Comparator.<Integer>comparingInt(r -> -score[r]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** The number of rows. */
    public int size() {
        return rows.length;
    }

    /** For an index into the sample its row of the table. */
    public IntUnaryOperator row() {
        return i -> rows[i];
    }

    /** A column's numbers, 0 or 1 for booleans; null where it has none or never changes. */
    public double[] numbers(final int column) {
        return numbers[column];
    }

    /** Whether a value of a column is missing. */
    public boolean hasGaps(final int column) {
        return hasGaps[column];
    }

    /** The columns with numbers that pass a test. */
    public int[] columns(final IntPredicate wanted) {
        return IntStream.range(0, numbers.length)
                .filter(c -> numbers[c] != null && wanted.test(c))
                .toArray();
    }

    /** A scope of the sampled rows. */
    public Scope scope(final TimeUnits unit) {
        return shifted(unit, -1, 0);
    }

    /** The sampled rows as a scope, with the values of one column moved to other rows. */
    public Scope shifted(final TimeUnits unit, final int column, final int shift) {
        return new Scope(
                table.columns(),
                c -> {
                    final double[] values = numbers[c];
                    final int by = c == column ? shift : 0;
                    return i -> values[(i + by) % values.length];
                },
                unit,
                false);
    }

    /** The values of an expression in the sampled rows. */
    public double[] evaluate(final Expression expression, final TimeUnits unit) {
        final IntToDoubleFunction value = expression.compile(scope(unit)).value();
        return IntStream.range(0, rows.length).mapToDouble(value::applyAsDouble).toArray();
    }
}
