// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

import io.nifigan.network.Noise;

/** Gives every row once before any comes again, in an order that is new each time (Fisher and Yates). */
final class Shuffle {
    private final int[] order;
    private final Noise noise;
    private int next;

    Shuffle(final int rows, final Noise noise) {
        this.order = new int[rows];
        this.noise = noise;
        for (int i = 0; i < rows; i++) {
            order[i] = i;
        }
    }

    void next(final int[] batch) {
        for (int i = 0; i < batch.length; i++) {
            final int pick = next + noise.nextInt(order.length - next);
            final int row = order[pick];
            order[pick] = order[next];
            order[next] = row;
            batch[i] = row;
            next = (next + 1) % order.length;
        }
    }
}
