// SPDX-License-Identifier: Apache-2.0
package io.nifigan.formula;

/**
 * Points in time that are those of a column, shifted by a fixed span and rounded down: the seconds, the local time or
 * the day of a timestamp. All in microseconds.
 *
 * @param root the index of the column
 * @param shift what is added before rounding
 * @param grid what is rounded to, 1 or more
 */
public record Moment(int root, long shift, long grid) {
    /** The moment of a column's own values on their grid. */
    public static Moment of(final int column, final long grid) {
        return new Moment(column, 0, grid);
    }

    /** This moment, shifted and rounded again; null where it is not a single shift and rounding of the root. */
    public Moment shifted(final long by, final long onto) {
        // Rounding a second time adds nothing where the second grid is the coarser one and both shifts fit the first.
        return by % grid == 0 && onto % grid == 0 ? new Moment(root, shift + by, onto) : null;
    }

    /** Whether no point in time of this is after that of the other in the same row, whatever the root's is. */
    public boolean isNeverAfter(final Moment other) {
        // Rounding takes away less than the grid.
        return root == other.root
                && shift <= other.shift
                && (grid % other.grid == 0 || other.shift - shift >= other.grid);
    }
}
