// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.similarity;

import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An index of a table's rows that finds those near another row: with the same categories, and no number farther away
 * than a share of the distance between the 5 % and 95 % quantiles.
 */
public final class NearRows {
    private static final double LOW = .05;

    private final Table indexed;
    private final int[] categories;
    private final int[] numbers;
    private final double[] width;
    /** Rows grouped by their categories; in each group ascending by the first numeric column. */
    private final Map<RowKey, int[]> groups = new HashMap<>();

    /**
     * @param indexed the rows to find; tables to look up must share its dictionaries
     * @param columns the columns that are compared
     * @param share the greatest difference of numbers, 0 for equal ones
     */
    public NearRows(final Table indexed, final int[] columns, final double share) {
        this.indexed = indexed;
        this.categories = Arrays.stream(columns)
                .filter(column -> !indexed.column(column).kind().isNumeric())
                .toArray();
        this.width = new double[indexed.columns().size()];
        // The column with the fewest near rows comes first, so that most candidates are rejected early.
        this.numbers = Arrays.stream(columns)
                .filter(column -> indexed.column(column).kind().isNumeric())
                .boxed()
                .sorted(Comparator.comparingDouble(column ->
                        -Arrays.stream(indexed.numbers(column)).distinct().count()))
                .mapToInt(Integer::intValue)
                .toArray();
        for (final int column : numbers) {
            final double[] sorted = indexed.sortedNumbers(column);
            width[column] = sorted.length == 0
                    ? 0
                    : share * sorted[(int) ((1 - LOW) * (sorted.length - 1))]
                            - share * sorted[(int) (LOW * (sorted.length - 1))];
        }
        group();
    }

    private void group() {
        final Map<RowKey, List<Integer>> members = new HashMap<>();
        for (int r = 0; r < indexed.rows(); r++) {
            members.computeIfAbsent(RowKey.of(indexed, categories, r), key -> new ArrayList<>())
                    .add(r);
        }
        members.forEach((key, rows) -> {
            if (numbers.length > 0) {
                // NaN, a missing number, sorts last.
                rows.sort(Comparator.comparingDouble(r -> indexed.numbers(numbers[0])[r]));
            }
            groups.put(key, rows.stream().mapToInt(Integer::intValue).toArray());
        });
    }

    /**
     * Finds rows near a row of a table.
     *
     * @param except index of a row that does not count, -1 for none
     * @param found receives the first rows that are found; the search ends when it is full
     * @return the number of rows found
     */
    public int find(final Table table, final int row, final int except, final int[] found) {
        final int[] group = groups.get(RowKey.of(table, categories, row));
        if (group == null) {
            return 0;
        }
        final double value = numbers.length == 0 ? Double.NaN : table.numbers(numbers[0])[row];
        final double reach = numbers.length == 0 ? 0 : width[numbers[0]];
        int count = 0;
        for (int i = Double.isNaN(value) ? 0 : from(group, value - reach); i < group.length; i++) {
            if (!Double.isNaN(value) && !(indexed.numbers(numbers[0])[group[i]] <= value + reach)) {
                return count;
            }
            if (group[i] != except && isNear(table, row, group[i])) {
                found[count++] = group[i];
                if (count == found.length) {
                    return count;
                }
            }
        }
        return count;
    }

    /** The first row of a group whose first number is not below a bound. */
    private int from(final int[] group, final double bound) {
        final double[] values = indexed.numbers(numbers[0]);
        int low = 0;
        int high = group.length;
        while (low < high) {
            final int middle = (low + high) >>> 1;
            if (values[group[middle]] < bound) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private boolean isNear(final Table table, final int row, final int other) {
        for (final int column : numbers) {
            final double a = table.numbers(column)[row];
            final double b = indexed.numbers(column)[other];
            if (Double.isNaN(a) != Double.isNaN(b) || Math.abs(a - b) > width[column]) {
                return false;
            }
        }
        return true;
    }
}
