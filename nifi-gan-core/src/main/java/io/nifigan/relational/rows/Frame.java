// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational.rows;

import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Field;
import io.nifigan.table.FormColumns;
import io.nifigan.table.Table;
import io.nifigan.table.ValueType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** A table that is put together column by column. */
public final class Frame {
    private final int rows;
    private final List<Column> columns = new ArrayList<>();
    private final List<double[]> numbers = new ArrayList<>();
    private final List<int[]> codes = new ArrayList<>();
    private final List<List<String>> dictionaries = new ArrayList<>();

    public Frame(final int rows) {
        this.rows = rows;
    }

    /** A column of numbers with a name of its own. */
    public static Column number(final String name, final ColumnKind kind) {
        return new Column(new Field(name, ValueType.STRING), kind, kind == ColumnKind.INTEGER ? 1 : 0, null);
    }

    /** A column of texts with a name of its own. */
    public static Column category(final String name) {
        return new Column(new Field(name, ValueType.STRING), ColumnKind.CATEGORY, 0, null);
    }

    /** A column like another, with a name of its own. */
    public static Column named(final Column column, final String name) {
        final Field field = column.field();
        return new Column(
                new Field(name, field.type(), field.precision(), field.scale()),
                column.kind(),
                column.step(),
                column.format(),
                column.meaning());
    }

    public Frame add(final Column column, final double[] values) {
        return add(column, values, null, null);
    }

    public Frame add(final Column column, final int[] values, final List<String> dictionary) {
        return add(column, null, values, dictionary);
    }

    /** Adds texts, null where missing. */
    public Frame add(final Column column, final String[] texts) {
        final boolean bool = column.kind() == ColumnKind.BOOLEAN;
        final Map<String, Integer> codes = new LinkedHashMap<>();
        if (bool) {
            codes.putAll(Map.of("false", 0, "true", 1));
        }
        final int[] values = new int[texts.length];
        for (int r = 0; r < texts.length; r++) {
            values[r] = texts[r] == null ? -1 : codes.computeIfAbsent(texts[r], text -> codes.size());
        }
        return add(column, values, bool ? List.of("false", "true") : List.copyOf(codes.keySet()));
    }

    public Frame add(final Table table, final int column) {
        return add(table.column(column), table.numbers(column), table.codes(column), table.dictionary(column));
    }

    public Frame addAll(final Table table) {
        IntStream.range(0, table.columns().size()).forEach(c -> add(table, c));
        return this;
    }

    private Frame add(final Column column, final double[] values, final int[] texts, final List<String> dictionary) {
        columns.add(column);
        numbers.add(values);
        codes.add(texts);
        dictionaries.add(dictionary);
        return this;
    }

    /** Some columns of a table. */
    public static Table of(final Table table, final int[] columns) {
        final Frame frame = new Frame(table.rows());
        for (final int column : columns) {
            frame.add(table, column);
        }
        return frame.table();
    }

    /** The number of columns so far. */
    public int size() {
        return columns.size();
    }

    /** The table. Columns of forms come last, as tables want them. */
    public Table table() {
        final int[] order = IntStream.range(0, columns.size())
                .boxed()
                .sorted(Comparator.comparing(c -> columns.get(c).field().marksForm()))
                .mapToInt(Integer::intValue)
                .toArray();
        final List<List<String>> sortedDictionaries = new ArrayList<>();
        final List<Column> sorted = new ArrayList<>();
        for (final int c : order) {
            sorted.add(columns.get(c));
            sortedDictionaries.add(dictionaries.get(c));
        }
        return new Table(
                sorted,
                rows,
                IntStream.of(order).mapToObj(numbers::get).toArray(double[][]::new),
                IntStream.of(order).mapToObj(codes::get).toArray(int[][]::new),
                sortedDictionaries);
    }

    /** The index of a column, -1 where there is none. */
    public static int index(final List<Column> columns, final String name) {
        for (int c = 0; c < columns.size(); c++) {
            if (columns.get(c).name().equals(name)) {
                return c;
            }
        }
        return -1;
    }

    /** The indices of columns that are neither among the given names nor the forms of such a column. */
    public static int[] without(final List<Column> columns, final java.util.Set<String> names) {
        return IntStream.range(0, columns.size())
                .filter(c -> {
                    final Column column = columns.get(c);
                    final Column written =
                            column.field().marksForm() ? columns.get(FormColumns.written(columns, c)) : column;
                    return !names.contains(written.name());
                })
                .toArray();
    }

    /** A value as a text, null where it is missing. */
    public static String text(final Table table, final int column, final int row) {
        if (table.numbers(column) != null) {
            return Double.isNaN(table.numbers(column)[row]) ? null : Double.toString(table.numbers(column)[row]);
        }
        final int code = table.codes(column)[row];
        return code < 0 ? null : table.dictionary(column).get(code);
    }
}
