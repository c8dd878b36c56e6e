// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational.rows;

import io.nifigan.common.RandomStream;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The rows of a table by their times, of which a child refers only to those that are not later than itself: a sale is
 * made by somebody who is employed already.
 */
public final class EarlierRows {
    private final double[] times;
    private final boolean strict;
    /** The rows with a time, earliest first. */
    private final int[] order;

    /**
     * @param times {@code [rows]}: a time of each row, NaN where it is missing
     * @param strict whether a child is never at the same time
     */
    public EarlierRows(final double[] times, final boolean strict) {
        this.times = times;
        this.strict = strict;
        this.order = IntStream.range(0, times.length)
                .filter(r -> !Double.isNaN(times[r]))
                .boxed()
                .sorted(Comparator.comparingDouble(r -> times[r]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Whether a row is early enough for a child of a given time to refer to it. */
    public boolean contains(final int row, final double time) {
        return strict ? !(times[row] >= time) : !(times[row] > time);
    }

    /** One of the rows that are early enough for a child, all equally likely; the earliest row where none is. */
    public int draw(final double time, final RandomStream random) {
        int low = 0;
        int high = order.length;
        while (low < high) {
            final int middle = (low + high) >>> 1;
            if (contains(order[middle], time)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return order[low == 0 ? 0 : random.nextInt(low)];
    }
}
