// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample;

import io.nifigan.calibrate.RawDraws;
import io.nifigan.common.StreamSeed;
import io.nifigan.common.WorkerPool;
import io.nifigan.model.GANModel;
import io.nifigan.select.RakingModel;
import io.nifigan.select.RejectionSampler;
import io.nifigan.select.RowCells;
import io.nifigan.table.Table;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Generated rows and the choice among them, made by several streams side by side and handed out in a fixed order, so
 * that the number of threads does not matter. While the calling thread chooses among some rows, the others make the
 * next.
 */
final class CandidatePipeline implements AutoCloseable {
    private static final int STREAMS = SampleSettings.MAX_THREADS;

    /**
     * Some rows.
     *
     * @param drawn all that were drawn
     * @param lawful those of them that keep the rules
     * @param cells where these lie, null where nothing is chosen
     * @param judged the judge's logits of these with the logarithms of their weights, null where the selection asks the
     *     judge
     */
    record Piece(Table drawn, Table lawful, RowCells cells, float[] judged) {
        /** @param selection null where every row is kept */
        Choice choose(final RejectionSampler selection) {
            return new Choice(
                    drawn,
                    lawful,
                    selection == null ? null : judged == null ? selection.keep(cells) : selection.keep(cells, judged));
        }
    }

    /**
     * Some rows and which of them are kept.
     *
     * @param drawn all that were drawn
     * @param lawful those of them that keep the rules
     * @param kept the indices of those of these that are kept, rising; null for all
     */
    record Choice(Table drawn, Table lawful, int[] kept) {}

    private final RejectionSampler selection;
    /** Null where the selection asks the judge, and where there is none. */
    private final RakingModel judging;

    private final RowDecoder decoder;
    private final Rules rules;
    private final int chunk;
    private final RawDraws[] draws = new RawDraws[STREAMS];
    private final float[][] raw;
    private final float[][] gumbel;
    private final Piece[] ahead = new Piece[STREAMS];
    private final Choice[] choices = new Choice[STREAMS];
    private final WorkerPool workers;
    private boolean isAhead;
    private boolean goesOn;
    private int next = STREAMS;

    /**
     * @param decoder which all streams share: it keeps nothing from row to row
     * @param selection which rows are kept, null where all are
     * @param chunk how many rows a stream draws at a time
     */
    CandidatePipeline(
            final GANModel model,
            final SampleSettings settings,
            final RowDecoder decoder,
            final Rules rules,
            final RejectionSampler selection,
            final int chunk) {
        this.selection = selection;
        this.judging = selection == null || selection.judge() ? null : model.raking();
        this.decoder = decoder;
        this.rules = rules;
        this.chunk = chunk;
        final int size = chunk * model.encoder().layout().rawSize();
        this.raw = new float[STREAMS][size];
        this.gumbel = new float[STREAMS][size];
        for (int s = 0; s < STREAMS; s++) {
            draws[s] = new RawDraws(
                    model.generatorShape(),
                    model.generatorParameters(),
                    model.settings().prior(),
                    StreamSeed.DRAWS.of(settings.seed(), s),
                    settings.temperature());
        }
        this.workers = settings.workers();
    }

    Choice next() {
        if (next == STREAMS) {
            if (!isAhead) {
                final AtomicInteger stream = new AtomicInteger();
                workers.run(member -> draw(stream));
            }
            choose();
            next = 0;
        }
        return choices[next++];
    }

    /**
     * Chooses among the rows at hand; in the meantime the next are made, unless these are the first: few rows may be
     * all that is wanted.
     */
    private void choose() {
        final Piece[] pieces = ahead.clone();
        isAhead = goesOn && selection != null;
        goesOn = true;
        if (!isAhead) {
            choose(pieces);
            return;
        }
        final AtomicInteger stream = new AtomicInteger();
        workers.run(member -> {
            if (member == 0) {
                choose(pieces);
            }
            draw(stream);
        });
    }

    private void choose(final Piece[] pieces) {
        for (int s = 0; s < STREAMS; s++) {
            choices[s] = pieces[s].choose(selection);
        }
    }

    /** @param stream the next one that no thread has taken on */
    private void draw(final AtomicInteger stream) {
        for (int s = stream.getAndIncrement(); s < STREAMS; s = stream.getAndIncrement()) {
            draws[s].draw(0, chunk, raw[s], gumbel[s]);
            ahead[s] =
                    piece(decoder.decode(chunk, raw[s], gumbel[s], draws[s].random()), null, rules, selection, judging);
        }
    }

    /**
     * What choosing among some rows needs.
     *
     * @param logWeights {@code [rows]}: of how many rows each stands for, the logarithm; null where it is one
     * @param judging its judge is asked of all rows; null where the selection asks it
     */
    static Piece piece(
            final Table drawn,
            final double[] logWeights,
            final Rules rules,
            final RejectionSampler selection,
            final RakingModel judging) {
        final int[] keeping = rules.isEmpty() ? null : rules.keeping(drawn);
        final Table lawful = keeping == null ? drawn : drawn.select(keeping);
        if (selection == null) {
            return new Piece(drawn, lawful, null, null);
        }
        final byte[][] codes = selection.bins().codes(lawful);
        final RowCells cells = selection.finder().find(codes, lawful.rows());
        if (judging == null) {
            return new Piece(drawn, lawful, cells, null);
        }
        final float[] judged = judging.trees().logits(codes, lawful.rows());
        for (int r = 0; r < judged.length && logWeights != null; r++) {
            judged[r] += (float) logWeights[keeping == null ? r : keeping[r]];
        }
        return new Piece(drawn, lawful, cells, judged);
    }

    @Override
    public void close() {
        workers.close();
        for (final RawDraws each : draws) {
            each.close();
        }
    }
}
