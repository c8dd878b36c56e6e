// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.similarity;

import io.nifigan.table.Table;
import java.util.Arrays;

/**
 * A coordinate system for Gower's distance between rows (1971). The distance is a sum over columns: for numbers the
 * difference as a part of the real rows' range ({@link ColumnScale}), at most 1; for other values 1 if they differ. A
 * missing value is at distance 1 from any other value and 0 from another missing one.
 *
 * <p>Rows are stored by column as floats, and categories as their codes. Different codes are at indexOfMin 1 apart, so
 * one formula covers all columns and its loop is vectorised.
 */
public final class RowSpace {
    /** Coordinate of a missing value, at distance 1 from any number. */
    private static final float MISSING = 1e6f;

    private static final double MAX_COORDINATE = 1_000;

    private final int[] columns;
    /** The scales of the numeric columns, null for others. */
    private final ColumnScale[] scales;

    /**
     * @param real the rows that define the ranges
     * @param columns the columns of the distance
     */
    public RowSpace(final Table real, final int[] columns) {
        this.columns = columns.clone();
        this.scales = new ColumnScale[columns.length];
        for (int i = 0; i < columns.length; i++) {
            if (real.column(columns[i]).kind().isNumeric()) {
                scales[i] = ColumnScale.of(real, columns[i]);
            }
        }
    }

    /** The coordinates of rows, {@code [columns][rows]}; all tables must share their dictionaries. */
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
                    place[r] = place(values[r], scales[i]);
                }
            }
        }
        return places;
    }

    private static float place(final double value, final ColumnScale scale) {
        if (Double.isNaN(value)) {
            return MISSING;
        }
        final double place = scale.of(value) - scale.min();
        // In a constant column any other value is at distance 1.
        return (float)
                (scale.range() > 0
                        ? Math.clamp(place / scale.range(), -MAX_COORDINATE, MAX_COORDINATE)
                        : 2 * Math.signum(place));
    }

    /**
     * Computes the distances of one row to all rows of a table.
     *
     * @param queries {@code [columns][rows]}: rows, of which {@code row} is compared
     * @param others {@code [columns][others]}: the rows of the table
     * @param sums {@code [others]}: receives the distances
     */
    public static void distances(final float[][] queries, final int row, final float[][] others, final float[] sums) {
        Arrays.fill(sums, 0);
        for (int i = 0; i < others.length; i++) {
            add(queries[i][row], others[i], sums);
        }
    }

    private static void add(final float place, final float[] others, final float[] sums) {
        for (int o = 0; o < sums.length; o++) {
            sums[o] += Math.min(1f, Math.abs(place - others[o]));
        }
    }

    /** Subtracts the part of one column from distances. */
    public static void without(final float place, final float[] others, final float[] sums, final float[] rest) {
        for (int o = 0; o < sums.length; o++) {
            rest[o] = sums[o] - Math.min(1f, Math.abs(place - others[o]));
        }
    }

    /** The index of the smallest distance. */
    public static int indexOfMin(final float[] distances) {
        int at = 0;
        for (int o = 1; o < distances.length; o++) {
            if (distances[o] < distances[at]) {
                at = o;
            }
        }
        return at;
    }
}
