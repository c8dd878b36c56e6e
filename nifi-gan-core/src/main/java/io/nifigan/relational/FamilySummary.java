// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational;

import io.nifigan.relational.rows.Frame;
import io.nifigan.relational.schema.DatabaseSchema;
import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Field;
import io.nifigan.table.Table;
import io.nifigan.table.ValueType;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * The summary of each parent's children as columns of the parent: their number, the first and the span of the column
 * that orders them, mean and standard deviation of numbers, and the number of different categories. Of children that
 * only refer to the parent there are numbers and means.
 */
final class FamilySummary {
    static final String COUNT = "n";
    static final String FIRST = "first";
    static final String SPAN = "span";
    static final String MEAN = "mean";
    static final String DEVIATION = "sd";
    static final String KINDS = "kinds";

    private final Table child;
    private final int[] parentOf;
    private final int parents;
    private final String prefix;
    private final Frame target;
    private final int[] counts;

    /**
     * @param parentOf {@code [rows of the child]}: the row of the parent, -1 for none
     * @param target the parent's columns, to which the summary is added
     * @param prefix begins the names of the added columns
     */
    FamilySummary(final Table child, final int[] parentOf, final int parents, final Frame target, final String prefix) {
        this.child = child;
        this.parentOf = parentOf;
        this.parents = parents;
        this.target = target;
        this.prefix = prefix;
        this.counts = new int[parents];
        for (final int parent : parentOf) {
            if (parent >= 0) {
                counts[parent]++;
            }
        }
    }

    /** The prefix of the names of a foreign key's summary. */
    static String prefix(final DatabaseSchema.Reference reference) {
        return reference.child().name() + "." + reference.key().column() + ".";
    }

    /** Whether the mean of a column is part of a summary. */
    static boolean isSummedUp(final Column column) {
        return (column.kind() == ColumnKind.INTEGER || column.kind() == ColumnKind.DECIMAL)
                && !column.field().marksForm();
    }

    void addCount() {
        target.add(
                Frame.number(prefix + COUNT, ColumnKind.INTEGER),
                Arrays.stream(counts).asDoubleStream().toArray());
    }

    /** Adds the first value and the span of the column that orders the children. */
    void addOrder(final int column) {
        final double[] values = child.numbers(column);
        final double[] first = new double[parents];
        final double[] last = new double[parents];
        Arrays.fill(first, Double.NaN);
        Arrays.fill(last, Double.NaN);
        for (int r = 0; r < values.length; r++) {
            final int parent = parentOf[r];
            if (parent >= 0 && !Double.isNaN(values[r])) {
                first[parent] = Double.isNaN(first[parent]) ? values[r] : Math.min(first[parent], values[r]);
                last[parent] = Double.isNaN(last[parent]) ? values[r] : Math.max(last[parent], values[r]);
            }
        }
        final double[] span = new double[parents];
        Arrays.setAll(span, p -> last[p] - first[p]);
        target.add(Frame.named(child.column(column), prefix + FIRST), first);
        target.add(gap(child.column(column), prefix + SPAN), span);
    }

    /** The column of differences between values of another column. */
    static Column gap(final Column column, final String name) {
        return new Column(
                new Field(name, ValueType.STRING),
                column.kind() == ColumnKind.DECIMAL ? ColumnKind.DECIMAL : ColumnKind.INTEGER,
                column.step(),
                null);
    }

    /** Adds the mean of a number, and its standard deviation where asked for. */
    void addNumber(final int column, final boolean deviation) {
        final double[] values = child.numbers(column);
        final int[] present = new int[parents];
        final double[] mean = new double[parents];
        final double[] squares = new double[parents];
        for (int r = 0; r < values.length; r++) {
            final int parent = parentOf[r];
            if (parent >= 0 && !Double.isNaN(values[r])) {
                present[parent]++;
                // Welford's update, which loses no digits to large sums.
                final double off = values[r] - mean[parent];
                mean[parent] += off / present[parent];
                squares[parent] += off * (values[r] - mean[parent]);
            }
        }
        final double[] spread = new double[parents];
        for (int p = 0; p < parents; p++) {
            mean[p] = present[p] == 0 ? Double.NaN : mean[p];
            spread[p] = present[p] < 2 ? Double.NaN : Math.sqrt(squares[p] / (present[p] - 1));
        }
        final String name = prefix + child.column(column).name() + ".";
        target.add(Frame.number(name + MEAN, ColumnKind.DECIMAL), mean);
        if (deviation) {
            target.add(Frame.number(name + DEVIATION, ColumnKind.DECIMAL), spread);
        }
    }

    /** Adds the number of different values of a category. */
    void addKinds(final int column) {
        final int[] codes = child.codes(column);
        final Set<Long> seen = new HashSet<>();
        final double[] kinds = new double[parents];
        for (int r = 0; r < codes.length; r++) {
            if (parentOf[r] >= 0
                    && codes[r] >= 0
                    && seen.add((long) parentOf[r] * child.dictionary(column).size() + codes[r])) {
                kinds[parentOf[r]]++;
            }
        }
        for (int p = 0; p < parents; p++) {
            kinds[p] = counts[p] == 0 ? Double.NaN : kinds[p];
        }
        target.add(Frame.number(prefix + child.column(column).name() + "." + KINDS, ColumnKind.INTEGER), kinds);
    }
}
