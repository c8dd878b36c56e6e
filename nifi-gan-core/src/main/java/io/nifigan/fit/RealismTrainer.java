// SPDX-License-Identifier: Apache-2.0
package io.nifigan.fit;

import io.nifigan.common.Cancellation;
import io.nifigan.common.RandomStream;
import io.nifigan.common.StreamSeed;
import io.nifigan.common.WorkerPool;
import io.nifigan.model.GANModel;
import io.nifigan.realism.Realism;
import io.nifigan.realism.RealismClassifier;
import io.nifigan.realism.ScoreScale;
import io.nifigan.table.Table;
import io.nifigan.trees.BoostedTrees;
import io.nifigan.trees.BoostedTreesTrainer;
import io.nifigan.trees.RowBins;
import io.nifigan.trees.RowBinsFitter;
import io.nifigan.trees.TreeShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The trainer of the realism classifier. It trains against a mixture, a third each, of generated rows, of rows with one
 * or two fields of other rows, and of rows of which each field comes from another row. Generated rows alone would teach
 * only the generator's few errors. Swapped fields teach how columns depend on each other, without changing any single
 * column.
 *
 * <p>Trees that learn real rows remember some of them, and a model file must not tell who was learnt. So most of the
 * trees see generated rows only: these rows and the swapped ones made of them. A few trees, with large leaves, see real
 * rows: they learn which generated rows are more frequent than real ones, and correct the rest by that.
 */
public final class RealismTrainer {
    private static final int MAX_ROWS = 60_000;
    private static final long MAX_CELLS = 15_000_000;
    /** About the number of rows drawn for each selected one. */
    static final int CANDIDATES = 12;

    private static final float MAX_WEIGHT = 20;
    /** The trees that tell real rows from generated ones, added to those that tell generated rows from swapped ones. */
    static final TreeShape RATIO = TreeShape.CAUTIOUS.upTo(RealismClassifier.MAX_TREES - TreeShape.CLASSIFIER.trees());

    private final GANModel model;
    private final Table training;
    private final Table heldOut;
    private final RowBins bins;

    /**
     * @param model the model that generates the rows
     * @param training the training rows
     * @param heldOut the held-out rows, to calibrate on
     */
    public RealismTrainer(final GANModel model, final Table training, final Table heldOut) {
        this.model = model;
        this.heldOut = heldOut;
        this.bins = RowBinsFitter.fit(
                training, c -> Refiner.isLearnt(model.encoder().encodings().get(c)));
        this.training = ModelAssembler.head(
                training, rows(training.rows(), Math.max(1, bins.columns().size())));
    }

    /** The number of training rows that are used. */
    static int rows(final int rows, final int columns) {
        return (int) Math.min(rows, Math.min(MAX_ROWS, MAX_CELLS / columns));
    }

    /** The number of generated rows to train on. */
    public int rows() {
        return training.rows();
    }

    /**
     * Learns how much more frequent rows are among real rows than among generated ones.
     *
     * @param generated generated rows
     * @param cancellation ends the training with the trees so far
     * @return trees whose logit is the logarithm of the ratio
     */
    public BoostedTrees ratio(final Table generated, final Cancellation cancellation) {
        try (WorkerPool workers = WorkerPool.ofTraining(model.settings().effectiveThreads())) {
            return bins.columns().isEmpty()
                    ? BoostedTrees.none(0)
                    : BoostedTreesTrainer.fit(
                            RATIO,
                            bins,
                            bins.codes(training),
                            bins.codes(generated),
                            workers,
                            StreamSeed.REALISM_RATIO.of(model.settings().seed()),
                            cancellation);
        }
    }

