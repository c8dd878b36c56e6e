// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample;

import io.nifigan.encode.TableEncoder;
import io.nifigan.table.Table;

/** Fills in the identifiers of rows that were decoded but not sampled by a {@link Sampler}. */
public final class Identifiers {
    private Identifiers() {}

    /**
     * The rows with identifiers, and with columns that are joined from them.
     *
     * @param rows all rows, in their order
     * @param seed the same seed gives the same identifiers
     * @param firstRow the index of the first row for identifiers that count up
     */
    public static Table fill(final TableEncoder encoder, final Table rows, final long seed, final long firstRow) {
        return new IdentifierStage(encoder, seed, firstRow)
                .apply(RowBatch.of(null, null, rows.rows()).with(rows))
                .table();
    }
}
