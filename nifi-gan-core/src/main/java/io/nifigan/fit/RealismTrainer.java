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
import io.nifigan.trees.BoostedTrees;
import io.nifigan.trees.BoostedTreesTrainer;
import io.nifigan.trees.RowBins;
import io.nifigan.trees.RowBinsFitter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The trainer of the realism classifier. It trains on real rows against a mixture, a third each, of generated rows, of
 * real rows with one or two fields of other rows, and of rows of which each field comes from another row. Generated
 * rows alone would teach only the generator's few errors. Swapped fields teach how columns depend on each other,
 * without changing any single column.
 */
public final class RealismTrainer {
    private static final int MAX_ROWS = 60_000;
    private static final long MAX_CELLS = 15_000_000;
    /** About the number of rows drawn for each selected one. */
    static final int CANDIDATES = 12;

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
     * Trains the classifier.
     *
     * @param generated generated rows to train on
     * @param generatedHeldOut other generated rows, to calibrate on
     * @param cancellation checked by the calling thread between trees; ends the training with the trees so far
     * @return the classifier, untrained if there is nothing to learn
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

    /** The mixture of unreal rows, as many of each part as real ones: {@code [columns][3 rows]}. */
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
