// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import io.nifigan.predict.BinnedRows;
import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;

/** A table that is filled column by column, each column after those that it depends on. */
public final class DecodedTable {
    private final int rows;
    private final double[][] numbers;
    private final int[][] codes;
    private final List<List<String>> dictionaries;
    private final int[][] chosen;
    private final Table table;
    private final BinnedRows bins;

    DecodedTable(final List<Column> columns, final int rows) {
        this.rows = rows;
        this.numbers = new double[columns.size()][];
        this.codes = new int[columns.size()][];
        this.dictionaries = new ArrayList<>(Collections.nCopies(columns.size(), null));
        this.chosen = new int[columns.size()][];
        this.table = new Table(columns, rows, numbers, codes, dictionaries);
        this.bins = new BinnedRows(table);
    }

    /** The number of rows. */
    public int rows() {
        return rows;
    }

    /** The table being decoded; columns are filled one after the other. */
    public Table table() {
        return table;
    }

    /** The bins of filled columns. */
    BinnedRows bins() {
        return bins;
    }

    /** Fills a numeric column; the table keeps the array. */
    public void setNumbers(final int column, final double[] values) {
        numbers[column] = values;
    }

    /** Fills a column that is not numeric with missing values. */
    public void setMissing(final int column) {
        codes[column] = new int[rows];
        Arrays.fill(codes[column], -1);
        dictionaries.set(column, List.of());
    }

    /**
     * Fills a column with values from a list.
     *
     * @param values the values, null for missing, numbers as {@link Double#toString} gives them
     * @param indices {@code [rows]}, the index of each row's value, -1 for missing
     */
    public void setValues(final int column, final List<String> values, final int[] indices) {
        chosen[column] = indices;
        if (table.column(column).kind().isNumeric()) {
            final double[] parsed = values.stream()
                    .mapToDouble(value -> value == null ? Double.NaN : Double.parseDouble(value))
                    .toArray();
            numbers[column] = new double[rows];
            Arrays.setAll(numbers[column], r -> indices[r] < 0 ? Double.NaN : parsed[indices[r]]);
            return;
        }
        final Map<String, Integer> dictionary = new LinkedHashMap<>();
        if (table.column(column).kind() == ColumnKind.BOOLEAN) {
            // The dictionary of booleans is always [false, true].
            dictionary.put("false", 0);
            dictionary.put("true", 1);
        }
        final int[] recoded = new int[values.size()];
        for (int i = 0; i < recoded.length; i++) {
            final String value = values.get(i);
            recoded[i] = value == null ? -1 : dictionary.computeIfAbsent(value, key -> dictionary.size());
        }
        codes[column] = new int[rows];
        Arrays.setAll(codes[column], r -> indices[r] < 0 ? -1 : recoded[indices[r]]);
        dictionaries.set(column, List.copyOf(dictionary.keySet()));
    }

    /**
     * Gives a filled column another column's texts in some rows.
     *
     * @param known the texts that the column can have; others are not copied
     * @param copied the rows
     */
    void copyTexts(final int column, final int source, final Set<String> known, final IntPredicate copied) {
        final Map<String, Integer> index = new LinkedHashMap<>();
        dictionaries.get(column).forEach(text -> index.put(text, index.size()));
        final int[] recoded = dictionaries.get(source).stream()
                .mapToInt(text -> known.contains(text) ? index.computeIfAbsent(text, key -> index.size()) : -1)
                .toArray();
        for (int r = 0; r < rows; r++) {
            final int code = codes[source][r];
            if (copied.test(r) && code >= 0 && recoded[code] >= 0) {
                codes[column][r] = recoded[code];
            }
        }
        dictionaries.set(column, List.copyOf(index.keySet()));
    }

    /** The indices with which {@link #setValues} filled a column. */
    int[] chosen(final int column) {
        return chosen[column];
    }
}
