// SPDX-License-Identifier: Apache-2.0
package io.nifigan.augment;

import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A mutable copy of a table. */
final class TableCells {
    private final Table table;
    private final double[][] numbers;
    private final int[][] codes;
    private final List<List<String>> dictionaries = new ArrayList<>();
    private final List<Map<String, Integer>> indices = new ArrayList<>();

    TableCells(final Table table) {
        this.table = table;
        final int width = table.columns().size();
        this.numbers = new double[width][];
        this.codes = new int[width][];
        for (int c = 0; c < width; c++) {
            if (table.numbers(c) == null) {
                codes[c] = table.codes(c).clone();
                final Map<String, Integer> index = new HashMap<>();
                for (int i = 0; i < table.dictionary(c).size(); i++) {
                    index.putIfAbsent(table.dictionary(c).get(i), i);
                }
                indices.add(index);
                dictionaries.add(new ArrayList<>(table.dictionary(c)));
            } else {
                numbers[c] = table.numbers(c).clone();
                indices.add(null);
                dictionaries.add(null);
            }
        }
    }

    boolean isNumeric(final int column) {
        return numbers[column] != null;
    }

    boolean isMissing(final int column, final int row) {
        return isNumeric(column) ? Double.isNaN(numbers[column][row]) : codes[column][row] < 0;
    }

    /** The number in a cell, NaN if it is missing. */
    double number(final int column, final int row) {
        return numbers[column][row];
    }

    /** The value of a cell in the text form of encodings, null if it is missing. */
    String text(final int column, final int row) {
        if (isMissing(column, row)) {
            return null;
        }
        return isNumeric(column)
                ? Double.toString(numbers[column][row])
                : dictionaries.get(column).get(codes[column][row]);
    }

    void set(final int column, final int row, final double value) {
        numbers[column][row] = value;
    }

    /** Sets a cell to a value in the text form of encodings. */
    void set(final int column, final int row, final String text) {
        if (isNumeric(column)) {
            numbers[column][row] = text == null ? Double.NaN : Double.parseDouble(text);
        } else {
            codes[column][row] = text == null
                    ? -1
                    : indices.get(column).computeIfAbsent(text, key -> {
                        dictionaries.get(column).add(key);
                        return dictionaries.get(column).size() - 1;
                    });
        }
    }

    /** Copies a cell from a row of another table. */
    void copy(final int column, final int row, final Table from, final int fromRow) {
        if (isNumeric(column)) {
            numbers[column][row] = from.numbers(column)[fromRow];
        } else {
            final int code = from.codes(column)[fromRow];
            set(column, row, code < 0 ? null : from.dictionary(column).get(code));
        }
    }

    /** The table with these cells. Numbers and codes that are set later are seen in it, texts that are new are not. */
    Table table() {
        return new Table(table.columns(), table.rows(), numbers, codes, dictionaries);
    }
}
