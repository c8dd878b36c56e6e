// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational.schema;

import io.nifigan.relational.rows.Combinations;
import io.nifigan.relational.rows.Frame;
import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Finds histories and natural keys: whose rows a table without parents has and what puts them in order, several
 * histories of one parent, and combinations of columns that no two rows share.
 */
public final class HistoryFinder {
    /** The least mean number of rows of a history. */
    private static final double MIN_LENGTH = 2;
    /** The least number of rows of a single series without an entity. */
    private static final int MIN_SERIES = 100;
    /** At most this many columns are combined into candidate keys. */
    private static final int MAX_CANDIDATES = 10;

    private HistoryFinder() {}

    /**
     * Adds histories and natural keys where the schema does not say them.
     *
     * @param tables the tables by name, with the kinds of their columns
     */
    public static DatabaseSchema find(final DatabaseSchema given, final Map<String, Table> tables) {
        DatabaseSchema schema = given;
        for (final TableSchema table : given.tables().values()) {
            final Table rows = tables.get(table.name());
            if (rows.rows() > 1) {
                final boolean isReferredTo = !given.references(table.name()).isEmpty();
                final TableSchema history = isReferredTo ? table : withHistory(table, rows);
                schema = schema.with(withNaturalKeys(history, rows));
            }
        }
        return schema;
    }

    private static TableSchema withHistory(final TableSchema table, final Table rows) {
        if (!table.series().isEmpty()) {
            return table;
        }
        return table.context().isPresent() ? severalOfOneParent(table, rows) : withoutParent(table, rows);
    }

    /** Several histories of one parent: parent and time do not name a row, but do so with one more column. */
    private static TableSchema severalOfOneParent(final TableSchema table, final Table rows) {
        final int time = table.order().isEmpty()
                ? -1
                : Frame.index(rows.columns(), table.order().getFirst());
        final int parent =
                Frame.index(rows.columns(), table.context().orElseThrow().column());
        if (time < 0 || !rows.column(time).kind().isNumeric() || Combinations.isNaturalKey(rows, parent, time)) {
            return table;
        }
        return IntStream.range(0, rows.columns().size())
                .filter(c -> c != time && c != parent && isName(table, rows, c))
                .filter(c -> isHistory(rows, parent, c) && Combinations.isNaturalKey(rows, parent, c, time))
                .mapToObj(c -> table.withSeries(
                        List.of(rows.column(parent).name(), rows.column(c).name())))
                .findFirst()
                .orElse(table);
    }

    private static boolean isHistory(final Table rows, final int... columns) {
        final Combinations histories = Combinations.of(rows, columns);
        return histories.isComplete() && rows.rows() >= MIN_LENGTH * histories.count();
    }

    /** The entity whose history a table without parents has, and the time that puts it in order. */
    private static TableSchema withoutParent(final TableSchema table, final Table rows) {
        final int[] times = IntStream.range(0, rows.columns().size())
                .filter(c -> isTime(rows.column(c)) && Combinations.of(rows, c).isComplete())
                .filter(c -> table.order().isEmpty()
                        || table.order().getFirst().equals(rows.column(c).name()))
                .toArray();
        for (final int time : times) {
            final Optional<Integer> entity = IntStream.range(0, rows.columns().size())
                    .boxed()
                    .filter(c -> c != time && isName(table, rows, c) && isHistory(rows, c))
                    .filter(c -> Combinations.isNaturalKey(rows, c, time)
                            || SchemaFinder.isNamedAsKey(rows.column(c).name()) && isRising(rows, c, time))
                    .max(Comparator.comparingInt(c -> Combinations.of(rows, c).count()));
            if (entity.isPresent()) {
                return table.withSeries(List.of(rows.column(entity.get()).name()))
                        .withOrder(List.of(rows.column(time).name()));
            }
            if (rows.rows() >= MIN_SERIES
                    && isRising(rows, -1, time)
                    && Combinations.of(rows, time).isUnique()) {
                return table.withSeries(List.of(TableSchema.ONE_SERIES))
                        .withOrder(List.of(rows.column(time).name()));
            }
        }
        return table;
    }

    private static boolean isTime(final Column column) {
        return column.kind() == ColumnKind.DATE || column.kind() == ColumnKind.TIMESTAMP;
    }

    /** Whether a column may name something: texts, or whole numbers, that repeat. */
    private static boolean isName(final TableSchema table, final Table rows, final int column) {
        final ColumnKind kind = rows.column(column).kind();
        return !rows.column(column).field().marksForm()
                && !rows.column(column).name().equals(table.key())
                && (kind == ColumnKind.CATEGORY || kind == ColumnKind.IDENTIFIER || kind == ColumnKind.INTEGER);
    }

    /** Whether the times of each entity's rows rise as the rows come; of all rows for the entity -1. */
    private static boolean isRising(final Table rows, final int entity, final int time) {
        final Map<Object, Double> last = new HashMap<>();
        for (int r = 0; r < rows.rows(); r++) {
            final double now = rows.numbers(time)[r];
            final Object of = entity < 0 ? "" : Frame.text(rows, entity, r);
            final Double before = of == null ? null : last.put(of, now);
            if (before != null && before > now) {
                return false;
            }
        }
        return true;
    }

    private static TableSchema withNaturalKeys(final TableSchema table, final Table rows) {
        final List<Integer> candidates = candidates(table, rows);
        final List<List<String>> once = new ArrayList<>(table.once());
        for (int size = 2; size <= 3; size++) {
            for (final int[] columns : combinations(candidates, size)) {
                final List<String> names = IntStream.of(columns)
                        .mapToObj(c -> rows.column(c).name())
                        .toList();
                if (once.stream().noneMatch(names::containsAll)
                        && names.stream().anyMatch(name -> isEntity(table, name))
                        && Combinations.isNaturalKey(rows, columns)) {
                    once.add(names);
                }
            }
        }
        return table.withOnce(once);
    }

    /** Whether a column names the family that a row belongs to; keys across families would cost rows. */
    private static boolean isEntity(final TableSchema table, final String column) {
        return table.series().contains(column)
                || table.context().filter(key -> key.column().equals(column)).isPresent();
    }

    /**
     * The columns that natural keys may have: foreign keys, what histories are of, time, and whole numbers and names.
     */
    private static List<Integer> candidates(final TableSchema table, final Table rows) {
        final Set<Integer> candidates = new LinkedHashSet<>();
        for (int c = 0; c < rows.columns().size(); c++) {
            if (isEntity(table, rows.column(c).name())
                    || table.keys().contains(rows.column(c).name())
                    || table.order().contains(rows.column(c).name())) {
                candidates.add(c);
            }
        }
        for (int c = 0; c < rows.columns().size(); c++) {
            if (isName(table, rows, c) || isTime(rows.column(c))) {
                candidates.add(c);
            }
        }
        return candidates.stream()
                .filter(c -> !rows.column(c).name().equals(table.key()))
                .filter(c -> !Combinations.of(rows, c).isUnique())
                .limit(MAX_CANDIDATES)
                .toList();
    }

    /** All combinations of two or three of some columns. */
    public static List<int[]> combinations(final List<Integer> of, final int size) {
        final List<int[]> found = new ArrayList<>();
        for (int a = 0; a < of.size(); a++) {
            for (int b = a + 1; b < of.size(); b++) {
                if (size == 2) {
                    found.add(new int[] {of.get(a), of.get(b)});
                }
                for (int c = b + 1; size == 3 && c < of.size(); c++) {
                    found.add(new int[] {of.get(a), of.get(b), of.get(c)});
                }
            }
        }
        return found;
    }
}
