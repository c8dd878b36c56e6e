// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import io.nifigan.common.RandomStream;
import io.nifigan.table.Column;
import io.nifigan.table.Table;
import java.util.Arrays;

/** The codec of a {@link CalendarEncoding}. */
final class CalendarCodec implements ColumnCodec {
    private final CalendarEncoding calendar;
    private final int index;
    private final Column column;

    CalendarCodec(final CalendarEncoding calendar, final int index, final Column column) {
        this.calendar = calendar;
        this.index = index;
        this.column = column;
    }

    private double[] part(final double[] values, final int part) {
        return CalendarEncoding.split(calendar.period(), calendar.cell(), column, values, part);
    }

    @Override
    public void encode(final Table table, final int[] blocks, final EncodedColumns encoded) {
        for (int p = 0; p < blocks.length; p++) {
            if (blocks[p] >= 0) {
                NumberCodec.encode(
                        part(table.numbers(index), p),
                        calendar.parts().get(p),
                        CalendarEncoding.step(p, column.step()),
                        blocks[p],
                        encoded);
            }
        }
    }

    /** Counts a value once, even if several of its parts are unusual. */
    @Override
    public void countUnusual(final Table table, final int[] blocks, final int[] counts) {
        final double[] values = table.numbers(index);
        final boolean[] unusual = new boolean[values.length];
        for (int p = 0; p < blocks.length; p++) {
            if (blocks[p] >= 0) {
                final double[] parts = part(values, p);
                for (int r = 0; r < values.length; r++) {
                    unusual[r] |= calendar.parts().get(p).isUnusual(parts[r]);
                }
            }
        }
        for (int r = 0; r < values.length; r++) {
            counts[r] += unusual[r] || calendar.isOutside(values[r]) ? 1 : 0;
        }
    }

    @Override
    public ColumnDecoder decoder(final int rows) {
        final double[][] parts = new double[calendar.parts().size()][];
        Arrays.setAll(parts, p -> NumberCodec.initialValues(calendar.parts().get(p), rows));
        return new ColumnDecoder() {
            @Override
            public void set(
                    final int part, final int row, final int member, final double share, final RandomStream random) {
                final NumberEncoding number = calendar.parts().get(part);
                final double step = CalendarEncoding.step(part, column.step());
                // Only the first part decides whether a value is missing; where only another part is missing, its value
                // is drawn.
                parts[part][row] = part > 0 && member == number.missingMember()
                        ? number.draw(random.nextDouble(), step)
                        : number.value(member, share, step);
            }

            @Override
            public void setMissing(final int row) {
                parts[0][row] = Double.NaN;
            }

            @Override
            public void write(final DecodedTable table) {
                final double[] joined = new double[rows];
                Arrays.setAll(
                        joined,
                        r -> Double.isNaN(parts[0][r])
                                ? Double.NaN
                                : calendar.join(column, parts[0][r], parts[1][r], parts[2][r], parts[3][r]));
                table.setNumbers(index, joined);
            }
        };
    }
}
