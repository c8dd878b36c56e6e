// SPDX-License-Identifier: Apache-2.0
package io.nifigan.select;

import io.nifigan.trees.ColumnBins;
import io.nifigan.trees.RowBins;
import java.util.Arrays;

/**
 * The range of a number in each group of another column's values. Rows under a condition on that column are held to it,
 * as otherwise their tails would be those of all rows. Ends are rounded to one of {@value #LEVELS} levels; a group with
 * few rows has the whole range.
 *
 * @param given a column of {@link RowBins}
 * @param column another column, numeric
 * @param from the number's minimum in all rows
 * @param to the number's maximum in all rows
 * @param min {@code [groups of given]}: the level below which no value lay, 0 to {@value #LEVELS}
 * @param max {@code [groups of given]}: the level above which no value lay
 */
public record GroupRange(int given, int column, double from, double to, int[] min, int[] max) {
    /** The number of equal parts of the whole range. */
    public static final int LEVELS = 255;
    /** The minimum of rows in a group: the ends of a smaller one would tell of single people. */
    static final int MIN_ROWS = 20;

    public GroupRange {
        if (given < 0
                || column < 0
                || given == column
                || !Double.isFinite(from)
                || !Double.isFinite(to)
                || from > to
                || min.length != max.length) {
            throw new IllegalArgumentException("Ranges of column %d by groups of column %d from %s to %s are not valid"
                    .formatted(column, given, from, to));
        }
        for (int g = 0; g < min.length; g++) {
            if (min[g] < 0 || max[g] > LEVELS || min[g] > max[g]) {
                throw new IllegalArgumentException(
                        "A group's range from level %d to %d is not valid".formatted(min[g], max[g]));
            }
        }
    }

    /**
     * Finds the ranges in training rows.
     *
     * @param codes {@code [columns][rows]}: the rows' bins
     * @param values {@code [rows]}: the values of the numeric column, NaN where missing
     */
    static GroupRange of(
            final RowBins bins, final int given, final int column, final byte[][] codes, final double[] values) {
        double from = Double.POSITIVE_INFINITY;
        double to = Double.NEGATIVE_INFINITY;
        for (int r = 0; r < codes[given].length; r++) {
            from = Math.min(from, Double.isNaN(values[r]) ? from : values[r]);
            to = Math.max(to, Double.isNaN(values[r]) ? to : values[r]);
        }
        if (from > to) {
            from = 0;
            to = 0;
        }
        final ColumnBins groups = bins.columns().get(given);
        final int[] min = new int[groups.groupCount()];
        final int[] max = new int[min.length];
        final int[] rows = new int[min.length];
        Arrays.fill(min, LEVELS);
        for (int r = 0; r < codes[given].length; r++) {
            if (!Double.isNaN(values[r])) {
                final int group = groups.groups()[codes[given][r] & 0xFF];
                final double level = to > from ? (values[r] - from) / (to - from) * LEVELS : 0;
                min[group] = Math.min(min[group], Math.clamp((long) Math.floor(level), 0, LEVELS));
                max[group] = Math.max(max[group], Math.clamp((long) Math.ceil(level), 0, LEVELS));
                rows[group]++;
            }
        }
        for (int g = 0; g < min.length; g++) {
            if (rows[g] < MIN_ROWS) {
                min[g] = 0;
                max[g] = LEVELS;
            }
        }
        return new GroupRange(given, column, from, to, min, max);
    }

    /** The value at a level. */
    public double valueAt(final int level) {
        return level == LEVELS ? to : from + (to - from) * level / LEVELS;
    }

    @Override
    public boolean equals(final Object other) {
        return other instanceof GroupRange that
                && given == that.given
                && column == that.column
                && from == that.from
                && to == that.to
                && Arrays.equals(min, that.min)
                && Arrays.equals(max, that.max);
    }

    @Override
    public int hashCode() {
        return 31 * given + column;
    }

    @Override
    public String toString() {
        return "Ranges of column %d by groups of column %d".formatted(column, given);
    }
}
