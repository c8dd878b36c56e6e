// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample;

import io.nifigan.calibrate.RawDraws;
import java.util.stream.IntStream;

/**
 * Draws raw output of rows without conditions, a fixed number at a time. The first rows of a batch are drawn near rows
 * that were split, as long as any wait for that.
 */
final class StreamDraws implements RawSource {
    /** At most this part of a batch is drawn near split rows, so that there are others to choose from. */
    private static final int MAX_PART = 2;

    private final RawDraws draws;
    private final int chunk;
    private final float[] raw;
    /** {@code [2]}: one is filled while rows of the other may still be split. */
    private final float[][] gumbel;
    /** {@code [2]}: likewise. */
    private final float[][] latents;
    /** Null where no rows are split. */
    private final SplitRows split;

    private SplitRows.Origin[] origins;
    private int near;
    private int turn;

    /**
     * @param draws closed with this
     * @param chunk the number of rows in a batch
     * @param latentSize the dimensions of a latent
     * @param rawSize the generator's outputs for a row
     * @param split shared by all streams; null where no rows are split
     */
    StreamDraws(final RawDraws draws, final int chunk, final int latentSize, final int rawSize, final SplitRows split) {
        this.draws = draws;
        this.chunk = chunk;
        this.raw = new float[chunk * rawSize];
        this.split = split;
        final int copies = split == null ? 1 : 2;
        this.gumbel = new float[copies][raw.length];
        this.latents = new float[copies][split == null ? 0 : chunk * latentSize];
    }

    @Override
    public void prepare() {
        if (split != null) {
            turn = 1 - turn;
            origins = new SplitRows.Origin[chunk];
            near = split.take(chunk / MAX_PART, latents[turn], gumbel[turn], origins);
        }
    }

    @Override
    public RowBatch draw() {
        final RawRows rows = new RawRows(chunk, raw, gumbel[turn], draws.random());
        if (split == null) {
            draws.draw(0, chunk, raw, gumbel[turn]);
            return RowBatch.of(rows, null, chunk);
        }
        draws.drawNear(near, raw, gumbel[turn], latents[turn]);
        draws.draw(near, chunk - near, raw, gumbel[turn], latents[turn]);
        return RowBatch.of(
                rows,
                new Lineage(
                        latents[turn],
                        gumbel[turn],
                        origins,
                        IntStream.range(0, chunk).toArray()));
    }

    @Override
    public void close() {
        draws.close();
    }
}
