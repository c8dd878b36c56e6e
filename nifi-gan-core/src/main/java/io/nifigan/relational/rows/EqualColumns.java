// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational.rows;

import io.nifigan.table.ColumnKind;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Columns of two tables that have the same value in all rows that refer to both: the country of a sale's customer is
 * that of its store.
 *
 * @param source the number of the drawn foreign key to the one table, -1 for the parent
 * @param column the column of that table
 * @param other the column of the table that the later foreign key refers to
 */
public record EqualColumns(int source, String column, String other) {
    private static final int MIN_ROWS = 50;
    /** The largest share of rows paired at random in which two columns may be equal for a rule of equal columns. */
    private static final double MAX_BY_CHANCE = .9;

    /**
     * Finds columns.
     *
     * @param tables the tables that foreign keys refer to, that of the parent first
     * @param rows for each of them {@code [rows of the child]}: the row that is referred to, -1 for none
     * @param key the number of the drawn foreign key, of which {@code tables} and {@code rows} have the one after it
     */
    public static List<EqualColumns> find(final List<Table> tables, final List<int[]> rows, final int key) {
        final List<EqualColumns> found = new ArrayList<>();
        final Table other = tables.get(key + 1);
        final int[] ofOther = rows.get(key + 1);
        for (int t = 0; t <= key; t++) {
            final int[] of = rows.get(t);
            final int[] both = IntStream.range(0, of.length)
                    .filter(r -> of[r] >= 0 && ofOther[r] >= 0)
                    .toArray();
            final Table table = tables.get(t);
            for (int a = 0; both.length >= MIN_ROWS && a < table.columns().size(); a++) {
                for (int b = 0; isComparable(table, a) && b < other.columns().size(); b++) {
                    if (isComparable(other, b) && areEqual(table, a, of, other, b, ofOther, both)) {
                        found.add(new EqualColumns(
                                t - 1, table.column(a).name(), other.column(b).name()));
                    }
                }
            }
        }
        return found;
    }

    private static boolean isComparable(final Table table, final int column) {
        return !table.column(column).field().marksForm() && table.column(column).kind() != ColumnKind.DECIMAL;
    }

    private static boolean areEqual(
            final Table table,
            final int column,
            final int[] rows,
            final Table other,
            final int otherColumn,
            final int[] otherRows,
            final int[] both) {
        if (table.column(column).kind().isNumeric()
                != other.column(otherColumn).kind().isNumeric()) {
            return false;
        }
        int seen = 0;
        for (final int r : both) {
            final String value = Frame.text(table, column, rows[r]);
            if (value == null || !value.equals(Frame.text(other, otherColumn, otherRows[r]))) {
                return false;
            }
            seen++;
        }
        final Map<String, Integer> counts = new HashMap<>();
        for (final int r : both) {
            counts.merge(Frame.text(table, column, rows[r]), 1, Integer::sum);
        }
        final int all = seen;
        return counts.values().stream()
                        .mapToDouble(count -> Math.pow((double) count / all, 2))
                        .sum()
                < MAX_BY_CHANCE;
    }

    /**
     * Rows of a table in groups of those with the same values.
     *
     * @param ofRows {@code [rows]}: the group of each row of the table
     * @param ofSources for each pair of equal columns the values of the one, by row
     * @param byValues the groups by the values of all parts
     */
    public record Groups(int[] ofRows, List<String[]> ofSources, Map<List<String>, Integer> byValues) {
        /**
         * Groups the rows of a table.
         *
         * @param tables the tables that are referred to before, that of the parent first
         */
        public static Groups of(final List<EqualColumns> equal, final List<Table> tables, final Table table) {
            final Map<List<String>, Integer> groups = new HashMap<>();
            final int[] ofRows = new int[table.rows()];
            Arrays.setAll(
                    ofRows,
                    r -> groups.computeIfAbsent(
                            equal.stream()
                                    .map(one -> Frame.text(table, Frame.index(table.columns(), one.other()), r))
                                    .toList(),
                            values -> groups.size()));
            final List<String[]> ofSources = new ArrayList<>();
            for (final EqualColumns one : equal) {
                final Table source = tables.get(one.source() + 1);
                final int column = Frame.index(source.columns(), one.column());
                final String[] texts = new String[source.rows()];
                Arrays.setAll(texts, r -> Frame.text(source, column, r));
                ofSources.add(texts);
            }
            return new Groups(ofRows, ofSources, groups);
        }

        /**
         * The group that a row belongs to.
         *
         * @param rows for each pair of equal columns the row of the table that is referred to before, -1 for none
         * @return the group, -1 where there is none
         */
        public int of(final int[] rows) {
            final List<String> values = new ArrayList<>();
            for (int i = 0; i < rows.length; i++) {
                values.add(rows[i] < 0 ? null : ofSources.get(i)[rows[i]]);
            }
            return values.contains(null) ? -1 : byValues.getOrDefault(values, -1);
        }
    }
}
