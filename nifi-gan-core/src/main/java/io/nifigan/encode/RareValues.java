// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import java.util.Arrays;

/** Draws among the values of a category that have no member of their own, by their shares within a group. */
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

    /** One of a group's values, by a uniform number. */
    int draw(final int group, final double uniform) {
        final double[] upTo = sums[group];
        final int found = Arrays.binarySearch(upTo, uniform * upTo[upTo.length - 1]);
        return values[group][Math.min(found >= 0 ? found + 1 : -found - 1, upTo.length - 1)];
    }
}
