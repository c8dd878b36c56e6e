// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench;

import io.nifigan.network.Noise;
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
 * Made rows of the shape of a census table: six numbers, two of them mostly zero, and nine categories of 2 to 42 values, all of which go with two
 * hidden numbers. For measuring speed.
 */
public final class MixedTable {
    private static final int[] VALUES = {9, 16, 7, 15, 6, 5, 2, 42, 2};
    private static final int NUMBERS = 6;

    private MixedTable() {
    }

    /** The columns, once or several times over. */
    static TableBuilder builder(final int times) {
        final List<Field> fields = new ArrayList<>();
        final Map<String, ColumnKind> kinds = new HashMap<>();
        for (int t = 0; t < times; t++) {
            for (int n = 0; n < NUMBERS; n++) {
                fields.add(new Field("number%d_%d".formatted(t, n), n < 3 ? ValueType.INT : ValueType.DOUBLE));
                kinds.put("number%d_%d".formatted(t, n), n < 3 ? ColumnKind.INTEGER : ColumnKind.DECIMAL);
            }
            for (int c = 0; c < VALUES.length; c++) {
                fields.add(new Field("category%d_%d".formatted(t, c), ValueType.STRING));
                kinds.put("category%d_%d".formatted(t, c), ColumnKind.CATEGORY);
            }
        }
        return new TableBuilder(fields, kinds);
    }

    static Object[] row(final Noise noise, final int times) {
        final Object[] row = new Object[times * (NUMBERS + VALUES.length)];
        int at = 0;
        for (int t = 0; t < times; t++) {
            final double x = noise.nextDouble();
            final double y = noise.nextDouble();
            row[at++] = (int) (17 + 70 * x * (.5 + .5 * noise.nextDouble()));
            row[at++] = (int) (12_000 + 1e6 * y * y * noise.nextDouble());
            row[at++] = 1 + (int) (16 * (x + y) / 2);
            row[at++] = noise.nextInt(12) == 0 ? 5_000 * x * noise.nextDouble() : 0.;
            row[at++] = noise.nextInt(20) == 0 ? 2_000 * y : 0.;
            row[at++] = 40 * (.7 + .6 * y * noise.nextDouble());
            for (int c = 0; c < VALUES.length; c++) {
                final double mixed = (c % 2 == 0 ? x : y) * .6 + .4 * noise.nextDouble();
                row[at++] = "v" + (int) (VALUES[c] * mixed * mixed);
            }
        }
        return row;
    }

    /** Fifteen columns. */
    public static Table of(final int rows, final long seed) {
        final TableBuilder builder = builder(1);
        final Noise noise = new Noise(seed);
        for (int r = 0; r < rows; r++) {
            builder.add(row(noise, 1));
        }
        return builder.build();
    }
}
