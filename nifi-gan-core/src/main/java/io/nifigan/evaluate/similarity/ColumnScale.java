// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.similarity;

import io.nifigan.common.Bulk;
import io.nifigan.common.NumberScale;
import io.nifigan.table.Table;
import java.util.Arrays;

/**
 * The scale on which a numeric column's values are compared: neither numbers of extreme size nor a few values far from
 * all others, such as -999 among temperatures, decide alone. For an ordinary column these are the values themselves.
 *
 * @param scale the scale of sizes
 * @param min the smallest value of the real rows that is not far, on the scale; 0 for a column without values
 * @param max the largest one
 * @param bulk where values are not far
 */
record ColumnScale(NumberScale scale, double min, double max, Bulk bulk) {
    /** The scale of a column of the real rows. */
    static ColumnScale of(final Table real, final int column) {
        final double[] sorted = real.sortedNumbers(column);
        final Bulk bulk = Bulk.of(sorted);
        final int from = first(sorted, bulk.low());
        final int to = Math.max(from, first(sorted, Math.nextUp(bulk.high())));
        return of(sorted, bulk, NumberScale.of(Arrays.copyOfRange(sorted, from, to)));
    }

    /** The scale of a column of other rows, with the scale of sizes of the real ones. */
    ColumnScale ofOther(final Table other, final int column) {
        final double[] sorted = other.sortedNumbers(column);
        return of(sorted, Bulk.of(sorted), scale);
    }

    private static ColumnScale of(final double[] sorted, final Bulk bulk, final NumberScale scale) {
        return new ColumnScale(
                scale,
                sorted.length == 0 ? 0 : scale.of(bulk.low()),
                sorted.length == 0 ? 0 : scale.of(bulk.high()),
                bulk);
    }

    private static int first(final double[] sorted, final double bound) {
        int first = Arrays.binarySearch(sorted, bound);
        if (first < 0) {
            return -first - 1;
        }
        while (first > 0 && sorted[first - 1] == bound) {
            first--;
        }
        return first;
    }

    /** The place of a value on the scale; NaN for a missing one. */
    double of(final double value) {
        return scale.of(value);
    }

    /** The values on the scale, those that are far as missing: the given array where nothing changes. */
    double[] near(final double[] values) {
        double[] near = values;
        for (int r = 0; r < values.length; r++) {
            final double place = bulk.isFar(values[r]) ? Double.NaN : scale.of(values[r]);
            if (Double.compare(place, values[r]) != 0) {
                near = near == values ? values.clone() : near;
                near[r] = place;
            }
        }
        return near;
    }

    /** The range of the real values that are not far. */
    double range() {
        return max - min;
    }
}
