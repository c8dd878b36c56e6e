// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample;

import io.nifigan.sample.condition.ConditionedRanges;
import io.nifigan.table.Table;
import java.util.stream.IntStream;

/** Keeps the rows under conditions whose numbers lie within the ranges of the training rows that met these. */
record RangeFilter(ConditionedRanges ranges) implements Filter {
    @Override
    public int[] kept(final RowBatch batch) {
        final Table table = batch.table();
        return IntStream.range(0, table.rows())
                .filter(row -> ranges.isWithin(table, row))
                .toArray();
    }

    @Override
    public String description() {
        return "had numbers in the range of the training rows that met the conditions";
    }

    @Override
    public String advice() {
        return "Widen the conditions, or train anew, for longer";
    }
}
