// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.evaluate;

import io.nifigan.common.Cancellation;
import io.nifigan.common.RandomStream;
import io.nifigan.model.GANModel;
import io.nifigan.processors.flow.ProcessorStoppedException;
import io.nifigan.sample.Sampler;
import io.nifigan.sample.condition.SamplingException;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.List;

/** Generates rows to evaluate a model by. */
public final class SampledTable {
    /** The random stream of these rows. */
    private static final long STREAM = 9_001;

    private static final int PIECE = 1_024;

    private SampledTable() {}

    /**
     * Generates rows.
     *
     * @param cancellation asked between pieces
     * @throws ProcessorStoppedException if it was cancelled
     */
    public static Table of(final GANModel model, final int rows, final long seed, final Cancellation cancellation)
            throws SamplingException, ProcessorStoppedException {
        final List<Table> pieces = new ArrayList<>();
        try (Sampler sampler = new Sampler(model, RandomStream.stream(seed, STREAM), 0)) {
            for (int made = 0; made < rows; made += PIECE) {
                if (cancellation.isCancelled()) {
                    throw new ProcessorStoppedException();
                }
                pieces.add(sampler.next(Math.min(PIECE, rows - made)));
            }
        }
        return Table.concatenate(pieces);
    }
}
