// SPDX-License-Identifier: Apache-2.0
package io.nifigan.trees;

import io.nifigan.table.Table;
import io.nifigan.trees.ComputedFeature.Kind;
import java.util.List;

/** Finds the day, on one scale, where three columns hold its year, month and day. */
final class TimeFeatures {
    private TimeFeatures() {}

    /**
     * The bins of the day; none where no columns hold one.
     *
     * @param table training rows
     * @param plain the bins of the columns themselves
     */
    static List<ColumnBins> of(final Table table, final List<ColumnBins> plain) {
        final int[] parts = DateParts.of(table, plain);
        if (parts.length == 0) {
            return List.of();
        }
        final ComputedFeature day = ComputedFeature.of(Kind.DATE, parts);
        final ColumnBins bins = RowBinsFitter.numbers(day.values(table), parts[0]);
        return bins == null ? List.of() : List.of(bins.of(day));
    }
}
