// SPDX-License-Identifier: Apache-2.0
package io.nifigan.trees;

import io.nifigan.common.RandomStream;
import io.nifigan.common.WorkerPool;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Gradient-boosted trees with the defaults of scikit-learn's HistGradientBoosting, so that figures can be compared: 100
 * rounds at a learning rate of .1, 31 leaves of at least 20 rows, up to 255 bins, and splits of categories into sets.
 * With more than 10,000 rows a tenth is held out, and ten rounds without improvement on it end the training.
 *
 * <p>An evaluation with these trees is independent of the model, although the model's own classifier uses the same
 * {@link Boosting}: bins and trees are fitted anew, with other bins and settings, and applied to rows that they were
 * not fitted to. A test checks that scikit-learn gives the same figures for the same rows.
 */
public final class GradientTrees {
    /** The kind of target to predict. */
    public enum Loss {
        /** One of two or more classes, numbered from 0: logistic loss, or softmax for more than two. */
        CLASSES,
        /** A number: squared loss. */
        SQUARED
    }

    private static final TreeShape SHAPE = new TreeShape(31, 20, 1e-3, 0, 10, 10, 0, .1, 0, 0);
    private static final int ROUNDS = 100;
    private static final int MIN_EARLY_STOPPING_ROWS = 10_000;
    private static final double HELD_OUT_SHARE = .1;
    private static final int PATIENCE = 10;
    private static final double TOLERANCE = 1e-7;

    private final byte[][] codes;
    private final int rows;
    private final double[] truth;
    private final int outputs;
    private final Loss loss;
    private final float[] start;
    private final float[][] scores;
    private final List<BoostedTrees> trees = new ArrayList<>();

    private GradientTrees(final byte[][] codes, final double[] truth, final int classes, final Loss loss) {
        this.codes = codes;
        this.rows = truth.length;
        this.truth = truth;
        this.loss = loss;
        this.outputs = loss == Loss.SQUARED || classes == 2 ? 1 : classes;
        this.start = start(classes);
        this.scores = new float[outputs][rows];
        for (int k = 0; k < outputs; k++) {
            Arrays.fill(scores[k], start[k]);
        }
    }

    /**
     * Trains trees.
     *
     * @param features the binning of the rows
     * @param codes {@code [features][rows]}: the rows' bins
     * @param truth {@code [rows]}: the target, a class numbered from 0 or a number
     * @param classes the number of classes
     * @param seed the seed of the held-out rows
     */
    public static GradientTrees fit(
            final Features features,
            final byte[][] codes,
            final double[] truth,
            final int classes,
            final Loss loss,
            final WorkerPool workers,
            final long seed) {
        final GradientTrees fitted = new GradientTrees(codes, truth, classes, loss);
        fitted.boost(features, workers, new RandomStream(seed));
        return fitted;
    }

    private float[] start(final int classes) {
        final float[] first = new float[outputs];
        if (loss == Loss.SQUARED) {
            first[0] = (float) Arrays.stream(truth).average().orElse(0);
        } else if (outputs == 1) {
            final double share = Math.clamp(Arrays.stream(truth).average().orElse(.5), 1e-9, 1 - 1e-9);
            first[0] = (float) Math.log(share / (1 - share));
        } else {
            double mean = 0;
            for (int k = 0; k < classes; k++) {
                final int label = k;
                first[k] = (float) Math.log(Math.max(
                        1e-9,
                        Arrays.stream(truth).filter(value -> value == label).count() / (double) rows));
                mean += first[k] / classes;
            }
            for (int k = 0; k < classes; k++) {
                first[k] -= (float) mean;
            }
        }
        return first;
    }

