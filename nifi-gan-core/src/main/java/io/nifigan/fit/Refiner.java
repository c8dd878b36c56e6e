// SPDX-License-Identifier: Apache-2.0
package io.nifigan.fit;

import io.nifigan.common.StreamSeed;
import io.nifigan.common.WorkerPool;
import io.nifigan.encode.Encoding;
import io.nifigan.model.GANModel;
import io.nifigan.select.PairScreen;
import io.nifigan.select.RakingFitter;
import io.nifigan.select.RakingModel;
import io.nifigan.table.Table;
import io.nifigan.trees.BoostedTrees;
import io.nifigan.trees.BoostedTreesTrainer;
import io.nifigan.trees.RowBins;
import io.nifigan.trees.RowBinsFitter;
import io.nifigan.trees.TreeShape;

/**
 * The trainer of a model's selection weights: it fits bins and a classifier on one pool of generated rows, and rakes
 * contingency tables on another pool.
 */
public final class Refiner {
    private static final int ROWS_PER_REAL = 8;
    private static final int MIN_POOL = 10_000;
    private static final int MAX_POOL = 150_000;
    private static final long MAX_CELLS = 60_000_000;
    private static final int MAX_REAL = 200_000;
    private static final int MIN_RAKED = 1_000;
    /** Shares of the time left at the start of each stage; time that a stage does not use goes to later ones. */
    private static final double CLASSIFIER_DRAWS_SHARE = .25;

    private static final double CLASSIFIER_SHARE = .5;
    private static final double RAKING_DRAWS_SHARE = .5;

    private Refiner() {}

    /**
     * Learns the selection weights. If the time is short, they are learnt from fewer rows, and the allowance receives
     * notes.
     *
     * @param model the calibrated model, without selection weights
     * @param training the training rows
     * @param protectFile whether to learn so little of single rows that the weights hardly tell who was learnt
     * @param allowance the time limit and cancellation
     */
    public static RakingModel refine(
            final GANModel model, final Table training, final boolean protectFile, final Allowance allowance) {
        final RowBins bins = RowBinsFitter.fitWithFeatures(
                training,
                c -> isLearnt(model.encoder().encodings().get(c)),
                model.encoder().distances());
        if (bins.columns().isEmpty()) {
            return RakingModel.none();
        }
        final Table rows = ModelAssembler.head(
                training, (int) Math.min(MAX_REAL, MAX_CELLS / bins.columns().size()));
        final byte[][] real = bins.codes(rows);
        final RakingModel raking = refine(model, bins, real, protectFile, allowance);
        // The ends of ranges are values of single rows.
        return raking.keepsAll() || model.settings().protection().protectExtremes() || protectFile
                ? raking
                : raking.withRanges(
                        real, c -> rows.numbers(bins.columns().get(c).column()));
    }

    private static RakingModel refine(
            final GANModel model,
            final RowBins bins,
            final byte[][] real,
            final boolean protectFile,
            final Allowance allowance) {
        final long seed = StreamSeed.REFINEMENT.of(model.settings().seed());
        final int poolRows = poolRows(real[0].length, bins.columns().size());
        final CandidateDraws candidates = new CandidateDraws(model, bins);
        try (WorkerPool workers = WorkerPool.ofTraining(model.settings().effectiveThreads())) {
            final BoostedTrees trees = classifier(
                    bins,
                    protectFile ? TreeShape.CAUTIOUS : TreeShape.CLASSIFIER,
                    real,
                    candidates,
                    workers,
                    seed,
                    allowance);
            final Allowance drawing = allowance.share(RAKING_DRAWS_SHARE);
            final byte[][] raking =
                    candidates.draw(poolRows, StreamSeed.RAKED_ROWS.of(seed), workers, drawing.cancellation());
            final int drawn = raking[0].length;
            if (drawn < MIN_RAKED) {
                allowance
                        .leftOut()
                        .accept(
                                drawing.time().isOver()
                                        ? ("Records are not selected by weight, so pairs of columns are less "
                                                        + "accurate: in the time left, %,d rows were drawn, and at "
                                                        + "least %,d are needed. Give the training more time")
                                                .formatted(drawn, MIN_RAKED)
                                        : ("Records are not selected by weight: only %,d drawn rows keep the "
                                                        + "rules of the table, and at least %,d are needed. Check "
                                                        + "the rules")
                                                .formatted(drawn, MIN_RAKED));
                return RakingModel.none();
            }
            if (drawn < poolRows && drawing.time().isOver()) {
                allowance
                        .leftOut()
                        .accept(("The selection weights were learnt from %,d of %,d generated rows, since the time "
                                        + "was over")
                                .formatted(drawn, poolRows));
            }
            final long pairs = PairScreen.pairs(bins.columns().size());
            final long examined = PairScreen.lookedAt(bins.columns().size(), real[0].length, drawn);
            if (examined < pairs) {
                allowance
                        .leftOut()
                        .accept(("There are %,d pairs of columns; only %,d of them were examined for the selection of "
                                        + "rows. Leave out columns that are not needed, so that all pairs are examined")
                                .formatted(pairs, examined));
            }
            final RakingModel refinement =
                    RakingFitter.fit(bins, trees, real, raking, !protectFile, workers, allowance.cancellation());
            if (allowance.time().isOver()) {
                allowance.leftOut().accept("The time was over before the selection weights converged");
            }
            return refinement;
        }
    }

    private static BoostedTrees classifier(
            final RowBins bins,
            final TreeShape shape,
            final byte[][] real,
            final CandidateDraws candidates,
            final WorkerPool workers,
            final long seed,
            final Allowance allowance) {
        final int poolRows = poolRows(real[0].length, bins.columns().size());
        final byte[][] generated = candidates.draw(
                poolRows,
                StreamSeed.TREE_ROWS.of(seed),
                workers,
                allowance.share(CLASSIFIER_DRAWS_SHARE).cancellation());
        final Allowance fitting = allowance.share(CLASSIFIER_SHARE);
        final BoostedTrees trees = BoostedTreesTrainer.fit(
                shape, bins, real, generated, workers, StreamSeed.TREES.of(seed), fitting.cancellation());
        if (fitting.time().isOver()) {
            allowance
                    .leftOut()
                    .accept(("The classifier for the selection of rows has %,d trees only, trained on %,d of %,d "
                                    + "generated rows, since the time was over")
                            .formatted(trees.roots().length, generated[0].length, poolRows));
        }
        return trees;
    }

    /** The number of generated rows in each of the two pools, for the classifier and for raking. */
    static int poolRows(final int realRows, final int columns) {
        return (int) Math.min(MAX_CELLS / columns, Math.clamp((long) ROWS_PER_REAL * realRows, MIN_POOL, MAX_POOL));
    }

    /** Whether a column is drawn by the generator, and not computed or made from other values. */
    static boolean isLearnt(final Encoding encoding) {
        return !encoding.isGenerated();
    }
}
