// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational;

import io.nifigan.relational.rows.Frame;
import io.nifigan.relational.schema.DatabaseSchema;
import io.nifigan.relational.schema.ForeignKey;
import io.nifigan.relational.schema.TableSchema;
import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A plan of how each column of a table with parents is made.
 *
 * @param schema the table
 * @param context the foreign key whose parents' children are made one after the other; null where the table refers only
 *     to itself
 * @param drawn foreign keys that are drawn among the rows of their table, or inherited
 * @param inherited those of them that are always the same as a foreign key of the context parent, by its column and
 *     that key's column
 * @param learnt foreign keys to small reference tables, learnt as categories
 * @param self foreign keys to the table itself
 * @param order the numeric column that orders the children, which is learnt as gaps; null for none
 */
record ChildDesign(
        TableSchema schema,
        ForeignKey context,
        List<ForeignKey> drawn,
        Map<String, String> inherited,
        List<ForeignKey> learnt,
        List<ForeignKey> self,
        String order) {
    /** The most rows of a reference table that is learnt as a category. */
    private static final int MAX_LEARNT = 256;
    /** The same, where all columns are learnt as in a single table. */
    private static final int MAX_KINDS = 1_000;

    static ChildDesign of(final Database database, final TableSchema schema) {
        final boolean ofKinds = isOfKinds(database, schema);
        final ForeignKey context = ofKinds
                ? null
                : schema.context()
                        .or(() -> schema.parents().stream()
                                .filter(parent -> !parent.table().equals(schema.name()))
                                .findFirst())
                        .orElse(null);
        final List<ForeignKey> drawn = new ArrayList<>();
        final Map<String, String> inherited = new HashMap<>();
        final List<ForeignKey> learnt = new ArrayList<>();
        final List<ForeignKey> self = new ArrayList<>();
        final String first = schema.order().isEmpty() ? null : schema.order().getFirst();
        boolean ordersByKey = false;
        for (final ForeignKey key : schema.parents()) {
            if (key.equals(context)) {
                continue;
            }
            final Optional<String> same = inherited(database, schema, context, key);
            if (same.isPresent()) {
                drawn.add(key);
                inherited.put(key.column(), same.get());
            } else if (key.table().equals(schema.name())) {
                self.add(key);
            } else if (key.column().equals(first) && isWhole(database, key)) {
                ordersByKey = true;
            } else if (ofKinds || isFew(database.schema().table(key.table()), database.table(key.table()))) {
                learnt.add(key);
            } else {
                drawn.add(key);
            }
        }
        final boolean ordered =
                first != null && context != null && (ordersByKey || isOrdinal(database.table(schema.name()), first));
        return new ChildDesign(
                schema,
                context,
                List.copyOf(drawn),
                Map.copyOf(inherited),
                List.copyOf(learnt),
                List.copyOf(self),
                ordered ? first : null);
    }

    /**
     * Whether a table, to whose rows others refer, itself only refers to small kept ones, such as customers to regions:
     * the region is a property of a customer like others, and is learnt with them as in a single table.
     */
    private static boolean isOfKinds(final Database database, final TableSchema schema) {
        return schema.order().isEmpty()
                && schema.series().isEmpty()
                && !database.schema().references(schema.name()).isEmpty()
                && schema.parents().stream()
                        .allMatch(key -> !key.table().equals(schema.name())
                                && database.schema().table(key.table()).kept()
                                && database.table(key.table()).rows() <= MAX_KINDS);
    }

    /** Whether a table's rows are few kinds. Those of lookup tables are drawn: what their columns say is known. */
    private static boolean isFew(final TableSchema table, final Table rows) {
        return table.kept() && table.keep() != TableSchema.Keep.LOOKUP && rows.rows() <= MAX_LEARNT;
    }

    /** The column of the context parent's foreign key that a foreign key equals in every row, if there is one. */
    private static Optional<String> inherited(
            final Database database, final TableSchema schema, final ForeignKey context, final ForeignKey key) {
        if (context == null || key.table().equals(schema.name())) {
            return Optional.empty();
        }
        final TableSchema parent = database.schema().table(context.table());
        final int[] parents = database.parents(new DatabaseSchema.Reference(schema, context));
        final int[] own = database.parents(new DatabaseSchema.Reference(schema, key));
        return parent.parents().stream()
                .filter(other -> other.table().equals(key.table()))
                .filter(other -> {
                    final int[] of = database.parents(new DatabaseSchema.Reference(parent, other));
                    return IntStream.range(0, own.length)
                            .allMatch(r -> own[r] == (parents[r] < 0 ? -1 : of[parents[r]]));
                })
                .map(ForeignKey::column)
                .findFirst();
    }

    private static boolean isOrdinal(final Table table, final String column) {
        final int index = Frame.index(table.columns(), column);
        return table.column(index).kind().isNumeric()
                && table.column(index).kind() != ColumnKind.TIME
                && java.util.Arrays.stream(table.numbers(index)).noneMatch(Double::isNaN);
    }

    /** Whether the keys of a kept table are whole numbers, so that they can be learnt as numbers. */
    private static boolean isWhole(final Database database, final ForeignKey key) {
        final TableSchema parent = database.schema().table(key.table());
        return parent.kept()
                && database.table(parent.name()).dictionary(database.column(parent.name(), parent.key())).stream()
                        .allMatch(text -> text.matches("-?\\d{1,15}"));
    }

    /** The foreign key that orders the children; null where none does. */
    ForeignKey orderingKey() {
        return schema.parents().stream()
                .filter(key -> key.column().equals(order))
                .findFirst()
                .orElse(null);
    }

    /** The columns that are not learnt as they are: keys, but for those that are learnt as categories. */
    Set<String> left() {
        final Set<String> left = new LinkedHashSet<>(schema.keys());
        learnt.forEach(key -> left.remove(key.column()));
        if (orderingKey() != null) {
            left.remove(order);
        }
        return left;
    }

    /** The table with keys that order the children as numbers. */
    Table typed(final Table table) {
        final ForeignKey key = orderingKey();
        if (key == null) {
            return table;
        }
        final Frame frame = new Frame(table.rows());
        for (int c = 0; c < table.columns().size(); c++) {
            if (table.column(c).name().equals(order)) {
                final List<String> dictionary = table.dictionary(c);
                final double[] values = new double[table.rows()];
                for (int r = 0; r < values.length; r++) {
                    values[r] =
                            table.codes(c)[r] < 0 ? Double.NaN : Double.parseDouble(dictionary.get(table.codes(c)[r]));
                }
                frame.add(Frame.number(order, ColumnKind.INTEGER), values);
            } else {
                frame.add(table, c);
            }
        }
        return frame.table();
    }

    /** Whether a column is learnt as a number whose family has a mean. */
    boolean isSummedUp(final Column column) {
        return FamilySummary.isSummedUp(column)
                && !column.name().equals(order)
                && !schema.keys().contains(column.name())
                && !schema.entities().contains(column.name());
    }
}
