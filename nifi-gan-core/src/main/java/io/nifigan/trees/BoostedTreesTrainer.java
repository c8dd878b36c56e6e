// SPDX-License-Identifier: Apache-2.0
package io.nifigan.trees;

import io.nifigan.common.Cancellation;
import io.nifigan.common.RandomStream;
import io.nifigan.common.WorkerPool;
import java.util.Arrays;

/**
 * The trainer of {@link BoostedTrees} that separate real rows from generated ones, by gradient boosting with the
 * logistic loss. Each tree grows on a new random half of the rows, always splitting the leaf that lowers the loss most
 * (as in LightGBM, Ke et al. 2017), from histograms of first and second derivatives over bins. Real and generated rows
 * have the same total weight. A tenth of the rows is held out for early stopping, so that the trees do not memorize the
 * training rows.
 */
public final class BoostedTreesTrainer {
    private static final int PATIENCE = 20;
    private static final double HELD_OUT_SHARE = .1;
    private static final double SUBSAMPLE = .5;
    private static final int ROWS_PER_TASK = 4_096;

    private final byte[][] codes;
    private final int rows;
    private final int realRows;
    private final double generatedWeight;
    private final WorkerPool workers;
    private final RandomStream random;
    private final boolean[] heldOut;
    private final float[] logits;
    private final float[] gradient;
    private final float[] curvature;

    /**
     * @param real {@code [columns][realRows]}: bins of real rows
     * @param generated {@code [columns][generatedRows]}: bins of generated rows
     * @param workers the threads; their number does not change the result
     * @param seed the seed of the rows that are held out and drawn
     */
    private BoostedTreesTrainer(
            final byte[][] real, final byte[][] generated, final WorkerPool workers, final long seed) {
        this.realRows = real[0].length;
        this.rows = realRows + generated[0].length;
        this.codes = new byte[real.length][];
        for (int c = 0; c < real.length; c++) {
            codes[c] = Arrays.copyOf(real[c], rows);
            System.arraycopy(generated[c], 0, codes[c], realRows, rows - realRows);
        }
        this.generatedWeight = (double) realRows / (rows - realRows);
        this.workers = workers;
        this.random = new RandomStream(seed);
        this.heldOut = new boolean[rows];
        for (int r = 0; r < rows; r++) {
            heldOut[r] = random.nextDouble() < HELD_OUT_SHARE;
        }
        this.logits = new float[rows];
        this.gradient = new float[rows];
        this.curvature = new float[rows];
    }

    /** Trains a classifier with trees of the usual shape, {@link TreeShape#CLASSIFIER}; see the other method. */
    public static BoostedTrees fit(
            final RowBins bins,
            final byte[][] real,
            final byte[][] generated,
            final WorkerPool workers,
            final long seed,
            final Cancellation cancellation) {
        return fit(TreeShape.CLASSIFIER, bins, real, generated, workers, seed, cancellation);
    }

    /**
     * Trains a classifier of real and generated rows.
     *
     * @param shape how trees grow
     * @param bins the binning of the rows
     * @param real {@code [columns][realRows]}: real rows, 1 or more
     * @param generated {@code [columns][generatedRows]}: generated rows, 1 or more
     * @param workers the threads; their number does not change the result
     * @param seed the seed of the rows that are held out and drawn
     * @param cancellation checked before each tree; ends the training with the trees so far
     */
    public static BoostedTrees fit(
            final TreeShape shape,
            final RowBins bins,
            final byte[][] real,
            final byte[][] generated,
            final WorkerPool workers,
            final long seed,
            final Cancellation cancellation) {
        final int columns = bins.columns().size();
        if (columns == 0 || real[0].length == 0 || generated[0].length == 0) {
            return BoostedTrees.none(columns);
        }
        return new BoostedTreesTrainer(real, generated, workers, seed).boost(shape, bins, cancellation);
    }

    private BoostedTrees boost(final TreeShape shape, final RowBins bins, final Cancellation cancellation) {
        final int columns = bins.columns().size();
        final int[] sizes = new int[columns];
        final boolean[] unordered = new boolean[columns];
        for (int c = 0; c < columns; c++) {
            sizes[c] = bins.columns().get(c).bins();
            unordered[c] = bins.columns().get(c).categorical();
        }
        final TreeStore store = new TreeStore(unordered);
        final TreeGrower grower = new TreeGrower(sizes, unordered, codes, gradient, curvature, workers, shape);
        final int[] drawn = new int[rows];
        double best = heldOutLoss();
        int bestTrees = 0;
        final int most =
                shape.rowsPerTree() == 0 ? shape.trees() : Math.min(shape.trees(), realRows / shape.rowsPerTree());
        while (store.trees() < most && store.trees() - bestTrees < PATIENCE && !cancellation.isCancelled()) {
            derivatives();
            int count = 0;
            for (int r = 0; r < rows; r++) {
                if (!heldOut[r] && random.nextDouble() < SUBSAMPLE) {
                    drawn[count++] = r;
                }
            }
            if (!grower.grow(drawn, count, store)) {
                break;
            }
            store.addLast(codes, rows, logits, workers, ROWS_PER_TASK);
            final double loss = heldOutLoss();
            if (loss < best) {
                best = loss;
                bestTrees = store.trees();
            }
        }
        return store.build(bestTrees);
    }

    private double weight(final int row) {
        return row < realRows ? 1 : generatedWeight;
    }

    private void derivatives() {
        for (int r = 0; r < rows; r++) {
            final double p = 1 / (1 + Math.exp(-logits[r]));
            gradient[r] = (float) (weight(r) * ((r < realRows ? 1 : 0) - p));
            curvature[r] = (float) (weight(r) * p * (1 - p));
        }
    }

    /** The mean logistic loss of the held-out rows. */
    private double heldOutLoss() {
        double sum = 0;
        double weights = 0;
        for (int r = 0; r < rows; r++) {
            if (heldOut[r]) {
                final double margin = r < realRows ? logits[r] : -logits[r];
                sum += weight(r) * (Math.max(0, -margin) + Math.log1p(Math.exp(-Math.abs(margin))));
                weights += weight(r);
            }
        }
        return weights == 0 ? 0 : sum / weights;
    }
}
