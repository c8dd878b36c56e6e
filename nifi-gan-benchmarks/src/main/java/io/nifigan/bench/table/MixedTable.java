// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench.table;

import io.nifigan.common.RandomStream;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Field;
import io.nifigan.table.Table;
import io.nifigan.table.TableBuilder;
import io.nifigan.table.ValueType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A generator of artificial rows for speed measurements, shaped like a census table: six numbers, two of them mostly
 * zero, and nine categories of 2 to 42 values. All columns depend on two hidden numbers.
 */
public final class MixedTable {
    private static final int[] VALUES = {9, 16, 7, 15, 6, 5, 2, 42, 2};
    private static final int NUMBERS = 6;
    private static final int WHOLE = 3;
    private static final int COLUMNS = 15;
    /** The number of columns of a wider table. */
    public static final int TWENTY = 20;

    private MixedTable() {}

    /** A builder with the given number of columns; beyond fifteen, the columns repeat. */
    public static TableBuilder builder(final int columns) {
        final List<Field> fields = new ArrayList<>();
        final Map<String, ColumnKind> kinds = new HashMap<>();
        for (int c = 0; c < columns; c++) {
            final int kind = c % COLUMNS;
            final String name = "column" + (c + 1);
            fields.add(new Field(
                    name, kind >= NUMBERS ? ValueType.STRING : kind < WHOLE ? ValueType.INT : ValueType.DOUBLE));
            kinds.put(
                    name,
                    kind >= NUMBERS ? ColumnKind.CATEGORY : kind < WHOLE ? ColumnKind.INTEGER : ColumnKind.DECIMAL);
        }
        return new TableBuilder(fields, kinds);
    }

    /** A row of such a table. */
    public static Object[] row(final RandomStream random, final int columns) {
        final Object[] row = new Object[columns];
        double x = 0;
        double y = 0;
        for (int c = 0; c < columns; c++) {
            if (c % COLUMNS == 0) {
                x = random.nextDouble();
                y = random.nextDouble();
            }
            row[c] = value(c % COLUMNS, x, y, random);
        }
        return row;
    }

    private static Object value(final int kind, final double x, final double y, final RandomStream random) {
        return switch (kind) {
            case 0 -> (int) (17 + 70 * x * (.5 + .5 * random.nextDouble()));
            case 1 -> (int) (12_000 + 1e6 * y * y * random.nextDouble());
            case 2 -> 1 + (int) (8 * (x + y));
            case 3 -> random.nextInt(12) == 0 ? 5_000 * x * random.nextDouble() : 0.;
            case 4 -> random.nextInt(20) == 0 ? 2_000 * y : 0.;
            case 5 -> 40 * (.7 + .6 * y * random.nextDouble());
            default -> {
                final double mixed = (kind % 2 == 0 ? x : y) * .6 + .4 * random.nextDouble();
                yield "v" + (int) (VALUES[kind - NUMBERS] * mixed * mixed);
            }
        };
    }

    /** A table with fifteen columns. */
    public static Table of(final int rows, final long seed) {
        return of(rows, COLUMNS, seed);
    }

    /** A table with the given number of columns. */
    public static Table of(final int rows, final int columns, final long seed) {
        final TableBuilder builder = builder(columns);
        final RandomStream random = new RandomStream(seed);
        for (int r = 0; r < rows; r++) {
            builder.add(row(random, columns));
        }
        return builder.build();
    }
}
