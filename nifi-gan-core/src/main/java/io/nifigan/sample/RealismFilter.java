// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample;

import io.nifigan.score.Scorer;
import java.util.stream.IntStream;

/**
 * Keeps the rows whose probability of being real is high enough.
 *
 * @param scorer gives it; closed with the stage
 * @param min the minimum
 */
record RealismFilter(Scorer scorer, double min) implements Filter {
    @Override
    public int[] kept(final RowBatch batch) {
        final double[] realism = scorer.score(batch.table()).probability();
        return IntStream.range(0, realism.length).filter(r -> realism[r] >= min).toArray();
    }

    @Override
    public String description() {
        return "had a realism of %s or more".formatted(min);
    }

    @Override
    public String advice() {
        return "Lower the minimum realism, or train anew, for longer";
    }

    @Override
    public void close() {
        scorer.close();
    }
}
