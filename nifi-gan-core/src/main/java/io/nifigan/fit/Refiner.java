// SPDX-License-Identifier: Apache-2.0
package io.nifigan.fit;

import io.nifigan.encode.Encoding;
import io.nifigan.model.GanModel;
import io.nifigan.network.StreamSeed;
import io.nifigan.refine.RakingFitter;
import io.nifigan.refine.Refinement;
import io.nifigan.refine.RowBins;
import io.nifigan.refine.RowBinsFitter;
import io.nifigan.refine.TreeJudge;
import io.nifigan.refine.TreeJudgeFitter;
import io.nifigan.table.Table;
import io.nifigan.train.Crew;
import io.nifigan.train.Game;
import java.util.function.BooleanSupplier;

/** Learns to choose among a model's rows: bins, a judge on one pool of generated rows, tables to rake to on another. */
public final class Refiner {
    private static final int ROWS_PER_REAL = 8;
    private static final int FEWEST_POOL = 10_000;
    private static final int MOST_POOL = 150_000;
    private static final long MOST_CELLS = 60_000_000;
    private static final int MOST_REAL = 200_000;
    private static final int FEWEST_RAKED = 1_000;

    private Refiner() {
    }

    /**
     * @param model    calibrated, not yet refined
     * @param training the training rows
     * @param goesOn   asked by the calling thread between pieces of work; false ends it early with what was found
     */
    public static Refinement refine(final GanModel model, final Table training, final BooleanSupplier goesOn) {
        final RowBins bins = RowBinsFitter.fit(training, c -> isLearnt(model.encoder().encodings().get(c)));
        if (bins.columns().isEmpty()) {
            return Refinement.none();
        }
        final long seed = StreamSeed.REFINEMENT.of(model.settings().seed());
        final Table rows = Assembly.head(training, (int) Math.min(MOST_REAL, MOST_CELLS / bins.columns().size()));
        final byte[][] real = bins.codes(rows);
        final int poolRows = (int) Math.min(MOST_CELLS / bins.columns().size(), Math.clamp((long) ROWS_PER_REAL * real[0].length, FEWEST_POOL, MOST_POOL));
        final Pool pool = new Pool(model, bins);
        try (Crew crew = new Crew(Game.threads(model.settings()))) {
            final byte[][] judging = pool.draw(poolRows, StreamSeed.JUDGED_ROWS.of(seed), crew, goesOn);
            final TreeJudge judge = TreeJudgeFitter.fit(bins, real, judging, crew, StreamSeed.TREES.of(seed), goesOn);
            final byte[][] raking = pool.draw(poolRows, StreamSeed.RAKED_ROWS.of(seed), crew, goesOn);
            if (raking[0].length < FEWEST_RAKED) {
                return Refinement.none();
            }
            final Refinement refinement = RakingFitter.fit(bins, judge, real, raking, crew, StreamSeed.RAKING.of(seed), goesOn);
            // The ends of groups are single rows' values.
            return model.settings().protection().protectExtremes() ? refinement
                    : refinement.withRanges(real, c -> rows.numbers(bins.columns().get(c).column()));
        }
    }

    static boolean isLearnt(final Encoding encoding) {
        return !encoding.mustBeMade();
    }
}
