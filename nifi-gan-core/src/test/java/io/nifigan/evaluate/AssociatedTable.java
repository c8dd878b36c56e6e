// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate;

import io.nifigan.evaluate.similarity.EvaluationData;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Field;
import io.nifigan.table.Table;
import io.nifigan.table.TableBuilder;
import io.nifigan.table.ValueType;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Tables of associated columns to evaluate. */
final class AssociatedTable {
    private static final List<Field> FIELDS = List.of(
            new Field("id", ValueType.STRING),
            new Field("x", ValueType.DOUBLE),
            new Field("y", ValueType.DOUBLE),
            new Field("z", ValueType.DOUBLE),
            new Field("day", ValueType.DATE),
            new Field("group", ValueType.STRING),
            new Field("answer", ValueType.BOOLEAN));
    private static final Map<String, ColumnKind> KINDS = Map.of(
            "id",
            ColumnKind.IDENTIFIER,
            "x",
            ColumnKind.DECIMAL,
            "y",
            ColumnKind.DECIMAL,
            "z",
            ColumnKind.DECIMAL,
            "day",
            ColumnKind.DATE,
            "group",
            ColumnKind.CATEGORY,
            "answer",
            ColumnKind.BOOLEAN);

    private AssociatedTable() {}

    /**
     * A table of associated columns: y depends on x, the group on x, and the answer on the group; z is missing in a
     * tenth of the rows.
     */
    static Table table(final int rows, final long seed) {
        final TableBuilder builder = new TableBuilder(FIELDS, KINDS);
        final SplittableRandom random = new SplittableRandom(seed);
        for (int r = 0; r < rows; r++) {
            builder.add(row(random, r));
        }
        return builder.build();
    }

    /** A row of such a table. */
    static Object[] row(final SplittableRandom random, final int r) {
        final double x = random.nextGaussian();
        final String group = "group " + (x + .3 * random.nextGaussian() > .7 ? "a" : x > -.5 ? "b" : "c");
        return new Object[] {
            "K-%06d".formatted(r),
            x,
            x + .3 * random.nextGaussian(),
            random.nextInt(10) == 0 ? null : random.nextGaussian(),
            LocalDate.of(2020, 1, 1).plusDays(random.nextInt(900)),
            group,
            "group a".equals(group) != (random.nextInt(5) == 0)
        };
    }

    /** The same table with the values of each column permuted. */
    static Table shuffled(final Table table, final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final int[][] orders = new int[table.columns().size()][];
        for (int c = 0; c < orders.length; c++) {
            orders[c] = EvaluationData.draw(table.rows(), table.rows(), random.nextLong());
        }
        final TableBuilder builder = TableBuilder.forColumns(table.columns());
        for (int r = 0; r < table.rows(); r++) {
            final Object[] row = new Object[orders.length];
            for (int c = 0; c < row.length; c++) {
                row[c] = table.value(c, orders[c][r]);
            }
            builder.add(row);
        }
        return builder.build();
    }
}
