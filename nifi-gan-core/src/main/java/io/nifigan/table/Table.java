// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * An immutable table, stored by columns. A numeric column is {@code double[rows]} with NaN where a value is missing;
 * any other is {@code int[rows]} of codes, which are indices into a dictionary of texts, -1 where a value is missing.
 * The dictionary of a BOOLEAN column is always {@code [false, true]}.
 */
public final class Table {
    private final List<Column> columns;
    private final int rows;
    private final double[][] numbers;
    private final int[][] codes;
    private final List<List<String>> dictionaries;
    /** For each column the index of the column with its values' forms, -1 for none; null where no column has one. */
    private final int[] forms;
    /** For each column the rows with a value that does not fit it and counts as missing; null where none is known. */
    private final BitSet[] unfit;

    /**
     * @param columns the columns
     * @param rows the number of rows
     * @param numbers for each column its values, null where the kind is not numeric
     * @param codes for each column its codes, null where the kind is numeric
     * @param dictionaries for each column the texts by code, null where the kind is numeric
     */
    public Table(
            final List<Column> columns,
            final int rows,
            final double[][] numbers,
            final int[][] codes,
            final List<List<String>> dictionaries) {
        this(columns, rows, numbers, codes, dictionaries, null);
    }

    private Table(
            final List<Column> columns,
            final int rows,
            final double[][] numbers,
            final int[][] codes,
            final List<List<String>> dictionaries,
            final BitSet[] unfit) {
        this.unfit = unfit;
        this.columns = List.copyOf(columns);
        this.rows = rows;
        this.numbers = numbers;
        this.codes = codes;
        this.dictionaries = dictionaries;
        // A column of forms may be read from disk alone; then there is nothing whose forms it says.
        this.forms = this.columns.size() < 2 || !this.columns.getLast().field().marksForm()
                ? null
                : FormColumns.of(this.columns);
    }

    public List<Column> columns() {
        return columns;
    }

    public Column column(final int column) {
        return columns.get(column);
    }

    public int rows() {
        return rows;
    }

    /** The values of a numeric column, not to be changed by the caller: {@code [rows]}, NaN where missing. */
    public double[] numbers(final int column) {
        return numbers[column];
    }

    /** The values of a numeric column without the missing ones, ascending: a new array. */
    public double[] sortedNumbers(final int column) {
        // Minus zero becomes zero, because sorting distinguishes them.
        final double[] sorted = Arrays.stream(numbers[column])
                .filter(value -> !Double.isNaN(value))
                .map(value -> value + 0.)
                .toArray();
        Arrays.sort(sorted);
        return sorted;
    }

    /** The codes of a column that is not numeric, not to be changed by the caller: {@code [rows]}, -1 where missing. */
    public int[] codes(final int column) {
        return codes[column];
    }

    /** The texts by code of a column that is not numeric; null for a numeric column. */
    public List<String> dictionary(final int column) {
        return dictionaries.get(column);
    }

    /** Whether a value is missing. */
    public boolean isMissing(final int column, final int row) {
        return numbers[column] == null ? codes[column][row] < 0 : Double.isNaN(numbers[column][row]);
    }

    /** A copy that knows which of the missing values are values that do not fit their column: {@code [columns]}. */
    Table withUnfit(final BitSet[] rowsOfColumns) {
        return new Table(columns, rows, numbers, codes, dictionaries, rowsOfColumns);
    }

    /** Whether a missing value is known to be one that does not fit its column, such as a text among numbers. */
    public boolean isUnfit(final int column, final int row) {
        return unfit != null && unfit[column] != null && unfit[column].get(row);
    }

    /** The rows at the given indices, in that order; dictionaries are shared. */
    public Table select(final int[] indices) {
        final double[][] selectedNumbers = new double[columns.size()][];
        final int[][] selectedCodes = new int[columns.size()][];
        for (int c = 0; c < columns.size(); c++) {
            if (numbers[c] == null) {
                selectedCodes[c] = new int[indices.length];
                for (int i = 0; i < indices.length; i++) {
                    selectedCodes[c][i] = codes[c][indices[i]];
                }
            } else {
                selectedNumbers[c] = new double[indices.length];
                for (int i = 0; i < indices.length; i++) {
                    selectedNumbers[c][i] = numbers[c][indices[i]];
                }
            }
        }
        return new Table(columns, indices.length, selectedNumbers, selectedCodes, dictionaries, selectUnfit(indices));
    }

    private BitSet[] selectUnfit(final int[] indices) {
        if (unfit == null) {
            return null;
        }
        final BitSet[] selected = new BitSet[unfit.length];
        for (int c = 0; c < selected.length; c++) {
            if (unfit[c] != null) {
                selected[c] = new BitSet();
                for (int i = 0; i < indices.length; i++) {
                    selected[c].set(i, unfit[c].get(indices[i]));
                }
            }
        }
        return selected;
    }

    /** A table of the rows of all parts, one after the other; 1 part or more, all with the same columns. */
    public static Table concatenate(final List<Table> parts) {
        return TableParts.concatenate(parts);
    }

    /**
     * A value in the type that records hold: Boolean, Byte, Short, Integer, Long, BigInteger, Float, Double,
     * BigDecimal, Character, String, LocalDate, LocalTime or LocalDateTime, by the field's {@link ValueType}; null
     * where it is missing.
     */
    public Object value(final int column, final int row) {
        if (forms != null && forms[column] >= 0) {
            return written(column, forms[column], row);
        }
        if (isMissing(column, row)) {
            return null;
        }
        return numbers[column] == null
                ? Values.fromText(columns.get(column), dictionaries.get(column).get(codes[column][row]))
                : Values.fromNumber(columns.get(column), numbers[column][row]);
    }

    /** The text of a value in its form. */
    private Object written(final int column, final int form, final int row) {
        final int code = codes[form][row];
        final double value = numbers[column][row];
        if (code >= 0) {
            return FormColumns.write(columns.get(column), dictionaries.get(form).get(code), value);
        }
        return Double.isNaN(value) ? null : Values.fromNumber(columns.get(column), value);
    }
}
