// SPDX-License-Identifier: Apache-2.0
package io.nifigan.select;

import io.nifigan.trees.ColumnBins;
import io.nifigan.trees.ComputedFeature;
import io.nifigan.trees.ComputedFeature.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Chooses tables of three columns: the month and the day of a moment, which together tell the day, with each column
 * that differs within a day. Such as weather and demand, which follow days and not only seasons.
 */
final class MomentTables {
    /** The most cells of a table: more would make a large model of few rows. */
    private static final int MAX_CELLS = 200_000;

    private final CountedTables real;
    private final List<ColumnBins> columns;

    MomentTables(final io.nifigan.trees.RowBins bins, final CountedTables real) {
        this.real = real;
        this.columns = bins.columns();
    }

    /** The chosen columns of the bins, three each: month, day and another. */
    List<int[]> triples() {
        final List<int[]> triples = new ArrayList<>();
        for (int month = 0; month < columns.size(); month++) {
            final int day = day(month);
            for (int c = 0; day >= 0 && c < columns.size(); c++) {
                if (!columns.get(c).isComputed()
                        && (long) CountedTables.cells(real.bins(), month, day, c) <= MAX_CELLS
                        && differsWithinDays(month, day, c)) {
                    triples.add(new int[] {month, day, c});
                }
            }
        }
        return triples;
    }

    /** The day of the month that belongs to a month; -1 where it is none, or where its days hold few rows. */
    private int day(final int month) {
        final ComputedFeature feature = columns.get(month).feature();
        for (int c = 0; c < columns.size() && feature != null && feature.kind() == Kind.MONTH; c++) {
            if (new ComputedFeature(Kind.DAY, feature.columns())
                    .equals(columns.get(c).feature())) {
                return c;
            }
        }
        return -1;
    }

    private boolean differsWithinDays(final int month, final int day, final int column) {
        final int[] cells = real.counts(month, day, column);
        final long ofDays = Arrays.stream(real.counts(month, day))
                .filter(count -> count > 0)
                .count();
        return Arrays.stream(cells).filter(count -> count > 0).count() > 2 * ofDays;
    }
}
