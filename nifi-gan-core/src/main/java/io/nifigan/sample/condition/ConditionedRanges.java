// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample.condition;

import io.nifigan.select.GroupRange;
import io.nifigan.select.RakingModel;
import io.nifigan.table.Table;
import java.util.Arrays;
import java.util.List;

/**
 * How far each number reached in the rows learnt that meet conditions, as far as that is known. Rows beyond are not
 * what was asked for.
 */
public final class ConditionedRanges {
    /** Groups of which less meets a condition do not tell how far its rows reach. */
    private static final double PART = .25;

    private final int[] columns;
    private final double[] min;
    private final double[] max;

    private ConditionedRanges(final int[] columns, final double[] min, final double[] max) {
        this.columns = columns;
        this.min = min;
        this.max = max;
    }

    /** Rows that meet several conditions reached no farther than those that meet one of them. */
    public static ConditionedRanges of(final RakingModel raking, final List<ConditionedGroups> conditions) {
        final int count = raking.bins().columns().size();
        final double[] min = new double[count];
        final double[] max = new double[count];
        Arrays.fill(min, Double.NEGATIVE_INFINITY);
        Arrays.fill(max, Double.POSITIVE_INFINITY);
        for (final ConditionedGroups groups : conditions) {
            for (final GroupRange range : raking.ranges()) {
                if (range.given() == groups.column()) {
                    min[range.column()] = Math.max(min[range.column()], end(range, groups, false, PART));
                    max[range.column()] = Math.min(max[range.column()], end(range, groups, true, PART));
                }
            }
        }
        return new ConditionedRanges(
                raking.bins().columns().stream().mapToInt(bins -> bins.column()).toArray(), min, max);
    }

    /**
     * The end of a number in those groups of which more than a part meets a condition; NaN where there is no such
     * group.
     */
    public static double end(
            final GroupRange range, final ConditionedGroups groups, final boolean upper, final double part) {
        int level = -1;
        for (int g = 0; g < groups.met().length; g++) {
            if (groups.met()[g] > part * (groups.met()[g] + groups.unmet()[g])) {
                final int here = upper ? range.max()[g] : range.min()[g];
                level = level < 0 ? here : upper ? Math.max(level, here) : Math.min(level, here);
            }
        }
        return level < 0 ? Double.NaN : range.valueAt(level);
    }

    /** Whether a row lies within. */
    public boolean isWithin(final Table table, final int row) {
        for (int i = 0; i < columns.length; i++) {
            final double[] values = table.numbers(columns[i]);
            if (values != null && (values[row] < min[i] || values[row] > max[i])) {
                return false;
            }
        }
        return true;
    }
}
