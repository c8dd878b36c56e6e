// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.similarity;

import io.nifigan.common.WorkerPool;
import java.util.Arrays;

/**
 * The nearest rows of some to each of others, found by looking at all of them.
 *
 * @param k how many were looked for
 * @param distances {@code [rows * k]}: rising for each row; infinite where there are fewer
 * @param indices {@code [rows * k]}: where they are, -1 where there are fewer
 */
public record Neighbours(int k, float[] distances, int[] indices) {
    /**
     * @param asked {@code [columns][rows]}: the rows whose neighbours are looked for, as {@link RowSpace#place} gives
     *     them
     * @param among {@code [columns][others]}: the rows among which they are
     * @param k how many
     * @param own whether both are the same rows: a row is not its own neighbour
     */
    public static Neighbours find(
            final float[][] asked, final float[][] among, final int k, final boolean own, final WorkerPool workers) {
        final int rows = asked[0].length;
        final int others = among[0].length;
        final float[] distances = new float[rows * k];
        final int[] indices = new int[rows * k];
        Arrays.fill(distances, Float.POSITIVE_INFINITY);
        Arrays.fill(indices, -1);
        workers.run(member -> {
            final float[] sums = new float[others];
            for (int r = member; r < rows; r += workers.size()) {
                RowSpace.distances(asked, r, among, sums);
                final int last = (r + 1) * k - 1;
                for (int o = 0; o < others; o++) {
                    if (sums[o] < distances[last] && !(own && o == r)) {
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

    /** The distance of each row to its nearest: {@code [rows]}. */
    public float[] nearest() {
        final float[] nearest = new float[distances.length / k];
        for (int r = 0; r < nearest.length; r++) {
            nearest[r] = distances[r * k];
        }
        return nearest;
    }
}
