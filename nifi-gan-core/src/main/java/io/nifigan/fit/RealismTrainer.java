// SPDX-License-Identifier: Apache-2.0
package io.nifigan.fit;

import io.nifigan.common.Cancellation;
import io.nifigan.common.RandomStream;
import io.nifigan.common.StreamSeed;
import io.nifigan.common.WorkerPool;
import io.nifigan.model.GANModel;
import io.nifigan.realism.Realism;
import io.nifigan.realism.RealismClassifier;
import io.nifigan.table.Table;
import io.nifigan.train.GANTrainer;
import io.nifigan.trees.BoostedTrees;
import io.nifigan.trees.BoostedTreesTrainer;
import io.nifigan.trees.RowBins;
import io.nifigan.trees.RowBinsFitter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Trains the realism classifier: real rows against a mixture, a third each, of generated rows, of real rows with one or
 * two fields of other rows, and of rows of which each field is another row's. Generated rows alone would teach it only
 * what this generator gets wrong, which is little; fields of other rows teach it how columns depend on each other, and
 * leave each column as it is.
 */
public final class RealismTrainer {
    private static final int MAX_ROWS = 60_000;
    private static final long MAX_CELLS = 15_000_000;
    /** About so many rows are drawn for one that is chosen. */
    static final int CANDIDATES = 12;

    private final GANModel model;
    private final Table training;
    private final Table heldOut;
    private final RowBins bins;

    /**
     * @param model draws the generated rows
     * @param training the training rows
     * @param heldOut real rows to calibrate on
     */
    public RealismTrainer(final GANModel model, final Table training, final Table heldOut) {
        this.model = model;
        this.heldOut = heldOut;
        this.bins = RowBinsFitter.fit(
                training, c -> Refiner.isLearnt(model.encoder().encodings().get(c)));
        this.training = ModelAssembler.head(
                training, rows(training.rows(), Math.max(1, bins.columns().size())));
    }

    /** How many of so many training rows are used. */
    static int rows(final int rows, final int columns) {
        return (int) Math.min(rows, Math.min(MAX_ROWS, MAX_CELLS / columns));
    }

    /** How many generated rows are wanted to train on. */
    public int rows() {
        return training.rows();
    }

    /**
     * @param generated rows that the model gives
     * @param generatedHeldOut others, to calibrate on
     * @param cancellation asked by the calling thread between trees; ends the training with those found so far
     * @return a judge, none where nothing can be told
     */
    public Realism train(final Table generated, final Table generatedHeldOut, final Cancellation cancellation) {
        if (bins.columns().isEmpty()) {
            return Realism.none();
        }
        final RandomStream random =
                new RandomStream(StreamSeed.REALISM.of(model.settings().seed()));
        final byte[][] real = bins.codes(training);
        final BoostedTrees trees;
        try (WorkerPool workers = WorkerPool.ofTraining(model.settings().effectiveThreads())) {
            trees = BoostedTreesTrainer.fit(
                    bins, real, unreal(real, bins.codes(generated), random), workers, random.nextLong(), cancellation);
        }
        final RealismClassifier raw = new RealismClassifier(bins, trees, shares(real), 1, 0);
        if (!raw.trained()) {
            return Realism.none();
        }
        final byte[][] kept = bins.codes(heldOut);
        final double[] realScores = scores(trees, kept);
        final LogisticFit fit =
                LogisticFit.of(realScores, scores(trees, unreal(kept, bins.codes(generatedHeldOut), random)));
        return new Realism(raw.calibrated(fit.slope(), fit.offset()), ModelAssembler.scale(realScores, fit));
    }

    private static double[] scores(final BoostedTrees trees, final byte[][] codes) {
        final float[] logits = trees.logits(codes, codes[0].length);
        final double[] scores = new double[logits.length];
        Arrays.setAll(scores, r -> logits[r]);
        return scores;
    }

    /** The mixture, as many rows of each part as there are real ones: {@code [columns][3 rows]}. */
    private static byte[][] unreal(final byte[][] real, final byte[][] generated, final RandomStream random) {
        final int rows = real[0].length;
        final byte[][] unreal = new byte[real.length][];
        for (int c = 0; c < real.length; c++) {
            unreal[c] = Arrays.copyOf(real[c], 3 * rows);
            for (int r = 0; r < rows; r++) {
                unreal[c][rows + r] = generated[c][r % generated[c].length];
                unreal[c][2 * rows + r] = real[c][random.nextInt(rows)];
            }
        }
        for (int r = 0; r < rows; r++) {
            for (int fields = 1 + random.nextInt(2); fields > 0; fields--) {
                final int c = random.nextInt(real.length);
                unreal[c][r] = real[c][random.nextInt(rows)];
            }
        }
        return unreal;
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
