// SPDX-License-Identifier: Apache-2.0
package io.nifigan.trees;

import io.nifigan.common.RandomStream;
import io.nifigan.common.WorkerPool;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Gradient-boosted trees as scikit-learn's HistGradientBoosting has them by default: 100 rounds at a rate of .1, 31
 * leaves of 20 rows or more, up to 255 bins, categories as sets; of more than 10,000 rows a tenth is kept aside, and
 * ten rounds that do not help there end the fit. Figures of either can so be set beside each other.
 *
 * <p>The trees are those of the generator's own judge ({@link Boosting}), but nothing that the model has learnt is in
 * them: bins and trees are fitted anew here, to rows of which the model's judge has seen at most a part, in other bins
 * and by other settings, and asked about rows that they were not fitted to. That a model does not flatter itself so is
 * tested: scikit-learn's figures for the same rows are the same.
 */
public final class GradientTrees {
    /** What is foretold. */
    public enum Loss {
        /**
         * One of two or more classes, which are told by numbers from 0: logistic, or softmax where there are more than
         * two.
         */
        CLASSES,
        /** A number: squared error. */
        SQUARED
    }

    private static final TreeShape SHAPE = new TreeShape(31, 20, 1e-3, 0, 10, 10, 0, .1);
    private static final int ROUNDS = 100;
    private static final int STOPPED_ROWS = 10_000;
    private static final double KEPT_SHARE = .1;
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
     * Fits trees.
     *
     * @param features how the rows were put into bins
     * @param codes {@code [features][rows]}: their bins
     * @param truth {@code [rows]}: what is to be foretold, numbers of classes from 0 or a number
     * @param classes how many classes there are
     * @param seed of the rows that are kept aside
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
        final boolean stops = rows > STOPPED_ROWS;
        final boolean[] kept = new boolean[rows];
        for (int r = 0; stops && r < rows; r++) {
            kept[r] = random.nextDouble() < KEPT_SHARE;
        }
        final int[] used = IntStream.range(0, rows).filter(r -> !kept[r]).toArray();
        final float[][] gradient = new float[outputs][rows];
        final float[][] curvature = new float[outputs][rows];
        final Boosting[] boosting = new Boosting[outputs];
        for (int k = 0; k < outputs; k++) {
            boosting[k] = new Boosting(
                    codes, rows, features.bins(), features.unordered(), gradient[k], curvature[k], SHAPE, workers);
        }
        final double[] losses = new double[ROUNDS + 1];
        losses[0] = stops ? loss(kept) : 0;
        for (int round = 1; round <= ROUNDS; round++) {
            derivatives(gradient, curvature);
            boolean grown = false;
            for (int k = 0; k < outputs; k++) {
                grown |= boosting[k].grow(used.clone(), used.length, scores[k]);
            }
            if (!grown) {
                break;
            }
            losses[round] = stops ? loss(kept) : 0;
            if (stops
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

    /** The mean loss of the rows that are kept aside. */
    private double loss(final boolean[] kept) {
        final double[] shares = new double[outputs];
        double sum = 0;
        int count = 0;
        for (int r = 0; r < rows; r++) {
            if (kept[r]) {
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
     * What the trees say of rows: a number, the logarithm of the odds of class 1, or where there are more than two
     * classes the probability of each.
     *
     * @param asked {@code [features][rows]}: their bins
     * @param count how many rows
     * @return {@code [1 or classes][rows]}
     */
    public float[][] predict(final byte[][] asked, final int count) {
        final float[][] results = new float[outputs][];
        for (int k = 0; k < outputs; k++) {
            results[k] = trees.get(k).logits(asked, count);
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
