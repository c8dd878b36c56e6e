// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational.schema;

import io.nifigan.relational.rows.Frame;
import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Table;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Finds what puts the children of a parent in order: a date or time of their own, the key of a calendar, which is a
 * table of days or times whose keys count up with them, or a whole number that rises from child to child.
 */
public final class OrderFinder {
    /** Fewer numbers than this rise by chance. */
    private static final int MIN_GAPS = 50;

    private final Map<String, Table> tables;

    private OrderFinder(final Map<String, Table> tables) {
        this.tables = tables;
    }

    /**
     * Adds the orders of tables that have parents, where the schema does not say them.
     *
     * @param tables the tables by name, with the kinds of their columns
     * @throws SchemaException where the schema names a table or a column that there is not
     */
    public static DatabaseSchema find(final DatabaseSchema given, final Map<String, Table> tables) {
        final Map<String, List<String>> columns = new HashMap<>();
        tables.forEach((name, table) ->
                columns.put(name, table.columns().stream().map(Column::name).toList()));
        given.check(columns);
        final OrderFinder finder = new OrderFinder(tables);
        DatabaseSchema schema = given;
        for (final TableSchema table : given.tables().values()) {
            if (table.order().isEmpty()
                    && (table.context().isPresent() || !table.series().isEmpty())) {
                final Optional<String> found = finder.time(table)
                        .or(() -> table.context().isEmpty() ? Optional.empty() : finder.calendar(given, table))
                        .or(() -> finder.number(table));
                if (found.isPresent()) {
                    schema = schema.with(table.withOrder(List.of(found.get())));
                }
            }
        }
        return schema;
    }

    /** The date or time by which rows are ordered in every family as they come, or the only one. */
    private Optional<String> time(final TableSchema schema) {
        final Table table = tables.get(schema.name());
        final int[] times = IntStream.range(0, table.columns().size())
                .filter(c -> isTime(table.column(c))
                        && !schema.keys().contains(table.column(c).name()))
                .filter(c -> Arrays.stream(table.numbers(c)).noneMatch(Double::isNaN))
                .toArray();
        final int[] families = families(schema, table);
        return Arrays.stream(times)
                .filter(c -> times.length == 1 || isRising(table.numbers(c), families, false))
                .mapToObj(c -> table.column(c).name())
                .findFirst();
    }

    /** The first whole number that rises from row to row in every family, such as a year or the number of a line. */
    private Optional<String> number(final TableSchema schema) {
        final Table table = tables.get(schema.name());
        final int[] families = families(schema, table);
        if (table.rows() - Arrays.stream(families).distinct().count() < MIN_GAPS) {
            return Optional.empty();
        }
        return IntStream.range(0, table.columns().size())
                .filter(c -> table.column(c).kind() == ColumnKind.INTEGER
                        && !schema.keys().contains(table.column(c).name())
                        && Arrays.stream(table.numbers(c)).noneMatch(Double::isNaN)
                        && isRising(table.numbers(c), families, true))
                .mapToObj(c -> table.column(c).name())
                .findFirst();
    }

    /** {@code [rows]}: which rows belong together, to one parent or to one history. */
    private static int[] families(final TableSchema schema, final Table table) {
        if (schema.context().isPresent()) {
            return table.codes(
                    Frame.index(table.columns(), schema.context().get().column()));
        }
        final int[] named = schema.series().stream()
                .mapToInt(column -> Frame.index(table.columns(), column))
                .toArray();
        final Map<List<Object>, Integer> known = new HashMap<>();
        final int[] families = new int[table.rows()];
        Arrays.setAll(
                families,
                row -> known.computeIfAbsent(
                        Arrays.stream(named).mapToObj(c -> table.value(c, row)).toList(), values -> known.size()));
        return families;
    }

    private static boolean isTime(final Column column) {
        return column.kind() == ColumnKind.DATE || column.kind() == ColumnKind.TIMESTAMP;
    }

    private static boolean isRising(final double[] values, final int[] families, final boolean always) {
        final Map<Integer, Double> last = new HashMap<>();
        for (int r = 0; r < values.length; r++) {
            final Double before = last.put(families[r], values[r]);
            if (before != null && (before > values[r] || always && before == values[r])) {
                return false;
            }
        }
        return true;
    }

    /** The foreign key to a calendar, if there is one. */
    private Optional<String> calendar(final DatabaseSchema database, final TableSchema schema) {
        return schema.parents().stream()
                .filter(key -> !key.equals(schema.context().orElseThrow()))
                .filter(key -> database.table(key.table()).parents().isEmpty())
                .filter(key -> isCalendar(database.table(key.table())))
                .filter(key -> {
                    final Table table = tables.get(schema.name());
                    final int column = Frame.index(table.columns(), key.column());
                    return Arrays.stream(table.codes(column)).allMatch(code -> code >= 0);
                })
                .map(ForeignKey::column)
                .findFirst();
    }

    private boolean isCalendar(final TableSchema schema) {
        final Table table = tables.get(schema.name());
        final int key = Frame.index(table.columns(), schema.key());
        final List<String> texts = table.dictionary(key);
        if (table.rows() < 2 || !texts.stream().allMatch(text -> text.matches("\\d{1,15}"))) {
            return false;
        }
        final int[] order = IntStream.range(0, table.rows())
                .boxed()
                .sorted(Comparator.comparingLong(r -> Long.parseLong(texts.get(table.codes(key)[r]))))
                .mapToInt(Integer::intValue)
                .toArray();
        return IntStream.range(0, table.columns().size())
                .filter(c -> isTime(table.column(c)))
                .anyMatch(c -> IntStream.range(1, order.length)
                        .allMatch(i -> table.numbers(c)[order[i - 1]] < table.numbers(c)[order[i]]));
    }
}
