// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.attack;

import io.nifigan.common.RandomStream;
import io.nifigan.common.StreamSeed;
import io.nifigan.common.WorkerPool;
import io.nifigan.evaluate.similarity.EvaluationData;
import io.nifigan.evaluate.similarity.Neighbours;
import io.nifigan.evaluate.similarity.RowSpace;
import io.nifigan.table.Table;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * What speaks for a real row having been a training row: how dense the synthetic rows are around it, in relation to how
 * dense real rows are there (van Breugel et al. 2023, DOMIAS). Density is measured by the nearest rows, and by counts
 * of the row's values in random groups of columns (Houssiau et al. 2022, TAPAS).
 */
final class MembershipFeatures {
    private static final int NEIGHBOURS = 5;
    /** Smallest distance that is told from 0, as a share of the median distance of real rows. */
    private static final double SMALLEST = .01;
    /** Sizes of the groups of columns. */
    private static final int[] GROUPS = {1, 2, 3};

    private static final int MAX_GROUPS = 60;
    private static final int BINS = 20;

    private final EvaluationData data;
    private final Table real;
    private final Table synthetic;

    private MembershipFeatures(final EvaluationData data, final Table real, final Table synthetic) {
        this.data = data;
        this.real = real;
        this.synthetic = synthetic;
    }

    /**
     * The features of real rows, {@code [features][rows]}; the first is the distance to the nearest synthetic row in
     * relation to that of the nearest real rows.
     */
    static double[][] of(final EvaluationData data, final Table real, final Table synthetic) {
        final MembershipFeatures features = new MembershipFeatures(data, real, synthetic);
        final double[][] near = features.neighbours();
        final double[][] all = Arrays.copyOf(near, near.length + GROUPS.length);
        for (int g = 0; g < GROUPS.length; g++) {
            all[near.length + g] = features.counts(GROUPS[g]);
        }
        return all;
    }

    private double[][] neighbours() {
        final RowSpace space = new RowSpace(real, data.compared());
        final float[][] places = space.place(real);
        final WorkerPool workers = data.workers();
        final Neighbours among = Neighbours.find(places, places, NEIGHBOURS, true, workers);
        final Neighbours toSynthetic = Neighbours.find(places, space.place(synthetic), NEIGHBOURS, false, workers);
        final int rows = real.rows();
        final double[] mean = new double[rows];
        for (int r = 0; r < rows; r++) {
            for (int k = 0; k < NEIGHBOURS; k++) {
                mean[r] += among.distances()[r * NEIGHBOURS + k] / NEIGHBOURS;
            }
        }
        final double[] sorted = mean.clone();
        Arrays.sort(sorted);
        final double smallest = Math.max(1e-6, SMALLEST * sorted[rows / 2]);
        final double[] nearest = new double[rows];
        final double[] density = new double[rows];
        final double[] distance = new double[rows];
        for (int r = 0; r < rows; r++) {
            final int last = (r + 1) * NEIGHBOURS - 1;
            distance[r] = -Math.log(toSynthetic.distances()[r * NEIGHBOURS] + smallest);
            nearest[r] = Math.log(mean[r] + smallest) + distance[r];
            density[r] = Math.log(among.distances()[last] + smallest)
                    - Math.log(toSynthetic.distances()[last] + smallest);
        }
        return new double[][] {nearest, density, distance};
    }

    /**
     * The mean over random groups of columns of the logarithm of how often the row's values in them occur together
     * among synthetic rows, in relation to other real rows.
     */
    private double[] counts(final int size) {
        final int[] columns = data.compared();
        final RandomStream random = new RandomStream(data.seed(StreamSeed.MEMBERSHIP_COLUMNS));
        final int[][] ofReal = new int[columns.length][];
        final int[][] ofSynthetic = new int[columns.length][];
        for (int i = 0; i < columns.length; i++) {
            final double[] edges = edges(columns[i]);
            ofReal[i] = bins(real, columns[i], edges);
            ofSynthetic[i] = bins(synthetic, columns[i], edges);
        }
        final int groups = size == 1 ? columns.length : MAX_GROUPS;
        final double[] sums = new double[real.rows()];
        for (int g = 0; g < groups; g++) {
            final int[] group = new int[Math.min(size, columns.length)];
            for (int i = 0; i < group.length; i++) {
                group[i] = size == 1 ? g : random.nextInt(columns.length);
            }
            add(group, ofReal, ofSynthetic, sums);
        }
        return sums;
    }

    private void add(final int[] group, final int[][] ofReal, final int[][] ofSynthetic, final double[] sums) {
        final Map<Long, int[]> cells = new HashMap<>();
        for (int r = 0; r < real.rows(); r++) {
            cells.computeIfAbsent(cell(group, ofReal, r), key -> new int[2])[0]++;
        }
        for (int r = 0; r < synthetic.rows(); r++) {
            final int[] counts = cells.get(cell(group, ofSynthetic, r));
            if (counts != null) {
                counts[1]++;
            }
        }
        final double ratio = (double) synthetic.rows() / real.rows();
        for (int r = 0; r < sums.length; r++) {
            final int[] counts = cells.get(cell(group, ofReal, r));
            // The row itself does not count, and a half keeps the logarithms finite.
            sums[r] += Math.log(counts[1] / ratio + .5) - Math.log(counts[0] - .5);
        }
    }

    private static Long cell(final int[] group, final int[][] bins, final int row) {
        long cell = 0;
        for (final int column : group) {
            cell = cell * 1_000_003 + bins[column][row];
        }
        return cell;
    }

    /** The bounds of bins with about as many real rows each; null for a column that is not numeric. */
    private double[] edges(final int column) {
        if (real.numbers(column) == null) {
            return null;
        }
        final double[] sorted = real.sortedNumbers(column);
        final double[] edges = new double[sorted.length == 0 ? 0 : BINS - 1];
        for (int i = 0; i < edges.length; i++) {
            edges[i] = sorted[(int) ((long) (i + 1) * sorted.length / BINS)];
        }
        return edges;
    }

    private static int[] bins(final Table table, final int column, final double[] edges) {
        if (edges == null) {
            return table.codes(column);
        }
        final double[] values = table.numbers(column);
        final int[] bins = new int[values.length];
        for (int r = 0; r < bins.length; r++) {
            int bin = -1;
            for (int e = 0; e < edges.length && !Double.isNaN(values[r]); e++) {
                bin += values[r] >= edges[e] ? 1 : 0;
            }
            bins[r] = Double.isNaN(values[r]) ? -2 : bin;
        }
        return bins;
    }
}
