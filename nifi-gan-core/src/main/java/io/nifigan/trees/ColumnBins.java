// SPDX-License-Identifier: Apache-2.0
package io.nifigan.trees;

import io.nifigan.formula.Expression;
import io.nifigan.formula.Operation;
import io.nifigan.formula.Quantity;
import io.nifigan.formula.Scope;
import io.nifigan.table.Column;
import io.nifigan.table.Table;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The binning of one column. Bin 0 holds missing values. The other bins of a number lie between edges; those of a text
 * are its more frequent values and, last, all other values. Bins are fine, for single columns and for trees; groups of
 * neighbouring bins are coarse, for contingency tables of two columns.
 *
 * @param column the index of the table's column
 * @param edges for a numeric column, at most {@value #MAX_BINS} - 2 ascending edges; null for others
 * @param values for other columns, the texts with bins of their own; null for numeric ones
 * @param groups {@code [bins]}: the group of each bin, from 0 without gaps
 * @param computed what the binned number is computed from; null where it is the column's own value
 */
public record ColumnBins(int column, double[] edges, List<String> values, int[] groups, Expression computed) {
    /** The most bins of a column, which fit into a byte. */
    public static final int MAX_BINS = 256;

    private static final double MAX_ERROR = 1e-12;
    /** Half a step is lost by rounding. */
    private static final double UNTOLD_STEPS = .51;

    public ColumnBins {
        if (column < 0 || (edges == null) == (values == null) || edges == null && computed != null) {
            throw new IllegalArgumentException("Bins need a column and either edges or values");
        }
        values = values == null ? null : List.copyOf(values);
        final int bins = 2 + (edges == null ? values.size() : edges.length);
        if (bins > MAX_BINS || groups.length != bins) {
            throw new IllegalArgumentException("%d bins with %d groups; there must be as many of each, at most %d"
                    .formatted(bins, groups.length, MAX_BINS));
        }
        for (int i = 0; edges != null && i < edges.length; i++) {
            if (!Double.isFinite(edges[i]) || i > 0 && edges[i] <= edges[i - 1]) {
                throw new IllegalArgumentException(
                        "Edge %d of a column's bins is not finite or not rising".formatted(i));
            }
        }
        final boolean[] used = new boolean[bins];
        for (final int group : groups) {
            if (group < 0 || group >= bins) {
                throw new IllegalArgumentException("A bin has the group %d of at most %d".formatted(group, bins));
            }
            used[group] = true;
        }
        final int count = Arrays.stream(groups).max().orElse(0) + 1;
        for (int g = 0; g < count; g++) {
            if (!used[g]) {
                throw new IllegalArgumentException("No bin has the group %d".formatted(g));
            }
        }
    }

    /** Bins of a column's own values. */
    public ColumnBins(final int column, final double[] edges, final List<String> values, final int[] groups) {
        this(column, edges, values, groups, null);
    }

    /** Bins of numbers, each with a group of its own. */
    public static ColumnBins ofNumbers(final int column, final double[] edges) {
        return new ColumnBins(
                column, edges, null, IntStream.range(0, edges.length + 2).toArray());
    }

    /** Bins of texts, each with a group of its own. */
    public static ColumnBins ofTexts(final int column, final List<String> values) {
        return new ColumnBins(
                column, null, values, IntStream.range(0, values.size() + 2).toArray());
    }

    /** The number of bins. */
    public int bins() {
        return groups.length;
    }

    /** The number of groups. */
    public int groupCount() {
        int max = 0;
        for (final int group : groups) {
            max = Math.max(max, group);
        }
        return max + 1;
    }

    /** Whether the numbers are computed from columns. */
    public boolean isComputed() {
        return computed != null;
    }

    /** The columns that the numbers are computed from, or the column itself. */
    public int[] sources() {
        return isComputed() ? computed.columns() : new int[] {column};
    }

    /** The binned numbers of a table's rows; null where texts are binned. */
    public double[] numbers(final Table table) {
        return isComputed() ? values(table, computed) : table.numbers(column);
    }

    /**
     * The numbers of a table's rows. A difference is 0 where only the errors of binary fractions are left, or less than
     * the columns' grids can tell.
     */
    static double[] values(final Table table, final Expression expression) {
        final Scope scope = Scope.of(table, null);
        final IntToDoubleFunction value = expression.compile(scope).value();
        final IntToDoubleFunction size = expression.compile(scope.sizes()).value();
        final double untold = expression instanceof Operation operation && operation.sign() == '-'
                ? UNTOLD_STEPS
                        * Arrays.stream(expression.columns())
                                .mapToDouble(column -> table.column(column).step())
                                .min()
                                .orElse(0)
                : 0;
        final double[] values = new double[table.rows()];
        for (int r = 0; r < values.length; r++) {
            final double number = value.applyAsDouble(r);
            values[r] = Math.abs(number) <= Math.max(untold, MAX_ERROR * size.applyAsDouble(r)) ? 0 : number;
        }
        return values;
    }

    /**
     * Checks that the bins fit a table.
     *
     * @throws IllegalArgumentException where they do not
     */
    public void check(final List<Column> columns) {
        if (column >= columns.size()
                || columns.get(column).kind().isNumeric() != (edges != null)
                || isComputed() && computed.quantity(columns, null) != Quantity.NUMBER) {
            throw new IllegalArgumentException("They do not fit the kind of column " + column);
        }
    }

    /** Whether the bins have no order. */
    public boolean categorical() {
        return values != null;
    }

    /** The bin of a number, by binary search. */
    public int binOf(final double value) {
        if (Double.isNaN(value)) {
            return 0;
        }
        int low = 0;
        int high = edges.length;
        while (low < high) {
            final int middle = (low + high) >>> 1;
            if (edges[middle] <= value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low + 1;
    }
}
