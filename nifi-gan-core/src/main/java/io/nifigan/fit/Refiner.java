// SPDX-License-Identifier: Apache-2.0
package io.nifigan.fit;

import io.nifigan.encode.Encoding;
import io.nifigan.model.GanModel;
import io.nifigan.network.StreamSeed;
import io.nifigan.refine.PairScreen;
import io.nifigan.refine.RakingFitter;
import io.nifigan.refine.Refinement;
import io.nifigan.refine.RowBins;
import io.nifigan.refine.RowBinsFitter;
import io.nifigan.refine.TreeJudge;
import io.nifigan.refine.TreeJudgeFitter;
import io.nifigan.table.Table;
import io.nifigan.train.Crew;
import io.nifigan.train.Game;

/** Learns to choose among a model's rows: bins, a judge on one pool of generated rows, tables to rake to on another. */
public final class Refiner {
    private static final int ROWS_PER_REAL = 8;
    private static final int FEWEST_POOL = 10_000;
    private static final int MOST_POOL = 150_000;
    private static final long MOST_CELLS = 60_000_000;
    private static final int MOST_REAL = 200_000;
    private static final int FEWEST_RAKED = 1_000;
    /** Shares of the time that is left, each from where the one before ended; what is not used goes to those after. */
    private static final double OF_JUDGED_DRAWN = .25;
    private static final double OF_JUDGED = .5;
    private static final double OF_RAKING_DRAWN = .5;

    private Refiner() {
    }

    /**
     * Learns to choose among a model's rows. Where the time is too short for all, it is learnt from fewer rows, and what was left out is said.
     *
     * @param model     calibrated, not yet refined
     * @param training  the training rows
     * @param allowance what it may take
     */
    public static Refinement refine(final GanModel model, final Table training, final Allowance allowance) {
        final RowBins bins = RowBinsFitter.fit(training, c -> isLearnt(model.encoder().encodings().get(c)));
        if (bins.columns().isEmpty()) {
            return Refinement.none();
        }
        final Table rows = Assembly.head(training, (int) Math.min(MOST_REAL, MOST_CELLS / bins.columns().size()));
        final byte[][] real = bins.codes(rows);
        final Refinement refinement = refine(model, bins, real, allowance);
        // The ends of groups are single rows' values.
        return refinement.keepsAll() || model.settings().protection().protectExtremes() ? refinement
                : refinement.withRanges(real, c -> rows.numbers(bins.columns().get(c).column()));
    }

    private static Refinement refine(final GanModel model, final RowBins bins, final byte[][] real, final Allowance allowance) {
        final long seed = StreamSeed.REFINEMENT.of(model.settings().seed());
        final int poolRows = poolRows(real[0].length, bins.columns().size());
        final Pool pool = new Pool(model, bins);
        try (Crew crew = Crew.ofTraining(Game.threads(model.settings()))) {
            final TreeJudge judge = judge(bins, real, pool, crew, seed, allowance);
            final Allowance drawing = allowance.share(OF_RAKING_DRAWN);
            final byte[][] raking = pool.draw(poolRows, StreamSeed.RAKED_ROWS.of(seed), crew, drawing.cancellation());
            final int drawn = raking[0].length;
            if (drawn < FEWEST_RAKED) {
                allowance.leftOut().accept(drawing.time().isOver() ? ("Records are not chosen, so that pairs of columns are met less well: there was only time "
                        + "to draw %,d of at least %,d rows to learn choosing from. Give the training more time").formatted(drawn, FEWEST_RAKED)
                        : "Records are not chosen: only %,d drawn rows kept the rules of the table, and at least %,d are needed to learn choosing from"
                        .formatted(drawn, FEWEST_RAKED));
                return Refinement.none();
            }
            if (drawn < poolRows && drawing.time().isOver()) {
                allowance.leftOut().accept("There was time to learn choosing from %,d of %,d drawn rows only".formatted(drawn, poolRows));
            }
            final long pairs = PairScreen.pairs(bins.columns().size());
            final long lookedAt = PairScreen.lookedAt(bins.columns().size(), real[0].length, drawn);
            if (lookedAt < pairs) {
                allowance.leftOut().accept(("There are %,d pairs of columns; %,d of them were looked at to find those by which rows are chosen. Leave out "
                        + "columns that are not needed to have all looked at").formatted(pairs, lookedAt));
            }
            final Refinement refinement = RakingFitter.fit(bins, judge, real, raking, crew, allowance.cancellation());
            if (allowance.time().isOver()) {
                allowance.leftOut().accept("The time was over before the weights by which rows are chosen had settled");
            }
            return refinement;
        }
    }

    private static TreeJudge judge(final RowBins bins, final byte[][] real, final Pool pool, final Crew crew, final long seed, final Allowance allowance) {
        final int poolRows = poolRows(real[0].length, bins.columns().size());
        final byte[][] generated = pool.draw(poolRows, StreamSeed.JUDGED_ROWS.of(seed), crew, allowance.share(OF_JUDGED_DRAWN).cancellation());
        final Allowance fitting = allowance.share(OF_JUDGED);
        final TreeJudge judge = TreeJudgeFitter.fit(bins, real, generated, crew, StreamSeed.TREES.of(seed), fitting.cancellation());
        if (fitting.time().isOver()) {
            allowance.leftOut().accept("There was time for %,d trees of the judge by which rows are chosen, on %,d of %,d drawn rows"
                    .formatted(judge.roots().length, generated[0].length, poolRows));
        }
        return judge;
    }

    /** How many generated rows choosing is learnt from, twice: once by the judge and once by raking. */
    static int poolRows(final int realRows, final int columns) {
        return (int) Math.min(MOST_CELLS / columns, Math.clamp((long) ROWS_PER_REAL * realRows, FEWEST_POOL, MOST_POOL));
    }

    static boolean isLearnt(final Encoding encoding) {
        return !encoding.mustBeMade();
    }
}
