// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.similarity;

import io.nifigan.common.WorkerPool;
import java.util.Arrays;

/**
 * The k nearest neighbours of rows, found by exhaustive search.
 *
 * @param k number of neighbours per row
 * @param distances {@code [rows * k]}: ascending for each row; infinite if there are fewer neighbours
 * @param indices {@code [rows * k]}: indices of the neighbours, -1 if there are fewer
 */
public record Neighbours(int k, float[] distances, int[] indices) {
    /**
     * Finds the neighbours.
     *
     * @param queries {@code [columns][rows]}: the rows whose neighbours are searched for, as {@link RowSpace#place}
     *     returns them
     * @param candidates {@code [columns][others]}: the rows to search
     * @param k number of neighbours
     * @param sameRows whether queries and candidates are the same rows; a row is not its sameRows neighbour
     */
    public static Neighbours find(
            final float[][] queries,
            final float[][] candidates,
            final int k,
            final boolean sameRows,
            final WorkerPool workers) {
        final int rows = queries[0].length;
        final int others = candidates[0].length;
        final float[] distances = new float[rows * k];
        final int[] indices = new int[rows * k];
        Arrays.fill(distances, Float.POSITIVE_INFINITY);
        Arrays.fill(indices, -1);
        workers.run(member -> {
            final float[] sums = new float[others];
            for (int r = member; r < rows; r += workers.size()) {
                RowSpace.distances(queries, r, candidates, sums);
                final int last = (r + 1) * k - 1;
                for (int o = 0; o < others; o++) {
                    if (sums[o] < distances[last] && !(sameRows && o == r)) {
                        insert(distances, indices, r * k, last, sums[o], o);
                    }
                }
            }
        });
        return new Neighbours(k, distances, indices);
    }

    private static void insert(
            final float[] distances,
            final int[] indices,
            final int first,
            final int last,
            final float distance,
            final int index) {
        int at = last;
        while (at > first && distances[at - 1] > distance) {
            distances[at] = distances[at - 1];
            indices[at] = indices[at - 1];
            at--;
        }
        distances[at] = distance;
        indices[at] = index;
    }

    /** The distance of each row to its nearest neighbour: {@code [rows]}. */
    public float[] nearest() {
        final float[] nearest = new float[distances.length / k];
        for (int r = 0; r < nearest.length; r++) {
            nearest[r] = distances[r * k];
        }
        return nearest;
    }
}
