// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational;

import io.nifigan.relational.rows.Families;
import io.nifigan.relational.rows.Frame;
import io.nifigan.relational.schema.DatabaseSchema;
import io.nifigan.relational.schema.TableSchema;
import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A column of a table that follows from the rows that refer to it: an order's total is the sum of its lines' amounts, a
 * customer's last visit the latest of the visits.
 *
 * @param table the table
 * @param column its column
 * @param child the table whose rows it follows from
 * @param key that table's foreign key
 * @param source that table's column; null for the number of rows
 * @param aggregate what the column is
 * @param withoutRows the value where no row refers to it, NaN for missing
 * @param keepsOthers whether the column has values of its own where no row refers to it
 */
record CarriedColumn(
        String table,
        String column,
        String child,
        String key,
        String source,
        Aggregate aggregate,
        double withoutRows,
        boolean keepsOthers) {
    /** The least number of rows to which rows with two or more different values must refer, for a rule to count. */
    private static final int MIN_TELLING = 20;

    private static final double TOLERANCE = 1e-6;

    /** The ways in which the values of children are summed up. */
    enum Aggregate {
        COUNT,
        SUM,
        MEAN,
        MIN,
        MAX;

        /** {@code [parents]}: what the values of each parent's children come to; NaN where there are none. */
        double[] of(final double[] values, final int[] parents, final int count) {
            final double[] result = new double[count];
            final int[] present = new int[count];
            Arrays.fill(result, Double.NaN);
            for (int r = 0; r < parents.length; r++) {
                final int p = parents[r];
                final double value = values == null ? 1 : values[r];
                if (p >= 0 && !Double.isNaN(value)) {
                    result[p] = present[p]++ == 0
                            ? value
                            : switch (this) {
                                case COUNT, SUM, MEAN -> result[p] + value;
                                case MIN -> Math.min(result[p], value);
                                case MAX -> Math.max(result[p], value);
                            };
                }
            }
            for (int p = 0; this == MEAN && p < count; p++) {
                result[p] /= present[p];
            }
            return result;
        }
    }

    /** Finds all such columns of a database, those of children before those of their parents. */
    static List<CarriedColumn> find(final Database database) {
        final List<CarriedColumn> found = new ArrayList<>();
        for (final TableSchema schema : database.schema().parentsFirst().reversed()) {
            final Set<String> done = new HashSet<>();
            for (final DatabaseSchema.Reference reference : database.schema().references(schema.name())) {
                if (!reference.isSelf() && !schema.kept()) {
                    find(database, reference, done, found);
                }
            }
        }
        return found;
    }

    private static void find(
            final Database database,
            final DatabaseSchema.Reference reference,
            final Set<String> done,
            final List<CarriedColumn> found) {
        final Table parents = database.table(reference.key().table());
        final Table children = database.table(reference.child().name());
        final int[] of = database.parents(reference);
        for (int s = -1; s < children.columns().size(); s++) {
            if (s >= 0 && !isNumber(children.column(s), reference.child())) {
                continue;
            }
            final double[] values = s < 0 ? null : children.numbers(s);
            final double[] least = Aggregate.MIN.of(values, of, parents.rows());
            final double[] most = (s < 0 ? Aggregate.COUNT : Aggregate.MAX).of(values, of, parents.rows());
            if (countDifferent(least, most) < MIN_TELLING) {
                continue;
            }
            final boolean time = s >= 0
                    && children.column(s).kind() != ColumnKind.INTEGER
                    && children.column(s).kind() != ColumnKind.DECIMAL;
            for (final Aggregate aggregate :
                    s < 0 ? List.of(Aggregate.COUNT) : time ? List.of(Aggregate.MIN, Aggregate.MAX) : aggregates()) {
                final double[] made = aggregate.of(values, of, parents.rows());
                for (int c = 0; c < parents.columns().size(); c++) {
                    final Column column = parents.column(c);
                    final boolean fits = isNumber(
                                    column,
                                    database.schema().table(reference.key().table()))
                            && (!time || column.kind() == children.column(s).kind())
                            && (time || column.kind() == ColumnKind.INTEGER || column.kind() == ColumnKind.DECIMAL);
                    if (fits && !done.contains(column.name()) && areEqual(parents.numbers(c), made, column.step())) {
                        done.add(column.name());
                        found.add(of(
                                parents,
                                c,
                                reference,
                                s < 0 ? null : children.column(s).name(),
                                aggregate,
                                made));
                    }
                }
            }
        }
    }

    private static List<Aggregate> aggregates() {
        return List.of(Aggregate.SUM, Aggregate.MEAN, Aggregate.MIN, Aggregate.MAX);
    }

    private static boolean isNumber(final Column column, final TableSchema schema) {
        return column.kind().isNumeric()
                && !column.field().marksForm()
                && !schema.keys().contains(column.name());
    }

    private static int countDifferent(final double[] least, final double[] most) {
        int different = 0;
        for (int p = 0; p < least.length; p++) {
            different += least[p] < most[p] ? 1 : 0;
        }
        return different;
    }

    private static boolean areEqual(final double[] values, final double[] made, final double step) {
        for (int p = 0; p < values.length; p++) {
            final double tolerance = TOLERANCE * Math.max(1, Math.abs(made[p])) + step / 2;
            if (!Double.isNaN(made[p]) && !(Math.abs(values[p] - made[p]) <= tolerance)) {
                return false;
            }
        }
        return true;
    }

    private static CarriedColumn of(
            final Table parents,
            final int column,
            final DatabaseSchema.Reference reference,
            final String source,
            final Aggregate aggregate,
            final double[] made) {
        final Set<Double> others = new HashSet<>();
        for (int p = 0; p < made.length; p++) {
            if (Double.isNaN(made[p])) {
                others.add(parents.numbers(column)[p]);
            }
        }
        return new CarriedColumn(
                reference.key().table(),
                parents.column(column).name(),
                reference.child().name(),
                reference.key().column(),
                source,
                aggregate,
                others.size() == 1 ? others.iterator().next() : Double.NaN,
                others.size() > 1);
    }

    /** The column's values, made of the rows that refer to it. */
    double[] values(final Table parents, final int parentKey, final Table children) {
        final int own = Frame.index(parents.columns(), column);
        final double[] made = aggregate.of(
                source == null ? null : children.numbers(Frame.index(children.columns(), source)),
                Families.parents(children, Frame.index(children.columns(), key), parents, parentKey),
                parents.rows());
        final double step = parents.column(own).step();
        for (int p = 0; p < made.length; p++) {
            if (Double.isNaN(made[p])) {
                made[p] = keepsOthers ? parents.numbers(own)[p] : withoutRows;
            } else if (step > 0) {
                made[p] = Math.round(made[p] / step) * step;
            }
        }
        return made;
    }

    /** The rule in words. */
    String describe() {
        return "%s.%s = %s of %s"
                .formatted(
                        table,
                        column,
                        aggregate.name().toLowerCase(java.util.Locale.ROOT),
                        source == null ? child + " by " + key : child + "." + source + " by " + key);
    }
}
