// SPDX-License-Identifier: Apache-2.0
package io.nifigan.augment;

import java.util.Arrays;
import java.util.function.IntPredicate;

/** A search for the pool rows that are nearest to a row in some of its columns. */
final class NearestRows {
    /**
     * Number of rows whose distances are summed at a time; together with a column's values they fit into one core's
     * cache.
     */
    private static final int BLOCK = 2_048;

    private static final double MIN_WEIGHT = .05;

    private final Feature[] features;
    private final int poolRows;
    private final float[] distances = new float[BLOCK];
    private final int[] rows;
    private final float[] distance;
    private int count;

    /** @param max number of rows to find */
    NearestRows(final DonorPool pool, final int max) {
        this.features = pool.features();
        this.poolRows = pool.rows().rows();
        this.rows = new int[max];
        this.distance = new float[max];
    }

    /**
     * @param row {@code [columns]}: the coordinates to be near to, NaN for columns to ignore
     * @param weights {@code [columns]}: the weight of each column
     * @param allowed accepts the pool rows that may be found
     */
    void find(final float[] row, final double[] weights, final IntPredicate allowed) {
        count = 0;
        int worst = 0;
        for (int from = 0; from < poolRows; from += BLOCK) {
            final int size = Math.min(BLOCK, poolRows - from);
            Arrays.fill(distances, 0);
            for (int c = 0; c < features.length; c++) {
                if (features[c] != null && !Float.isNaN(row[c])) {
                    add(distances, features[c].values(), from, size, row[c], features[c].cap(), (float) weights[c]);
                }
            }
            for (int i = 0; i < size; i++) {
                if (count < rows.length) {
                    if (allowed.test(from + i)) {
                        put(count++, from + i, distances[i]);
                        worst = count == rows.length ? worst() : 0;
                    }
                } else if (distances[i] < distance[worst] && allowed.test(from + i)) {
                    put(worst, from + i, distances[i]);
                    worst = worst();
                }
            }
        }
    }

    /**
     * Adds a column's part to the distances. The minimum of square and cap is written as (cap + square - |cap -
     * square|) / 2, which the JVM vectorises.
     */
    private static void add(
            final float[] distances,
            final float[] values,
            final int from,
            final int size,
            final float value,
            final float cap,
            final float weight) {
        final float half = weight / 2;
        for (int i = 0; i < size; i++) {
            final float difference = values[from + i] - value;
            final float square = difference * difference;
            distances[i] += half * (cap + square - Math.abs(cap - square));
        }
    }

    private void put(final int place, final int row, final float squaredDistance) {
        rows[place] = row;
        distance[place] = squaredDistance;
    }

    private int worst() {
        int worst = 0;
        for (int i = 1; i < count; i++) {
            if (distance[i] > distance[worst]) {
                worst = i;
            }
        }
        return worst;
    }

    /** The rows that were found. */
    int[] rows() {
        return Arrays.copyOf(rows, count);
    }

    /** The weights of the rows found, above 0: nearer rows weigh more. */
    double[] weights() {
        final double[] weights = new double[count];
        final double max = count == 0 ? 0 : distance[worst()];
        for (int i = 0; i < count; i++) {
            weights[i] = max > 0 ? Math.max(MIN_WEIGHT, 1 - distance[i] / max) : 1;
        }
        return weights;
    }
}
