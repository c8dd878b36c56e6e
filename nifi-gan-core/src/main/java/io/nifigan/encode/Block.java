// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

/**
 * Where one column, or one part of it, lies in a generator's raw output and in a row as the discriminator sees it. In
 * both, a block begins with its one-hot members, if it has any. In the raw output a continuous number follows where the
 * column has one; in the row a position on the number line follows where the column is numeric: the continuous number,
 * or the chosen atom's own position.
 *
 * @param column the table's column
 * @param part which part of a column that is learnt in several, else 0
 * @param rawOffset where it begins in the raw output
 * @param rowOffset where it begins in a row
 * @param members one-hot members, 0 for none
 * @param others the member that hands over to the continuous number, -1 for none; where there are no members it is
 *     always handed over
 * @param continuous whether the raw output holds a continuous number
 * @param positioned whether a row holds a position
 * @param positions the position of each member, 0 for those that have none
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
    /** A block that has no place yet; the parameters are those of the record. */
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
