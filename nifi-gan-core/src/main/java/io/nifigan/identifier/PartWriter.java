// SPDX-License-Identifier: Apache-2.0
package io.nifigan.identifier;

import java.util.random.RandomGenerator;

/** Collects the text of one new cell. */
final class PartWriter {
    /** Once a cell has so many characters or parts, it gets no more elements and no more words. */
    private static final int MAX_LENGTH = 200_000;

    private static final int MAX_PARTS = 50_000;

    private final RandomGenerator random;
    private final long row;
    private final StringBuilder text = new StringBuilder();
    private int parts;

    /**
     * @param random the source of random numbers
     * @param row the index of the row from 0
     */
    PartWriter(final RandomGenerator random, final long row) {
        this.random = random;
        this.row = row;
    }

    RandomGenerator random() {
        return random;
    }

    long row() {
        return row;
    }

    StringBuilder text() {
        return text;
    }

    /** Counts a part that is going to be written. */
    void countPart() {
        parts++;
    }

    /** Whether the cell is as long as it may get; only what its structure needs is still written. */
    boolean isFull() {
        return text.length() > MAX_LENGTH || parts > MAX_PARTS;
    }
}
