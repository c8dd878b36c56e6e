// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational;

import io.nifigan.calibrate.Calibration;
import io.nifigan.common.RandomStream;
import io.nifigan.encode.EncoderFitter;
import io.nifigan.encode.TableEncoder;
import io.nifigan.relational.rows.Frame;
import io.nifigan.sample.Identifiers;
import io.nifigan.sample.RowDecoder;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Table;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Makes rows of a table in which there is nothing to learn: every column is constant, or an identifier. */
final class UnlearntRows {
    /** Null where there are no columns. */
    private final TableEncoder encoder;

    UnlearntRows(final Table table) {
        this(table.columns().isEmpty() ? null : EncoderFitter.fit(table, Set.of()));
    }

    private UnlearntRows(final TableEncoder encoder) {
        this.encoder = encoder;
    }

    static UnlearntRows of(final EncoderState state) {
        return new UnlearntRows(state.columns().isEmpty() ? null : state.encoder());
    }

    /** What a model file keeps. */
    EncoderState state() {
        return encoder == null ? new EncoderState(List.of(), List.of(), List.of()) : EncoderState.of(encoder);
    }

    /** Whether there is nothing to learn in a table. */
    static boolean fits(final Table table) {
        return IntStream.range(0, table.columns().size())
                .allMatch(c -> table.column(c).kind() == ColumnKind.IDENTIFIER || isConstant(table, c));
    }

    private static boolean isConstant(final Table table, final int column) {
        for (int r = 1; r < table.rows(); r++) {
            final boolean same = table.numbers(column) == null
                    ? table.codes(column)[r] == table.codes(column)[0]
                    : Double.compare(table.numbers(column)[r], table.numbers(column)[0]) == 0;
            if (!same) {
                return false;
            }
        }
        return true;
    }

    /**
     * New rows.
     *
     * @param before how many rows were made before, after which identifiers that count up go on
     */
    Table make(final int rows, final long seed, final long before) {
        if (encoder == null) {
            return new Frame(rows).table();
        }
        final Table decoded = new RowDecoder(encoder, new Calibration(List.of()))
                .decode(rows, new float[0], new float[0], new RandomStream(seed));
        return Identifiers.fill(encoder, decoded, seed, before);
    }
}
