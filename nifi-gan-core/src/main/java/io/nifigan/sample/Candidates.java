// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample;

import io.nifigan.model.GanModel;
import io.nifigan.network.Noise;
import io.nifigan.refine.RawDraws;
import io.nifigan.refine.Refinement;
import io.nifigan.table.Table;
import io.nifigan.train.Crew;

/**
 * Generated rows and what choosing among them needs, made by several streams side by side and handed out in a fixed order, so that the number of
 * threads does not matter.
 */
final class Candidates implements AutoCloseable {
    private static final int STREAMS = 4;
    private static final long FIRST_STREAM = 2_000;

    /**
     * Some rows.
     *
     * @param drawn  all that were drawn
     * @param lawful those of them that keep the rules
     * @param codes  the bins of these, null where nothing is chosen
     * @param judged the judge's logits of these with the logarithms of their weights, null where nothing is chosen
     */
    record Piece(Table drawn, Table lawful, byte[][] codes, float[] judged) {
    }

    private final Refinement refinement;
    private final RowDecoder decoder;
    private final Rules rules;
    private final int chunk;
    private final RawDraws[] draws = new RawDraws[STREAMS];
    private final float[][] raw;
    private final float[][] gumbel;
    private final Piece[] pieces = new Piece[STREAMS];
    private final Crew crew;
    private int next = STREAMS;

    /**
     * @param decoder    which all streams share: it keeps nothing from row to row
     * @param refinement by which rows are to be chosen, null where they are not
     * @param chunk      how many rows a stream draws at a time
     */
    Candidates(final GanModel model, final SampleSettings settings, final RowDecoder decoder, final Rules rules, final Refinement refinement,
               final int chunk) {
        this.refinement = refinement;
        this.decoder = decoder;
        this.rules = rules;
        this.chunk = chunk;
        final int size = chunk * model.encoder().layout().rawSize();
        this.raw = new float[STREAMS][size];
        this.gumbel = new float[STREAMS][size];
        for (int s = 0; s < STREAMS; s++) {
            draws[s] = new RawDraws(model.generatorShape(), model.generatorParameters(), model.settings().prior(),
                    Noise.stream(settings.seed(), FIRST_STREAM + s), settings.temperature());
        }
        this.crew = new Crew(Math.clamp(Runtime.getRuntime().availableProcessors(), 1, STREAMS));
    }

    Piece next() {
        if (next == STREAMS) {
            crew.run(member -> {
                for (int s = member; s < STREAMS; s += crew.size()) {
                    pieces[s] = piece(s);
                }
            });
            next = 0;
        }
        return pieces[next++];
    }

    private Piece piece(final int stream) {
        draws[stream].draw(0, chunk, raw[stream], gumbel[stream]);
        final Table drawn = decoder.decode(chunk, raw[stream], gumbel[stream], draws[stream].noise());
        return piece(drawn, null, rules, refinement);
    }

    /**
     * What choosing among some rows needs.
     *
     * @param logWeights {@code [rows]}: of how many rows each stands for, the logarithm; null where it is one
     */
    static Piece piece(final Table drawn, final double[] logWeights, final Rules rules, final Refinement refinement) {
        final int[] keeping = rules.isEmpty() ? null : rules.keeping(drawn);
        final Table lawful = keeping == null ? drawn : drawn.select(keeping);
        if (refinement == null) {
            return new Piece(drawn, lawful, null, null);
        }
        final byte[][] codes = refinement.bins().codes(lawful);
        final float[] judged = refinement.judge().logits(codes, lawful.rows());
        for (int r = 0; r < judged.length && logWeights != null; r++) {
            judged[r] += (float) logWeights[keeping == null ? r : keeping[r]];
        }
        return new Piece(drawn, lawful, codes, judged);
    }

    @Override
    public void close() {
        crew.close();
        for (final RawDraws each : draws) {
            each.close();
        }
    }
}
