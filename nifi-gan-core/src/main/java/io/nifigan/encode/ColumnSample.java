// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.FieldPath;
import io.nifigan.table.Table;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.DoubleStream;

/** The data to fit an encoding to: a column of the training rows, with a summary of further rows and options. */
public final class ColumnSample {
    private final Table rows;
    private final int index;
    private final double[] knownValues;
    private final ColumnSummary summary;
    private final int minimumCount;
    private final boolean keepsRareValues;
    private final boolean fewValues;
    private final Set<Integer> notForGrouping;

    /**
     * @param rows the training rows
     * @param index the column's index
     * @param knownValues values of a numeric column that include its smallest and largest one; null for other columns
     * @param summary a summary of all rows where {@code rows} is a sample; null where it has all
     * @param minimumCount minimum number of rows for a value to be encoded by itself
     * @param keepsRareValues whether rare values keep a one-hot member of their own as far as possible
     * @param fewValues whether other columns are looked up by this column's values
     * @param notForGrouping columns not to use for grouping rare values
     */
    ColumnSample(
            final Table rows,
            final int index,
            final double[] knownValues,
            final ColumnSummary summary,
            final int minimumCount,
            final boolean keepsRareValues,
            final boolean fewValues,
            final Set<Integer> notForGrouping) {
        this.rows = rows;
        this.index = index;
        this.knownValues = knownValues;
        this.summary = summary;
        this.minimumCount = minimumCount;
        this.keepsRareValues = keepsRareValues;
        this.fewValues = fewValues;
        this.notForGrouping = notForGrouping;
    }

    /** The column to fit an encoding to. */
    public Column column() {
        return rows.column(index);
    }

    /** The training rows. */
    public Table rows() {
        return rows;
    }

    /** The index of the column in {@link #rows()}. */
    public int index() {
        return index;
    }

    /** The number of rows, including those that are only in the summary. */
    long count() {
        return summary == null ? rows.rows() : summary.rows();
    }

    /**
     * The values of a numeric column to fit to, NaN where missing: those of the training rows, or representative values
     * of all rows.
     */
    public double[] numbers() {
        // Calendar patterns are only visible in single rows.
        final boolean needsRows = column().kind() == ColumnKind.DATE || column().kind() == ColumnKind.TIMESTAMP;
        return summary == null || needsRows ? rows.numbers(index) : summary.representatives();
    }

    /** Values of a numeric column that include the smallest and the largest one. */
    public double[] range() {
        return summary == null
                ? knownValues
                : DoubleStream.concat(Arrays.stream(knownValues), Arrays.stream(summary.range()))
                        .toArray();
    }

    /** A row's value as in {@link CategoryEncoding#values()}. */
    public String text(final int row) {
        if (rows.isMissing(index, row)) {
            return null;
        }
        return column().kind().isNumeric()
                ? Double.toString(rows.numbers(index)[row])
                : rows.dictionary(index).get(rows.codes(index)[row]);
    }

    /**
     * The (approximate) number of all rows with a value.
     *
     * @param seen the number of training rows with it
     */
    int count(final String value, final int seen) {
        if (summary == null) {
            return seen;
        }
        final long count = value == null
                ? summary.missing()
                : column().kind().isNumeric() ? summary.count(Double.parseDouble(value)) : summary.count(value);
        return (int) Math.clamp(count, 1, summary.rows());
    }

    /** Minimum number of rows for a value to be encoded by itself. */
    public int minimumCount() {
        return minimumCount;
    }

    /** Whether rare values keep a one-hot member of their own as far as possible. */
    public boolean keepsRareValues() {
        return keepsRareValues;
    }

    /**
     * Whether other columns are looked up by this column's values. Generated numbers of a continuous column would
     * hardly ever match a value of the lookup table, so such a column must be encoded by separate values.
     */
    public boolean mustHaveFewValues() {
        return fewValues;
    }

    /** Whether the column is an element of an array. */
    boolean isElement() {
        final FieldPath path = column().field().path();
        return path != null && path.endsInElement();
    }

    /** The columns not to use for grouping rare values. */
    Set<Integer> notForGrouping() {
        return notForGrouping;
    }
}
