// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample;

import io.nifigan.refine.GroupRange;
import io.nifigan.refine.Refinement;
import io.nifigan.table.Table;
import java.util.Arrays;
import java.util.List;

/** How far each number reached in the rows learnt that meet conditions, as far as that is known. Rows beyond are not what was asked for. */
final class ConditionedRanges {
    /** Groups of which less meets a condition do not tell how far its rows reach. */
    private static final double PART = .25;

    private final int[] columns;
    private final double[] least;
    private final double[] most;

    private ConditionedRanges(final int[] columns, final double[] least, final double[] most) {
        this.columns = columns;
        this.least = least;
        this.most = most;
    }

    /** Rows that meet several conditions reached no farther than those that meet one of them. */
    static ConditionedRanges of(final Refinement refinement, final List<ConditionedGroups> conditions) {
        final int count = refinement.bins().columns().size();
        final double[] least = new double[count];
        final double[] most = new double[count];
        Arrays.fill(least, Double.NEGATIVE_INFINITY);
        Arrays.fill(most, Double.POSITIVE_INFINITY);
        for (final ConditionedGroups groups : conditions) {
            for (final GroupRange range : refinement.ranges()) {
                if (range.given() == groups.column()) {
                    least[range.column()] = Math.max(least[range.column()], end(range, groups, false, PART));
                    most[range.column()] = Math.min(most[range.column()], end(range, groups, true, PART));
                }
            }
        }
        return new ConditionedRanges(refinement.bins().columns().stream().mapToInt(bins -> bins.column()).toArray(), least, most);
    }

    /** The end of a number in those groups of which more than a part meets a condition; NaN where there is no such group. */
    static double end(final GroupRange range, final ConditionedGroups groups, final boolean upper, final double part) {
        int level = -1;
        for (int g = 0; g < groups.met().length; g++) {
            if (groups.met()[g] > part * (groups.met()[g] + groups.unmet()[g])) {
                final int here = upper ? range.most()[g] : range.least()[g];
                level = level < 0 ? here : upper ? Math.max(level, here) : Math.min(level, here);
            }
        }
        return level < 0 ? Double.NaN : range.valueAt(level);
    }

    /** Whether a row lies within. */
    boolean isWithin(final Table table, final int row) {
        for (int i = 0; i < columns.length; i++) {
            final double[] values = table.numbers(columns[i]);
            if (values != null && (values[row] < least[i] || values[row] > most[i])) {
                return false;
            }
        }
        return true;
    }
}
