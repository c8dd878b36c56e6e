// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample;

import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the rows of a batch were made from, so that others can be drawn near them.
 *
 * @param latents {@code [rows drawn, latent size]}; overwritten by the next draw but one
 * @param gumbel {@code [rows drawn, layout.rawSize()]}: Gumbel noise; overwritten likewise
 * @param origins {@code [rows drawn]}: the row that was split near which a row was drawn; null for the others
 * @param drawn {@code [rows]}: the index of each row among those drawn
 */
record Lineage(float[] latents, float[] gumbel, SplitRows.Origin[] origins, int[] drawn) {
    /** The lineage of some rows. */
    Lineage select(final int[] rows) {
        final int[] selected = new int[rows.length];
        for (int i = 0; i < selected.length; i++) {
            selected[i] = drawn[rows[i]];
        }
        return new Lineage(latents, gumbel, origins, selected);
    }

    /** The rows near which those were drawn that earlier filters left out. */
    List<SplitRows.Origin> originsOfOthers() {
        final BitSet left = new BitSet();
        for (final int row : drawn) {
            left.set(row);
        }
        return IntStream.range(0, origins.length)
                .filter(row -> origins[row] != null && !left.get(row))
                .mapToObj(row -> origins[row])
                .toList();
    }

    /** The row near which a row was drawn; null where it was drawn independently. */
    SplitRows.Origin origin(final int row) {
        return origins[drawn[row]];
    }

    /**
     * {@code [rows]}: the logarithm of the weight of the row near which each was drawn; NaN where it was drawn
     * independently.
     */
    float[] weights() {
        final float[] weights = new float[drawn.length];
        for (int r = 0; r < weights.length; r++) {
            weights[r] = origin(r) == null ? Float.NaN : origin(r).weight();
        }
        return weights;
    }
}
