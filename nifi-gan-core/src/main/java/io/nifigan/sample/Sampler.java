// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample;

import io.nifigan.model.GanModel;
import io.nifigan.table.Table;

/** Draws rows from a model, as many as are asked for, in memory that does not grow with their number. Not for several threads at once. */
public final class Sampler {
    /**
     * @param model      the model
     * @param seed       the same seed gives the same rows
     * @param minRealism rows whose probability of being real (see {@link io.nifigan.score.Scorer}) is lower are drawn anew, 0 keeps all;
     *                   at least 0 and below 1
     */
    public Sampler(final GanModel model, final long seed, final double minRealism) {
        throw new UnsupportedOperationException("stub");
    }

    /**
     * The next rows. The same rows come whatever the sizes of the calls.
     *
     * @throws SamplingException where hardly any row is as real as asked, or keeps the table's rules
     */
    public Table next(final int rows) throws SamplingException {
        throw new UnsupportedOperationException("stub");
    }
}
