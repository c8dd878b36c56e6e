// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * A queue of rows that were split since they weigh more than one row can, one entry for each row that is to be drawn
 * near one of them. Not thread-safe.
 */
final class SplitRows {
    /** The most numbers in the queue: 16 MB. Rows beyond are not drawn. */
    private static final int MAX_FLOATS = 1 << 22;
    /**
     * The most rows drawn for an entry. About one in four weighs enough. Chosen on the tables of
     * docs/research/sampling.md.
     */
    private static final int MAX_DRAWS = 8;

    private final int latentSize;
    private final int rawSize;
    private final Deque<Origin> waiting = new ArrayDeque<>();

    /**
     * @param latentSize the dimensions of a latent
     * @param rawSize the generator's outputs for a row
     */
    SplitRows(final int latentSize, final int rawSize) {
        this.latentSize = latentSize;
        this.rawSize = rawSize;
    }

    /**
     * A row that was split.
     *
     * @param latent its latent
     * @param gumbel its Gumbel noise
     * @param weight the logarithm of its weight
     * @param draws the most rows still to be drawn near it for this entry
     */
    record Origin(float[] latent, float[] gumbel, float weight, int draws) {}

    /**
     * Adds a row that was split.
     *
     * @param row its index among the rows drawn
     * @param others the number of rows to be drawn near it
     */
    void add(final Lineage lineage, final int row, final float weight, final int others) {
        final Origin origin = new Origin(
                Arrays.copyOfRange(lineage.latents(), row * latentSize, (row + 1) * latentSize),
                Arrays.copyOfRange(lineage.gumbel(), row * rawSize, (row + 1) * rawSize),
                weight,
                MAX_DRAWS);
        for (int i = 0; i < others; i++) {
            add(origin);
        }
    }

    /** Adds an origin again, since the row drawn near it weighs too little. */
    void addAgain(final Origin origin) {
        if (origin.draws > 1) {
            add(new Origin(origin.latent, origin.gumbel, origin.weight, origin.draws - 1));
        }
    }

    private void add(final Origin origin) {
        if ((long) waiting.size() * (latentSize + rawSize) < MAX_FLOATS) {
            waiting.add(origin);
        }
    }

    /**
     * Takes the first entries out of the queue.
     *
     * @param latents {@code [.., latentSize]}, written
     * @param gumbel {@code [.., rawSize]}, written
     * @param origins {@code [max or more]}, written
     * @return the number of entries
     */
    int take(final int max, final float[] latents, final float[] gumbel, final Origin[] origins) {
        final int count = Math.min(max, waiting.size());
        for (int i = 0; i < count; i++) {
            origins[i] = waiting.remove();
            System.arraycopy(origins[i].latent, 0, latents, i * latentSize, latentSize);
            System.arraycopy(origins[i].gumbel, 0, gumbel, i * rawSize, rawSize);
        }
        return count;
    }
}
