// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.similarity;

import io.nifigan.table.Table;
import java.util.Arrays;

/**
 * A distance between rows (Gower 1971): the sum over columns of the difference of numbers, in parts of the real rows'
 * range and 1 at most, and of 1 where other values differ. A missing value is at distance 1 from any that is there and
 * 0 from another missing one.
 *
 * <p>Rows lie column by column as floats, categories as the numbers of their codes: two that differ are 1 or more
 * apart, so one formula does for all, and its loops are vectorised.
 */
public final class RowSpace {
    /** Farther than the clamp from any number. */
    private static final float MISSING = 1e6f;

    private static final double FARTHEST = 1_000;

    private final int[] columns;
    private final double[] min;
    private final double[] range;

    /**
     * @param real the rows whose ranges count
     * @param columns the columns that take part
     */
    public RowSpace(final Table real, final int[] columns) {
        this.columns = columns.clone();
        this.min = new double[columns.length];
        this.range = new double[columns.length];
        for (int i = 0; i < columns.length; i++) {
            if (real.column(columns[i]).kind().isNumeric()) {
                final double[] sorted = real.sortedNumbers(columns[i]);
                min[i] = sorted.length == 0 ? 0 : sorted[0];
                range[i] = sorted.length == 0 ? 0 : sorted[sorted.length - 1] - sorted[0];
            }
        }
    }

    /** Rows as coordinates: {@code [columns][rows]}; the table's dictionaries must be those of all others. */
    public float[][] place(final Table table) {
        final float[][] places = new float[columns.length][table.rows()];
        for (int i = 0; i < columns.length; i++) {
            final float[] place = places[i];
            if (table.numbers(columns[i]) == null) {
                final int[] codes = table.codes(columns[i]);
                for (int r = 0; r < place.length; r++) {
                    place[r] = codes[r];
                }
            } else {
                final double[] values = table.numbers(columns[i]);
                for (int r = 0; r < place.length; r++) {
                    place[r] = place(values[r], i);
                }
            }
        }
        return places;
    }

    private float place(final double value, final int i) {
        if (Double.isNaN(value)) {
            return MISSING;
        }
        // In a column of one value any other is at distance 1.
        return (float)
                (range[i] > 0
                        ? Math.clamp((value - min[i]) / range[i], -FARTHEST, FARTHEST)
                        : 2 * Math.signum(value - min[i]));
    }

    /**
     * The distances of one row to all rows of a table.
     *
     * @param asked {@code [columns][rows]}: rows, of which {@code row} is looked at
     * @param others {@code [columns][others]}: the others
     * @param sums {@code [others]}: the distances, filled here
     */
    public static void distances(final float[][] asked, final int row, final float[][] others, final float[] sums) {
        Arrays.fill(sums, 0);
        for (int i = 0; i < others.length; i++) {
            add(asked[i][row], others[i], sums);
        }
    }

    private static void add(final float place, final float[] others, final float[] sums) {
        for (int o = 0; o < sums.length; o++) {
            sums[o] += Math.min(1f, Math.abs(place - others[o]));
        }
    }

    /** Distances less what one column adds to them. */
    public static void without(final float place, final float[] others, final float[] sums, final float[] rest) {
        for (int o = 0; o < sums.length; o++) {
            rest[o] = sums[o] - Math.min(1f, Math.abs(place - others[o]));
        }
    }

    /** Where the least of some distances is. */
    public static int least(final float[] distances) {
        int at = 0;
        for (int o = 1; o < distances.length; o++) {
            if (distances[o] < distances[at]) {
                at = o;
            }
        }
        return at;
    }
}
