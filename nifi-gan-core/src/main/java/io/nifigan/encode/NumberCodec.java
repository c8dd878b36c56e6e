// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import io.nifigan.common.RandomStream;
import io.nifigan.table.Table;
import java.util.Arrays;

/** The codec of a {@link NumberEncoding}. */
final class NumberCodec implements ColumnCodec {
    private final NumberEncoding number;
    private final int column;
    private final double step;

    NumberCodec(final NumberEncoding number, final int column, final double step) {
        this.number = number;
        this.column = column;
        this.step = step;
    }

    @Override
    public void encode(final Table table, final int[] blocks, final EncodedColumns encoded) {
        encode(table.numbers(column), number, step, blocks[0], encoded);
    }

    /** Encodes the numbers of a column or of a part of one. */
    static void encode(
            final double[] values,
            final NumberEncoding number,
            final double step,
            final int block,
            final EncodedColumns encoded) {
        for (int r = 0; r < values.length; r++) {
            double value = values[r];
            if (Double.isNaN(value)) {
                if (number.hasMissing()) {
                    encoded.choose(block, r, number.missingMember());
                    continue;
                }
                value = number.max();
            }
            final int atom = number.atomOf(value);
            if (atom >= 0) {
                encoded.choose(block, r, atom);
            } else if (number.hasOthers()) {
                encoded.choose(block, r, number.othersMember());
                encoded.place(block, r, number.position(value, step, false), number.position(value, step, true));
            } else {
                // A number between atoms, where the encoding has only atoms: takes the nearest atom below, or the
                // first.
                int nearest = 0;
                while (nearest + 1 < number.atoms().length && number.atoms()[nearest + 1] <= value) {
                    nearest++;
                }
                encoded.choose(block, r, nearest);
            }
        }
    }

    @Override
    public void countUnusual(final Table table, final int[] blocks, final int[] counts) {
        final double[] values = table.numbers(column);
        for (int r = 0; r < values.length; r++) {
            counts[r] += number.isUnusual(values[r]) ? 1 : 0;
        }
    }

    /** Initial values. A constant column has no block, so it keeps its only value or stays missing. */
    static double[] initialValues(final NumberEncoding number, final int rows) {
        final double[] values = new double[rows];
        Arrays.fill(values, number.atoms().length == 1 ? number.atoms()[0] : Double.NaN);
        return values;
    }

    @Override
    public ColumnDecoder decoder(final int rows) {
        final double[] values = initialValues(number, rows);
        return new ColumnDecoder() {
            @Override
            public void set(
                    final int part, final int row, final int member, final double share, final RandomStream random) {
                values[row] = number.value(member, share, step);
            }

            @Override
            public void setMissing(final int row) {
                values[row] = Double.NaN;
            }

            @Override
            public void write(final DecodedTable table) {
                table.setNumbers(column, values);
            }
        };
    }
}
