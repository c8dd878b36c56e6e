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
import io.nifigan.train.GANTrainer;
import io.nifigan.trees.BoostedTrees;
import io.nifigan.trees.BoostedTreesTrainer;
import io.nifigan.trees.RowBins;
import io.nifigan.trees.RowBinsFitter;

/** Learns to choose among a model's rows: bins, a judge on one pool of generated rows, tables to rake to on another. */
public final class Refiner {
    private static final int ROWS_PER_REAL = 8;
    private static final int MIN_POOL = 10_000;
    private static final int MAX_POOL = 150_000;
    private static final long MAX_CELLS = 60_000_000;
    private static final int MAX_REAL = 200_000;
    private static final int MIN_RAKED = 1_000;
    /** Shares of the time that is left, each from where the one before ended; what is not used goes to those after. */
    private static final double OF_JUDGED_DRAWN = .25;

    private static final double OF_JUDGED = .5;
    private static final double OF_RAKING_DRAWN = .5;

    private Refiner() {}

    /**
     * Learns to choose among a model's rows. Where the time is too short for all, it is learnt from fewer rows, and
     * what was left out is said.
     *
     * @param model calibrated, not yet refined
     * @param training the training rows
     * @param allowance what it may take
     */
    public static RakingModel refine(final GANModel model, final Table training, final Allowance allowance) {
        final RowBins bins = RowBinsFitter.fit(
                training, c -> isLearnt(model.encoder().encodings().get(c)));
        if (bins.columns().isEmpty()) {
            return RakingModel.none();
        }
        final Table rows = ModelAssembler.head(
                training, (int) Math.min(MAX_REAL, MAX_CELLS / bins.columns().size()));
        final byte[][] real = bins.codes(rows);
        final RakingModel raking = refine(model, bins, real, allowance);
        // The ends of groups are single rows' values.
        return raking.keepsAll() || model.settings().protection().protectExtremes()
                ? raking
                : raking.withRanges(
                        real, c -> rows.numbers(bins.columns().get(c).column()));
    }

    private static RakingModel refine(
            final GANModel model, final RowBins bins, final byte[][] real, final Allowance allowance) {
        final long seed = StreamSeed.REFINEMENT.of(model.settings().seed());
        final int poolRows = poolRows(real[0].length, bins.columns().size());
        final CandidateDraws candidates = new CandidateDraws(model, bins);
        try (WorkerPool workers = WorkerPool.ofTraining(model.settings().effectiveThreads())) {
            final BoostedTrees trees = judge(bins, real, candidates, workers, seed, allowance);
            final Allowance drawing = allowance.share(OF_RAKING_DRAWN);
            final byte[][] raking =
                    candidates.draw(poolRows, StreamSeed.RAKED_ROWS.of(seed), workers, drawing.cancellation());
            final int drawn = raking[0].length;
            if (drawn < MIN_RAKED) {
                allowance
                        .leftOut()
                        .accept(
                                drawing.time().isOver()
                                        ? ("Records are not chosen, so that pairs of columns are met less well: "
                                                        + "there was only "
                                                        + "time "
                                                        + "to draw %,d of at least %,d rows to learn choosing "
                                                        + "from. Give the training more time")
                                                .formatted(drawn, MIN_RAKED)
                                        : ("Records are not chosen: only %,d drawn rows kept the rules of the "
                                                        + "table, and at "
                                                        + "least %,d are needed to learn choosing from")
                                                .formatted(drawn, MIN_RAKED));
                return RakingModel.none();
            }
            if (drawn < poolRows && drawing.time().isOver()) {
                allowance
                        .leftOut()
                        .accept("There was time to learn choosing from %,d of %,d drawn rows only"
                                .formatted(drawn, poolRows));
            }
            final long pairs = PairScreen.pairs(bins.columns().size());
            final long lookedAt = PairScreen.lookedAt(bins.columns().size(), real[0].length, drawn);
            if (lookedAt < pairs) {
                allowance
                        .leftOut()
                        .accept(("There are %,d pairs of columns; %,d of them were looked at to find those by which "
                                        + "rows are chosen. Leave out "
                                        + "columns that are not needed to have all looked at")
                                .formatted(pairs, lookedAt));
            }
            final RakingModel refinement =
                    RakingFitter.fit(bins, trees, real, raking, workers, allowance.cancellation());
            if (allowance.time().isOver()) {
                allowance.leftOut().accept("The time was over before the weights by which rows are chosen had settled");
            }
            return refinement;
        }
    }

    private static BoostedTrees judge(
            final RowBins bins,
            final byte[][] real,
            final CandidateDraws candidates,
            final WorkerPool workers,
            final long seed,
            final Allowance allowance) {
        final int poolRows = poolRows(real[0].length, bins.columns().size());
        final byte[][] generated = candidates.draw(
                poolRows,
                StreamSeed.JUDGED_ROWS.of(seed),
                workers,
                allowance.share(OF_JUDGED_DRAWN).cancellation());
        final Allowance fitting = allowance.share(OF_JUDGED);
        final BoostedTrees trees = BoostedTreesTrainer.fit(
                bins, real, generated, workers, StreamSeed.TREES.of(seed), fitting.cancellation());
        if (fitting.time().isOver()) {
            allowance
                    .leftOut()
                    .accept(("There was time for %,d trees of the judge by which rows are chosen, on %,d of %,d "
                                    + "drawn rows")
                            .formatted(trees.roots().length, generated[0].length, poolRows));
        }
        return trees;
    }

    /** How many generated rows choosing is learnt from, twice: once by the judge and once by raking. */
    static int poolRows(final int realRows, final int columns) {
        return (int) Math.min(MAX_CELLS / columns, Math.clamp((long) ROWS_PER_REAL * realRows, MIN_POOL, MAX_POOL));
    }

    static boolean isLearnt(final Encoding encoding) {
        return !encoding.mustBeMade();
    }
}
