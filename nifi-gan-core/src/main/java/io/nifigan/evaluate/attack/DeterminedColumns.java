// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.attack;

import io.nifigan.table.Table;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Finds columns that another column determines, as a city does its country. They are no secrets of their own. Of
 * columns that determine each other the first is the secret.
 */
final class DeterminedColumns {
    /** Rows that are looked at. */
    private static final int MAX_ROWS = 5_000;
    /** Share of the rows whose value occurred before, from which on a determination is no accident of unique values. */
    private static final double REPEATED = .5;

    private DeterminedColumns() {}

    /** The given columns that no other one determines. */
    static int[] without(final Table table, final int[] columns) {
        final int rows = Math.min(MAX_ROWS, table.rows());
        final int[][] values = new int[columns.length][];
        final int[] counts = new int[columns.length];
        for (int i = 0; i < columns.length; i++) {
            values[i] = new int[rows];
            counts[i] = number(table, columns[i], values[i]);
        }
        final boolean[] determined = new boolean[columns.length];
        for (int to = 0; to < columns.length; to++) {
            for (int from = 0; from < columns.length && !determined[to]; from++) {
                determined[to] = from != to
                        && counts[to] > 1
                        && rows - counts[from] >= REPEATED * rows
                        && determines(values[from], counts[from], values[to])
                        && (from < to || counts[from] != counts[to]);
            }
        }
        int kept = 0;
        final int[] free = new int[columns.length];
        for (int i = 0; i < columns.length; i++) {
            if (!determined[i]) {
                free[kept++] = columns[i];
            }
        }
        return Arrays.copyOf(free, kept);
    }

    /** Numbers a column's values in the order of their occurrence, and returns how many there are. */
    private static int number(final Table table, final int column, final int[] target) {
        final Map<Object, Integer> numbers = new HashMap<>();
        for (int i = 0; i < target.length; i++) {
            // Evenly over the table, for its first rows may all be training rows.
            final int row = (int) ((long) i * table.rows() / target.length);
            final Object value = table.isMissing(column, row)
                    ? null
                    : table.numbers(column) == null
                            ? (Object) table.codes(column)[row]
                            : (Object) table.numbers(column)[row];
            target[i] = numbers.computeIfAbsent(value, key -> numbers.size());
        }
        return numbers.size();
    }

    private static boolean determines(final int[] from, final int count, final int[] to) {
        final int[] image = new int[count];
        Arrays.fill(image, -1);
        for (int r = 0; r < from.length; r++) {
            if (image[from[r]] < 0) {
                image[from[r]] = to[r];
            } else if (image[from[r]] != to[r]) {
                return false;
            }
        }
        return true;
    }
}