    /**
     * The weights that bring generated rows to the frequency of real ones.
     *
     * @param ratio what {@link #ratio} learnt
     * @return {@code [rows]}, 1 on average
     */
    public float[] weights(final Table generated, final BoostedTrees ratio) {
        final float[] weights = ratio.logits(bins.codes(generated), generated.rows());
        double sum = 0;
        for (int r = 0; r < weights.length; r++) {
            weights[r] = Math.min(MAX_WEIGHT, (float) Math.exp(weights[r]));
            sum += weights[r];
        }
        for (int r = 0; r < weights.length; r++) {
            weights[r] *= (float) (weights.length / sum);
        }
        return weights;
    }

    /**
     * Trains the classifier.
     *
     * @param generated generated rows to train on
     * @param generatedHeldOut other generated rows, to calibrate on
     * @param ratio what {@link #ratio} learnt
     * @param cancellation checked by the calling thread between trees; ends the training with the trees so far
     * @return the classifier, untrained if there is nothing to learn
     */
    public Realism train(
            final Table generated,
            final Table generatedHeldOut,
            final BoostedTrees ratio,
            final Cancellation cancellation) {
        if (bins.columns().isEmpty()) {
            return Realism.none();
        }
        final RandomStream random =
                new RandomStream(StreamSeed.REALISM.of(model.settings().seed()));
        final byte[][] codes = bins.codes(generated);
        final BoostedTrees trees;
        try (WorkerPool workers = WorkerPool.ofTraining(model.settings().effectiveThreads())) {
            trees = BoostedTreesTrainer.fit(
                    TreeShape.CLASSIFIER,
                    bins,
                    codes,
                    swapped(codes, random),
                    workers,
                    random.nextLong(),
                    cancellation);
        }
        final RealismClassifier raw =
                new RealismClassifier(bins, trees.plus(ratio), shares(bins.codes(training)), 1, 0);
        if (!raw.trained()) {
            return Realism.none();
        }
        final byte[][] kept = bins.codes(heldOut);
        final double[] real = scores(raw.trees(), kept);
        final LogisticFit fit = LogisticFit.of(
                real,
                concatenate(
                        scores(raw.trees(), swapped(kept, random)), scores(raw.trees(), bins.codes(generatedHeldOut))));
        return new Realism(raw.calibrated(fit.slope(), fit.offset()), ScoreScale.of(fit.logits(real)));
    }

    private static double[] scores(final BoostedTrees trees, final byte[][] codes) {
        final float[] logits = trees.logits(codes, codes[0].length);
        final double[] scores = new double[logits.length];
        Arrays.setAll(scores, r -> logits[r]);
        return scores;
    }

    /** All elements of some arrays, one after the other. */
    static double[] concatenate(final double[]... parts) {
        return Arrays.stream(parts).flatMapToDouble(Arrays::stream).toArray();
    }

    /** Rows with one or two fields of other rows, and as many of which each field is another row's. */
    private static byte[][] swapped(final byte[][] codes, final RandomStream random) {
        final int rows = codes[0].length;
        final byte[][] swapped = new byte[codes.length][];
        for (int c = 0; c < codes.length; c++) {
            swapped[c] = Arrays.copyOf(codes[c], 2 * rows);
            for (int r = 0; r < rows; r++) {
                swapped[c][rows + r] = codes[c][random.nextInt(rows)];
            }
        }
        for (int r = 0; r < rows; r++) {
            for (int fields = 1 + random.nextInt(2); fields > 0; fields--) {
                final int c = random.nextInt(codes.length);
                swapped[c][r] = codes[c][random.nextInt(rows)];
            }
        }
        return swapped;
    }

    private List<float[]> shares(final byte[][] real) {
        final List<float[]> shares = new ArrayList<>();
        for (int c = 0; c < real.length; c++) {
            final int[] counts = new int[bins.columns().get(c).bins()];
            for (final byte code : real[c]) {
                counts[code & 0xFF]++;
            }
            final float[] share = new float[counts.length];
            for (int b = 0; b < share.length; b++) {
                share[b] = (float) counts[b] / real[c].length;
            }
            shares.add(share);
        }
        return shares;
    }
}