    private void boost(final Features features, final WorkerPool workers, final RandomStream random) {
        final boolean stopsEarly = rows > MIN_EARLY_STOPPING_ROWS;
        final boolean[] heldOut = new boolean[rows];
        for (int r = 0; stopsEarly && r < rows; r++) {
            heldOut[r] = random.nextDouble() < HELD_OUT_SHARE;
        }
        final int[] used = IntStream.range(0, rows).filter(r -> !heldOut[r]).toArray();
        final float[][] gradient = new float[outputs][rows];
        final float[][] curvature = new float[outputs][rows];
        final Boosting[] boosting = new Boosting[outputs];
        for (int k = 0; k < outputs; k++) {
            boosting[k] = new Boosting(
                    codes, rows, features.bins(), features.unordered(), gradient[k], curvature[k], SHAPE, workers);
        }
        final double[] losses = new double[ROUNDS + 1];
        losses[0] = stopsEarly ? loss(heldOut) : 0;
        for (int round = 1; round <= ROUNDS; round++) {
            derivatives(gradient, curvature);
            boolean grown = false;
            for (int k = 0; k < outputs; k++) {
                grown |= boosting[k].grow(used.clone(), used.length, scores[k]);
            }
            if (!grown) {
                break;
            }
            losses[round] = stopsEarly ? loss(heldOut) : 0;
            if (stopsEarly
                    && round >= PATIENCE
                    && Arrays.stream(losses, round - PATIENCE + 1, round + 1)
                                    .min()
                                    .orElseThrow()
                            >= losses[round - PATIENCE] - TOLERANCE) {
                break;
            }
        }
        for (int k = 0; k < outputs; k++) {
            trees.add(boosting[k].trees());
        }
    }

    private void derivatives(final float[][] gradient, final float[][] curvature) {
        final double[] shares = new double[outputs];
        for (int r = 0; r < rows; r++) {
            if (loss == Loss.SQUARED) {
                gradient[0][r] = (float) (truth[r] - scores[0][r]);
                curvature[0][r] = 1;
                continue;
            }
            shares(scores, r, shares);
            for (int k = 0; k < outputs; k++) {
                final double wanted = outputs == 1 ? truth[r] : truth[r] == k ? 1 : 0;
                gradient[k][r] = (float) (wanted - shares[k]);
                curvature[k][r] = (float) (shares[k] * (1 - shares[k]));
            }
        }
    }

    private static void shares(final float[][] scores, final int row, final double[] shares) {
        if (shares.length == 1) {
            shares[0] = 1 / (1 + Math.exp(-scores[0][row]));
            return;
        }
        double max = Double.NEGATIVE_INFINITY;
        for (final float[] score : scores) {
            max = Math.max(max, score[row]);
        }
        double sum = 0;
        for (int k = 0; k < shares.length; k++) {
            shares[k] = Math.exp(scores[k][row] - max);
            sum += shares[k];
        }
        for (int k = 0; k < shares.length; k++) {
            shares[k] /= sum;
        }
    }

    /** The mean loss of the held-out rows. */
    private double loss(final boolean[] heldOut) {
        final double[] shares = new double[outputs];
        double sum = 0;
        int count = 0;
        for (int r = 0; r < rows; r++) {
            if (heldOut[r]) {
                count++;
                if (loss == Loss.SQUARED) {
                    sum += (truth[r] - scores[0][r]) * (truth[r] - scores[0][r]) / 2;
                } else {
                    shares(scores, r, shares);
                    sum -= Math.log(Math.max(
                            1e-15, outputs == 1 ? truth[r] > 0 ? shares[0] : 1 - shares[0] : shares[(int) truth[r]]));
                }
            }
        }
        return count == 0 ? 0 : sum / count;
    }

    /**
     * Predicts rows: the number, the logarithm of the odds of class 1, or for more than two classes the probability of
     * each class.
     *
     * @param rowCodes {@code [features][rows]}: the rows' bins
     * @param count the number of rows
     * @return {@code [1 or classes][rows]}
     */
    public float[][] predict(final byte[][] rowCodes, final int count) {
        final float[][] results = new float[outputs][];
        for (int k = 0; k < outputs; k++) {
            results[k] = trees.get(k).logits(rowCodes, count);
            for (int r = 0; r < count; r++) {
                results[k][r] += start[k];
            }
        }
        if (outputs > 1) {
            final double[] shares = new double[outputs];
            for (int r = 0; r < count; r++) {
                shares(results, r, shares);
                for (int k = 0; k < outputs; k++) {
                    results[k][r] = (float) shares[k];
                }
            }
        }
        return results;
    }
}
