// SPDX-License-Identifier: Apache-2.0
package io.nifigan.fit;

import io.nifigan.calibrate.RawDraws;
import io.nifigan.common.Cancellation;
import io.nifigan.common.RandomStream;
import io.nifigan.common.WorkerPool;
import io.nifigan.model.GANModel;
import io.nifigan.sample.Candidates;
import io.nifigan.sample.RowDecoder;
import io.nifigan.sample.Rules;
import io.nifigan.trees.RowBins;
import java.util.Arrays;

/**
 * Random draws of generated rows that keep the rules, as bins. Rows come from a fixed number of random streams that the
 * threads share, so the number of threads does not change them.
 */
final class CandidateDraws {
    private static final int STREAMS = 8;
    private static final int CHUNK = 512;
    /** The most rows drawn for each row wanted. */
    private static final int MAX_DRAWS_PER_ROW = 20;

    private final GANModel model;
    private final RowBins bins;
    private final RowDecoder decoder;
    private final Rules rules;

    CandidateDraws(final GANModel model, final RowBins bins) {
        this.model = model;
        this.bins = bins;
        this.decoder = new RowDecoder(model.encoder(), model.calibration(), bins);
        this.rules = new Rules(model.encoder());
    }

    /**
     * Draws rows.
     *
     * @param rows the number wanted; fewer are returned if rules are hardly ever kept, or if cancelled
     * @param cancellation checked by the calling thread between chunks
     * @return {@code [columns][rows]}: bins
     */
    byte[][] draw(final int rows, final long seed, final WorkerPool workers, final Cancellation cancellation) {
        final byte[][][] parts = new byte[STREAMS][][];
        final int each = (rows + STREAMS - 1) / STREAMS;
        final Cancellation shared = cancellation.shared();
        workers.run(member -> {
            for (int stream = member; stream < STREAMS; stream += workers.size()) {
                parts[stream] = stream(each, RandomStream.stream(seed, stream), shared);
            }
        });
        final byte[][] all = new byte[bins.columns().size()][];
        for (int c = 0; c < all.length; c++) {
            int length = 0;
            for (final byte[][] part : parts) {
                length += part[c].length;
            }
            all[c] = new byte[length];
            int at = 0;
            for (final byte[][] part : parts) {
                System.arraycopy(part[c], 0, all[c], at, part[c].length);
                at += part[c].length;
            }
        }
        return all;
    }

    private byte[][] stream(final int rows, final long seed, final Cancellation cancellation) {
        final int size = model.encoder().layout().rawSize();
        final float[] raw = new float[CHUNK * size];
        final float[] gumbel = new float[CHUNK * size];
        final byte[][] codes = new byte[bins.columns().size()][rows];
        int found = 0;
        try (RawDraws draws = new RawDraws(
                model.generatorShape(),
                model.generatorParameters(),
                model.settings().prior(),
                seed)) {
            for (long drawn = 0;
                    found < rows && drawn < (long) MAX_DRAWS_PER_ROW * rows && !cancellation.isCancelled();
                    drawn += CHUNK) {
                draws.draw(0, CHUNK, raw, gumbel);
                final Candidates candidates = decoder.candidates(CHUNK, raw, gumbel, draws.random());
                final Candidates kept =
                        rules.isEmpty() ? candidates : candidates.select(rules.keeping(candidates.table()));
                final byte[][] chunk = kept.codes(bins);
                final int count = Math.min(kept.table().rows(), rows - found);
                for (int c = 0; c < codes.length; c++) {
                    System.arraycopy(chunk[c], 0, codes[c], found, count);
                }
                found += count;
            }
        }
        for (int c = 0; c < codes.length; c++) {
            codes[c] = Arrays.copyOf(codes[c], found);
        }
        return codes;
    }
}
