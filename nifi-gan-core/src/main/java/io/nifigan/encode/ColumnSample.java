// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.FieldPath;
import io.nifigan.table.Table;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.DoubleStream;

/** What an encoding is fitted to: a column of the rows to learn from, and what is known of it beside them. */
public final class ColumnSample {
    private final Table rows;
    private final int index;
    private final double[] known;
    private final ColumnSummary summary;
    private final int minimumCount;
    private final boolean whole;
    private final boolean fewValues;
    private final Set<Integer> apart;

    /**
     * @param rows the rows to learn from
     * @param index the column's index
     * @param known values of a numeric column among which its ends are; null for others
     * @param summary of all rows where these are a sample; null where they are all
     * @param minimumCount the fewest rows that a value of its own may have
     * @param whole whether rare values keep a member of their own as far as possible
     * @param fewValues whether other columns are looked up by its values
     * @param apart columns that are nothing to group rare values by
     */
    ColumnSample(
            final Table rows,
            final int index,
            final double[] known,
            final ColumnSummary summary,
            final int minimumCount,
            final boolean whole,
            final boolean fewValues,
            final Set<Integer> apart) {
        this.rows = rows;
        this.index = index;
        this.known = known;
        this.summary = summary;
        this.minimumCount = minimumCount;
        this.whole = whole;
        this.fewValues = fewValues;
        this.apart = apart;
    }

    public Column column() {
        return rows.column(index);
    }

    /** The rows to learn from. */
    public Table rows() {
        return rows;
    }

    /** The column's index among them. */
    public int index() {
        return index;
    }

    /** How many rows there are, those included that are only summed up. */
    long count() {
        return summary == null ? rows.rows() : summary.rows();
    }

    /** Values of a numeric column to learn from, NaN for missing ones: the rows', or stand-ins for all rows. */
    public double[] numbers() {
        // A calendar only rows tell.
        final boolean rowsTell = column().kind() == ColumnKind.DATE || column().kind() == ColumnKind.TIMESTAMP;
        return summary == null || rowsTell ? rows.numbers(index) : summary.standIns();
    }

    /** Values of a numeric column among which are the smallest and the greatest. */
    public double[] range() {
        return summary == null
                ? known
                : DoubleStream.concat(Arrays.stream(known), Arrays.stream(summary.range()))
                        .toArray();
    }

    /** A row's value as {@link CategoryEncoding} holds it. */
    public String text(final int row) {
        if (rows.isMissing(index, row)) {
            return null;
        }
        return column().kind().isNumeric()
                ? Double.toString(rows.numbers(index)[row])
                : rows.dictionary(index).get(rows.codes(index)[row]);
    }

    /**
     * About how many of all rows have a value.
     *
     * @param seen how many of these rows have it
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

    /** The fewest rows that a value of its own may have. */
    public int minimumCount() {
        return minimumCount;
    }

    /** Whether rare values keep a member of their own as far as possible. */
    public boolean isWhole() {
        return whole;
    }

    /**
     * Whether other columns are looked up by its values: numbers of many values would hardly ever hit one, unless they
     * are taken from these.
     */
    public boolean mustHaveFewValues() {
        return fewValues;
    }

    /** Whether the column is an element of an array. */
    boolean isElement() {
        final FieldPath path = column().field().path();
        return path != null && path.endsInElement();
    }

    /** The columns that are nothing to group rare values by. */
    Set<Integer> apart() {
        return apart;
    }
}
