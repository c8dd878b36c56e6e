// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample;

import io.nifigan.calibrate.RawDraws;

/** Draws raw output of rows without conditions, a fixed number at a time. */
final class StreamDraws implements RawSource {
    private final RawDraws draws;
    private final int chunk;
    private final float[] raw;
    private final float[] gumbel;

    /**
     * @param draws closed with this
     * @param chunk the number of rows in a batch
     * @param rawSize the generator's outputs for a row
     */
    StreamDraws(final RawDraws draws, final int chunk, final int rawSize) {
        this.draws = draws;
        this.chunk = chunk;
        this.raw = new float[chunk * rawSize];
        this.gumbel = new float[raw.length];
    }

    @Override
    public RowBatch draw() {
        draws.draw(0, chunk, raw, gumbel);
        return RowBatch.of(new RawRows(chunk, raw, gumbel, draws.random()), null, chunk);
    }

    @Override
    public void close() {
        draws.close();
    }
}
