// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import java.util.Arrays;

/** A sampler of the values in a category's groups, by their shares within a group. */
final class RareValues {
    private final int[][] values;
    private final double[][] sums;

    RareValues(final CategoryEncoding category) {
        final int groups = category.groupCount();
        final int[] sizes = new int[groups];
        for (final int group : category.groups()) {
            sizes[group]++;
        }
        values = new int[groups][];
        sums = new double[groups][];
        Arrays.setAll(values, g -> new int[sizes[g]]);
        Arrays.setAll(sums, g -> new double[sizes[g]]);
        final int[] filled = new int[groups];
        for (int i = 0; i < category.groups().length; i++) {
            final int group = category.groups()[i];
            final int at = filled[group]++;
            values[group][at] = category.learnt() + i;
            sums[group][at] = category.shares()[category.learnt() + i] + (at > 0 ? sums[group][at - 1] : 0);
        }
    }

    /**
     * Draws a value of a group.
     *
     * @param uniform a uniform number in [0, 1)
     */
    int draw(final int group, final double uniform) {
        final double[] upTo = sums[group];
        final int found = Arrays.binarySearch(upTo, uniform * upTo[upTo.length - 1]);
        return values[group][Math.min(found >= 0 ? found + 1 : -found - 1, upTo.length - 1)];
    }
}
