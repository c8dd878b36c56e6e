// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample;

import io.nifigan.model.GanModel;
import io.nifigan.network.Noise;
import io.nifigan.refine.RawDraws;
import io.nifigan.score.Scorer;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Draws rows from a model, as many as are asked for, in memory that does not grow with their number. Not for several threads at once;
 * to be closed after use.
 */
public final class Sampler implements AutoCloseable {
    /** Rows are always drawn by so many, fewer of a very wide model, so that the same rows come whatever the sizes of the calls. */
    private static final int MOST_CHUNK = 1_024;
    private static final int LEAST_CHUNK = 64;
    private static final int CHUNK_FLOATS = 4 << 20;
    /** After so many rows without one that is kept, or with fewer than one in a thousand, it is given up. */
    private static final int PATIENCE = 50 * MOST_CHUNK;

    private final double minRealism;
    private final RawDraws draws;
    private final RowDecoder decoder;
    private final Scorer scorer;
    private final Rules rules;
    private final Extremes extremes;
    private final Identifiers identifiers;
    private final int chunk;
    private final float[] raw;
    private final float[] gumbel;
    private Table pending;
    private int taken;
    private long drawn;
    private long kept;

    /**
     * @param model      the model
     * @param seed       the same seed gives the same rows
     * @param minRealism rows whose probability of being real (see {@link Scorer}) is lower are drawn anew, 0 keeps all; at least 0 and below 1
     */
    public Sampler(final GanModel model, final long seed, final double minRealism) {
        if (!(minRealism >= 0 && minRealism < 1)) {
            throw new IllegalArgumentException("minRealism is " + minRealism + "; it must be at least 0 and below 1");
        }
        this.minRealism = minRealism;
        this.draws = new RawDraws(model.generatorShape(), model.generatorParameters(), model.settings().prior(), Noise.stream(seed, 0));
        this.decoder = new RowDecoder(model.encoder(), model.calibration());
        this.scorer = minRealism > 0 ? new Scorer(model) : null;
        this.rules = new Rules(model.encoder());
        this.extremes = new Extremes(model.encoder(), rules, (long) model.provenance().rows() - model.provenance().heldOut());
        this.identifiers = new Identifiers(model.encoder(), Noise.stream(seed, 1));
        this.chunk = Math.clamp(CHUNK_FLOATS / model.encoder().layout().rawSize(), LEAST_CHUNK, MOST_CHUNK);
        this.raw = new float[chunk * model.encoder().layout().rawSize()];
        this.gumbel = new float[raw.length];
    }

    /**
     * The next rows. The same rows come whatever the sizes of the calls.
     *
     * @throws SamplingException where hardly any row is as real as asked, or keeps the table's rules
     */
    public Table next(final int rows) throws SamplingException {
        final List<Table> parts = new ArrayList<>();
        int missing = rows;
        while (missing > 0 || parts.isEmpty()) {
            if (pending == null || taken == pending.rows()) {
                pending = chunk();
                taken = 0;
            }
            final int count = Math.min(missing, pending.rows() - taken);
            parts.add(count == pending.rows() ? pending : pending.select(range(taken, count)));
            taken += count;
            missing -= count;
        }
        return Table.concatenate(parts);
    }

    private static int[] range(final int from, final int count) {
        final int[] indices = new int[count];
        Arrays.setAll(indices, i -> from + i);
        return indices;
    }

    /** Some rows, at least one, that keep the rules and are real enough. */
    private Table chunk() throws SamplingException {
        while (true) {
            draws.draw(0, chunk, raw, gumbel);
            final Table table = decoder.decode(chunk, raw, gumbel, draws.noise());
            final int[] good = good(table);
            drawn += chunk;
            kept += good.length;
            if (good.length > 0) {
                final Table rows = good.length == chunk ? table : table.select(good);
                if (scorer == null) {
                    extremes.place(rows);
                }
                return identifiers.add(rows);
            }
            if (drawn > PATIENCE && kept < drawn / 1_000) {
                throw new SamplingException(minRealism > 0
                        ? "Only %d of %d rows drawn were at least %s real. Lower the minimum realism: half of good rows are below .5".formatted(kept,
                        drawn, minRealism)
                        : "Only %d of %d rows drawn kept the rules of the table; most broke '%s'. Train anew, for longer, or forbid rules that hold by chance"
                        .formatted(kept, drawn, rules.mostBroken(table)));
            }
        }
    }

    private int[] good(final Table table) {
        final int[] good = rules.keeping(table);
        if (scorer == null) {
            return good;
        }
        final double[] realism = scorer.score(table).probability();
        return Arrays.stream(good).filter(r -> realism[r] >= minRealism).toArray();
    }

    @Override
    public void close() {
        draws.close();
        if (scorer != null) {
            scorer.close();
        }
    }
}
