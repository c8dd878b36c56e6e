// SPDX-License-Identifier: Apache-2.0
package io.nifigan.train;

import io.nifigan.common.RandomStream;

/** Gives every row once before any comes again, in an order that is new each time (Fisher and Yates). */
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

    /** How many rows there are. */
    int rows() {
        return order.length;
    }

    /** Fills a batch with the rows that come next. */
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

    /** A copy of where it stands. */
    State state() {
        final long[] saved = new long[RandomStream.STATE];
        random.save(saved, 0);
        return new State(order.clone(), next, saved);
    }

    /** Goes back to a state of as many rows. */
    void restore(final State state) {
        System.arraycopy(state.order(), 0, order, 0, order.length);
        next = state.next();
        random.restore(state.noise(), 0);
    }

    /**
     * Where a shuffle stands.
     *
     * @param order the rows, a permutation
     * @param next which of them comes next
     * @param noise where its noise stands
     */
    record State(int[] order, int next, long[] noise) {
        State {
            final boolean[] seen = new boolean[order.length];
            for (final int row : order) {
                if (row < 0 || row >= order.length || seen[row]) {
                    throw new IllegalArgumentException("The order of rows is no permutation at row %d".formatted(row));
                }
                seen[row] = true;
            }
            if (next < 0 || next >= order.length || noise.length != RandomStream.STATE) {
                throw new IllegalArgumentException(
                        "The next of %d rows cannot be number %d".formatted(order.length, next));
            }
        }
    }
}
