// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

/**
 * The place of one column, or of one part of it, in the generator's raw output and in a row of the discriminator's
 * input. In both, a block begins with its one-hot members (one for each category), if it has any. In the raw output a
 * continuous number follows where the column has one. In the row a position on the number line follows where the column
 * is numeric: the continuous number, or the position of the chosen atom.
 *
 * @param column the index of the column
 * @param part the index of the part, for a column that is encoded in several parts; else 0
 * @param rawOffset the offset in the raw output
 * @param rowOffset the offset in a row
 * @param members the number of one-hot members, 0 for none
 * @param others the member that means "take the continuous number", -1 for none; without members the continuous number
 *     is always taken
 * @param continuous whether the raw output has a continuous number
 * @param positioned whether a row has a position
 * @param positions the position of each member, 0 for members without one
 */
public record Block(
        int column,
        int part,
        int rawOffset,
        int rowOffset,
        int members,
        int others,
        boolean continuous,
        boolean positioned,
        float[] positions) {
    /** A block without a place in a layout yet; the parameters are those of the record. */
    public static Block of(
            final int members,
            final int others,
            final boolean continuous,
            final boolean positioned,
            final float[] positions) {
        return new Block(-1, 0, 0, 0, members, others, continuous, positioned, positions);
    }

    Block at(final int ofColumn, final int ofPart, final int raw, final int row) {
        return new Block(ofColumn, ofPart, raw, row, members, others, continuous, positioned, positions);
    }

    int rawSize() {
        return members + (continuous ? 1 : 0);
    }

    int rowSize() {
        return members + (positioned ? 1 : 0);
    }
}
