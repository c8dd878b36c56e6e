// SPDX-License-Identifier: Apache-2.0
package io.nifigan.privacy;

/**
 * How the cells of every column are put together into fewer: the coarser the cells of a table, the less its noise
 * matters. Level 0 are the cells themselves, 1 groups of them, 2 groups of those.
 *
 * @param maps for each level and column the group of each cell of level 0
 */
record Grouping(int[][][] maps) {
    static final int LEVELS = 3;

    /** Groups of a column at a level. */
    int size(final int level, final int column) {
        int max = 0;
        for (final int group : maps[level][column]) {
            max = Math.max(max, group);
        }
        return max + 1;
    }

    /** Group of level 2 by group of level 1. */
    int[] coarsening(final int column) {
        final int[] coarser = new int[size(1, column)];
        for (int i = 0; i < maps[1][column].length; i++) {
            coarser[maps[1][column][i]] = maps[2][column][i];
        }
        return coarser;
    }

    /** The size of the table of a question. */
    int cells(final MarginalQuery query) {
        long cells = 1;
        for (int i = 0; i < query.columns().length; i++) {
            cells *= size(query.levels()[i], query.columns()[i]);
        }
        return Math.toIntExact(Math.min(Integer.MAX_VALUE, cells));
    }
}
