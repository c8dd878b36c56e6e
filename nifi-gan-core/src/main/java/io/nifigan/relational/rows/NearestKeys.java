// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational.rows;

import io.nifigan.common.RandomStream;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds for combinations of values the nearest that a table has: the same texts and, but for the last number, the same
 * numbers where there are such; else the same texts and a near last number; else any.
 */
public final class NearestKeys {
    private final Table table;
    private final int last;
    /** The rows with the same values but for the last number, ascending by that number. */
    private final Map<List<Object>, List<Integer>> sameButLast = new HashMap<>();
    /** The rows with the same texts, ascending by the last number. */
    private final Map<List<Object>, List<Integer>> sameTexts = new HashMap<>();

    /** @param keys the columns of the combinations */
    public NearestKeys(final Table table, final int[] keys) {
        this.table = table;
        final int number = lastNumber(table, keys);
        this.last = number < 0 ? -1 : keys[number];
        for (int r = 0; r < table.rows(); r++) {
            sameButLast
                    .computeIfAbsent(values(table, keys, r, number), values -> new ArrayList<>())
                    .add(r);
            sameTexts
                    .computeIfAbsent(texts(table, keys, r), values -> new ArrayList<>())
                    .add(r);
        }
        if (last >= 0) {
            final Comparator<Integer> byLast = Comparator.comparingDouble(r -> table.numbers(last)[r]);
            sameButLast.values().forEach(rows -> rows.sort(byLast));
            sameTexts.values().forEach(rows -> rows.sort(byLast));
        }
    }

    private static int lastNumber(final Table table, final int[] keys) {
        for (int k = keys.length - 1; k >= 0; k--) {
            if (table.numbers(keys[k]) != null) {
                return k;
            }
        }
        return -1;
    }

    private static List<Object> values(final Table table, final int[] columns, final int row, final int but) {
        final List<Object> values = new ArrayList<>();
        for (int k = 0; k < columns.length; k++) {
            if (k != but) {
                values.add(
                        table.numbers(columns[k]) == null
                                ? text(table, columns[k], row)
                                : (Object) table.numbers(columns[k])[row]);
            }
        }
        return values;
    }

    private static List<Object> texts(final Table table, final int[] columns, final int row) {
        return Arrays.stream(columns)
                .filter(c -> table.numbers(c) == null)
                .mapToObj(c -> (Object) text(table, c, row))
                .toList();
    }

    private static String text(final Table table, final int column, final int row) {
        final int code = table.codes(column)[row];
        return code < 0 ? "" : table.dictionary(column).get(code);
    }

    /**
     * Finds rows.
     *
     * @param wanted a table with the same kinds of columns
     * @param columns its columns of the combinations
     * @return {@code [wanted.rows()]}: rows of the table; -1 where a value is missing or the table is empty
     */
    public int[] of(final Table wanted, final int[] columns, final RandomStream random) {
        final int number = lastNumber(wanted, columns);
        final int[] found = new int[wanted.rows()];
        Arrays.setAll(found, r -> {
            if (table.rows() == 0 || Arrays.stream(columns).anyMatch(c -> wanted.isMissing(c, r))) {
                return -1;
            }
            List<Integer> rows = sameButLast.get(values(wanted, columns, r, number));
            if (rows == null) {
                rows = sameTexts.get(texts(wanted, columns, r));
            }
            if (rows == null) {
                return random.nextInt(table.rows());
            }
            return number < 0
                    ? rows.get(random.nextInt(rows.size()))
                    : nearest(rows, wanted.numbers(columns[number])[r]);
        });
        return found;
    }

    private int nearest(final List<Integer> rows, final double value) {
        int low = 0;
        int high = rows.size() - 1;
        while (low < high) {
            final int middle = (low + high) >>> 1;
            if (table.numbers(last)[rows.get(middle)] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        final double above = Math.abs(table.numbers(last)[rows.get(low)] - value);
        return low > 0 && Math.abs(table.numbers(last)[rows.get(low - 1)] - value) < above
                ? rows.get(low - 1)
                : rows.get(low);
    }
}
