// SPDX-License-Identifier: Apache-2.0
package io.nifigan.fit;

import io.nifigan.encode.Encoding;
import io.nifigan.encode.IdentifierEncoding;
import io.nifigan.encode.JoinedEncoding;
import io.nifigan.model.GanModel;
import io.nifigan.network.Noise;
import io.nifigan.refine.RakingFitter;
import io.nifigan.refine.RealTables;
import io.nifigan.refine.Refinement;
import io.nifigan.refine.RowBins;
import io.nifigan.refine.RowBinsFitter;
import io.nifigan.refine.TreeJudge;
import io.nifigan.refine.TreeJudgeFitter;
import io.nifigan.sample.Sampler;
import io.nifigan.sample.SamplingException;
import io.nifigan.table.Table;
import io.nifigan.train.Crew;
import io.nifigan.train.Game;
import io.nifigan.train.TrainingException;
import java.util.function.BooleanSupplier;

/** Learns to choose among a model's rows: bins, a judge on one pool of generated rows, tables to rake to on another. */
public final class Refiner {
    private static final int ROWS_PER_REAL = 8;
    private static final int FEWEST_POOL = 10_000;
    private static final int MOST_POOL = 150_000;
    private static final long MOST_CELLS = 60_000_000;
    private static final int MOST_REAL = 200_000;
    private static final int FEWEST_RAKED = 1_000;
    private static final int BINNED_ROWS = 30_000;
    private static final long BINNED = 7_002;

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
        final long seed = Noise.stream(model.settings().seed(), 7);
        final Table rows = Assembly.head(training, (int) Math.min(MOST_REAL, MOST_CELLS / bins.columns().size()));
        final byte[][] real = bins.codes(rows);
        final int poolRows = (int) Math.min(MOST_CELLS / bins.columns().size(), Math.clamp((long) ROWS_PER_REAL * real[0].length, FEWEST_POOL, MOST_POOL));
        final Pool pool = new Pool(model, bins);
        try (Crew crew = new Crew(Game.threads(model.settings()))) {
            final byte[][] judging = pool.draw(poolRows, Noise.stream(seed, 0), crew, goesOn);
            final TreeJudge judge = TreeJudgeFitter.fit(bins, real, judging, crew, Noise.stream(seed, 1), goesOn);
            final byte[][] raking = pool.draw(poolRows, Noise.stream(seed, 2), crew, goesOn);
            if (raking[0].length < FEWEST_RAKED) {
                return Refinement.none();
            }
            final Refinement refinement = RakingFitter.fit(bins, judge, real, raking, goesOn);
            // The ends of groups are single rows' values.
            return model.settings().protection().protectExtremes() ? refinement
                    : refinement.withRanges(real, c -> rows.numbers(bins.columns().get(c).column()));
        }
    }

    /**
     * Bins fitted to rows that a model makes, whose single columns are those of its training rows: for where these are not all at hand.
     *
     * @param model calibrated, not yet refined
     * @throws TrainingException where the model gives no rows
     */
    public static RowBins bins(final GanModel model) throws TrainingException {
        try (Sampler sampler = new Sampler(model, Noise.stream(model.settings().seed(), BINNED), 0)) {
            return RowBinsFitter.fit(sampler.next(BINNED_ROWS), c -> isLearnt(model.encoder().encodings().get(c)));
        } catch (final SamplingException e) {
            throw new TrainingException("No rows can be drawn from what was learnt: " + e.getMessage());
        }
    }

    /**
     * As {@link #refine(GanModel, Table, BooleanSupplier)} where of most training rows only tables are known.
     *
     * @param model  calibrated, not yet refined
     * @param bins   at least one column
     * @param judged training rows for the judge, which should be like all of them; null for no judge
     * @param real   tables of all training rows
     * @param goesOn asked by the calling thread between pieces of work; false ends it early with what was found
     */
    public static Refinement refine(final GanModel model, final RowBins bins, final Table judged, final RealTables real, final BooleanSupplier goesOn) {
        final long seed = Noise.stream(model.settings().seed(), 7);
        final int poolRows = (int) Math.min(MOST_CELLS / bins.columns().size(), Math.clamp((long) ROWS_PER_REAL * real.rows(), FEWEST_POOL, MOST_POOL));
        final Pool pool = new Pool(model, bins);
        try (Crew crew = new Crew(Game.threads(model.settings()))) {
            final TreeJudge judge = judged == null ? TreeJudge.none(bins) : TreeJudgeFitter.fit(bins, bins.codes(judged),
                    pool.draw(poolRows, Noise.stream(seed, 0), crew, goesOn), crew, Noise.stream(seed, 1), goesOn);
            final byte[][] raking = pool.draw(poolRows, Noise.stream(seed, 2), crew, goesOn);
            return raking[0].length < FEWEST_RAKED ? Refinement.none() : RakingFitter.fit(bins, judge, real, raking, goesOn);
        }
    }

    static boolean isLearnt(final Encoding encoding) {
        return !(encoding instanceof IdentifierEncoding) && !(encoding instanceof JoinedEncoding);
    }
}
