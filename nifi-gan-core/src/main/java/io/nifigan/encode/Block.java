// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

/**
 * Where one column, or one part of it, lies in a generator's raw output and in a row as the discriminator sees it. In both, a block begins with its one-hot
 * members, if it has any. In the raw output a continuous number follows where the column has one; in the row a position on the
 * number line follows where the column is numeric: the continuous number, or the chosen atom's own position.
 *
 * @param column       the table's column
 * @param part         which part of a column that is learnt in several, else 0
 * @param rawOffset    where it begins in the raw output
 * @param rowOffset    where it begins in a row
 * @param members      one-hot members, 0 for none
 * @param others       the member that hands over to the continuous number, -1 for none; where there are no members it is always handed over
 * @param continuous   whether the raw output holds a continuous number
 * @param positioned   whether a row holds a position
 * @param positions    the position of each member, 0 for those that have none
 */
public record Block(int column, int part, int rawOffset, int rowOffset, int members, int others, boolean continuous, boolean positioned,
                    float[] positions) {
    int rawSize() {
        return members + (continuous ? 1 : 0);
    }

    int rowSize() {
        return members + (positioned ? 1 : 0);
    }
}
