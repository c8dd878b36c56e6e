// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

import io.nifigan.common.RandomStream;

/**
 * An endless sequence of batches of row indices: every row comes once before any comes again, in a new random order
 * each time (Fisher-Yates shuffle).
 */
public final class Shuffle {
    private final int[] order;
    private final RandomStream random;
    private int next;

    public Shuffle(final int rows, final RandomStream random) {
        this.order = new int[rows];
        this.random = random;
        for (int i = 0; i < rows; i++) {
            order[i] = i;
        }
    }

    /** The number of rows. */
    int rows() {
        return order.length;
    }

    /** Fills a batch with the next row indices. */
    public void next(final int[] batch) {
        for (int i = 0; i < batch.length; i++) {
            final int pick = next + random.nextInt(order.length - next);
            final int row = order[pick];
            order[pick] = order[next];
            order[next] = row;
            batch[i] = row;
            next = (next + 1) % order.length;
        }
    }

    /** A copy of the shuffle's state. */
    State state() {
        final long[] saved = new long[RandomStream.STATE];
        random.save(saved, 0);
        return new State(order.clone(), next, saved);
    }

    /** Restores a state with the same number of rows. */
    void restore(final State state) {
        System.arraycopy(state.order(), 0, order, 0, order.length);
        next = state.next();
        random.restore(state.random(), 0);
    }

    /**
     * The state of a shuffle.
     *
     * @param order a permutation of the row indices
     * @param next the index in the order of the next row
     * @param random the state of its random stream
     */
    record State(int[] order, int next, long[] random) {
        State {
            final boolean[] seen = new boolean[order.length];
            for (final int row : order) {
                if (row < 0 || row >= order.length || seen[row]) {
                    throw new IllegalArgumentException(
                            "The order of rows is not a permutation: row %d is repeated or does not exist"
                                    .formatted(row));
                }
                seen[row] = true;
            }
            if (next < 0 || next >= order.length || random.length != RandomStream.STATE) {
                throw new IllegalArgumentException(
                        "The next of %d rows cannot be at index %d".formatted(order.length, next));
            }
        }
    }
}
