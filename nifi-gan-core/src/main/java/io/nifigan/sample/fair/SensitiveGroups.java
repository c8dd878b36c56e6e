// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample.fair;

import io.nifigan.table.Table;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The groups of rows that differ in sensitive columns: one for each combination of values that enough rows have, and
 * one for all others. A number counts by the band that it lies in. Immutable.
 */
final class SensitiveGroups {
    /** The number of bands of a number: each has as many rows as the others. */
    static final int BANDS = 5;
    /** The fewest rows of a group; below, the quantiles of a probability are known too roughly. */
    static final int MIN_ROWS = 100;

    private final int[] columns;
    /** {@code [columns]}: the upper ends of a number's bands but the last; null for a column that is not a number. */
    private final double[][] ends;

    private final Map<List<String>, Integer> groups;
    private final int count;

    private SensitiveGroups(
            final int[] columns, final double[][] ends, final Map<List<String>, Integer> groups, final int count) {
        this.columns = columns;
        this.ends = ends;
        this.groups = groups;
        this.count = count;
    }

    /**
     * Fits the groups.
     *
     * @param rows rows of the table
     * @param columns the sensitive columns
     */
    static SensitiveGroups fit(final Table rows, final int[] columns) {
        final double[][] ends = new double[columns.length][];
        for (int i = 0; i < ends.length; i++) {
            ends[i] = rows.numbers(columns[i]) == null ? null : ends(rows.sortedNumbers(columns[i]));
        }
        final SensitiveGroups all = new SensitiveGroups(columns, ends, Map.of(), 0);
        final Map<List<String>, Integer> sizes = new LinkedHashMap<>();
        for (int r = 0; r < rows.rows(); r++) {
            sizes.merge(all.values(rows, r), 1, Integer::sum);
        }
        final Map<List<String>, Integer> groups = new HashMap<>();
        int others = 0;
        for (final Map.Entry<List<String>, Integer> size : sizes.entrySet()) {
            if (size.getValue() >= MIN_ROWS) {
                groups.put(size.getKey(), groups.size());
            } else {
                others += size.getValue();
            }
        }
        return new SensitiveGroups(columns, ends, groups, groups.size() + (others > 0 ? 1 : 0));
    }

    /** A number with few values has a band for each. */
    private static double[] ends(final double[] sorted) {
        final double[] distinct = Arrays.stream(sorted).distinct().toArray();
        if (distinct.length <= BANDS) {
            return Arrays.copyOf(distinct, Math.max(0, distinct.length - 1));
        }
        final double[] ends = new double[BANDS - 1];
        Arrays.setAll(ends, i -> sorted[(int) ((long) (i + 1) * sorted.length / BANDS)]);
        return Arrays.stream(ends).distinct().toArray();
    }

    /** The number of groups. */
    int count() {
        return count;
    }

    /** {@code [rows]}: the group of each row. */
    int[] of(final Table table) {
        final int[] found = new int[table.rows()];
        for (int r = 0; r < found.length; r++) {
            // A combination that was too rare, or never seen, is in the last group.
            found[r] = groups.getOrDefault(values(table, r), count - 1);
        }
        return found;
    }

    /**
     * The value of one sensitive column in each row, as a number from 0.
     *
     * @param column the index among the sensitive columns
     * @param known the values found so far, to which new ones are added
     */
    int[] valuesOf(final Table table, final int column, final Map<String, Integer> known) {
        final int[] found = new int[table.rows()];
        for (int r = 0; r < found.length; r++) {
            found[r] = known.computeIfAbsent(value(table, column, r), key -> known.size());
        }
        return found;
    }

    private List<String> values(final Table table, final int row) {
        final String[] values = new String[columns.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(table, i, row);
        }
        return Arrays.asList(values);
    }

    private String value(final Table table, final int i, final int row) {
        if (table.isMissing(columns[i], row)) {
            return null;
        }
        if (ends[i] == null) {
            return table.dictionary(columns[i]).get(table.codes(columns[i])[row]);
        }
        final double number = table.numbers(columns[i])[row];
        int band = 0;
        while (band < ends[i].length && number > ends[i][band]) {
            band++;
        }
        return Integer.toString(band);
    }
}
