// SPDX-License-Identifier: Apache-2.0
package io.nifigan.privacy;

/**
 * The grouping of all columns' cells at three levels. Level 0 has the cells themselves, level 1 groups of cells, level
 * 2 groups of groups. The coarser a table, the less its noise matters.
 *
 * @param maps for each level and column, the group of each cell of level 0
 */
record Grouping(int[][][] maps) {
    static final int LEVELS = 3;

    /** The number of groups of a column at a level. */
    int size(final int level, final int column) {
        int max = 0;
        for (final int group : maps[level][column]) {
            max = Math.max(max, group);
        }
        return max + 1;
    }

    /** For each group of level 1 of a column, its group of level 2. */
    int[] coarsening(final int column) {
        final int[] coarser = new int[size(1, column)];
        for (int i = 0; i < maps[1][column].length; i++) {
            coarser[maps[1][column][i]] = maps[2][column][i];
        }
        return coarser;
    }

    /** The number of cells of a query's table. */
    int cells(final MarginalQuery query) {
        long cells = 1;
        for (int i = 0; i < query.columns().length; i++) {
            cells *= size(query.levels()[i], query.columns()[i]);
        }
        return Math.toIntExact(Math.min(Integer.MAX_VALUE, cells));
    }
}
