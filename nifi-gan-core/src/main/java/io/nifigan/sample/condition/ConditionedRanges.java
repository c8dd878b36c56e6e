// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample.condition;

import io.nifigan.select.GroupRange;
import io.nifigan.select.RakingModel;
import io.nifigan.table.Table;
import java.util.Arrays;
import java.util.List;

/** The ranges of numbers in the training rows that meet conditions, as far as they are known. */
public final class ConditionedRanges {
    /** The minimum part of a group that meets a condition for its range to count. */
    private static final double MIN_PART = .25;

    private final int[] columns;
    private final double[] min;
    private final double[] max;

    private ConditionedRanges(final int[] columns, final double[] min, final double[] max) {
        this.columns = columns;
        this.min = min;
        this.max = max;
    }

    /** The ranges under several conditions: those that all of them allow. */
    public static ConditionedRanges of(final RakingModel raking, final List<ConditionedGroups> conditions) {
        final int count = raking.bins().columns().size();
        final double[] min = new double[count];
        final double[] max = new double[count];
        Arrays.fill(min, Double.NEGATIVE_INFINITY);
        Arrays.fill(max, Double.POSITIVE_INFINITY);
        for (final ConditionedGroups groups : conditions) {
            for (final GroupRange range : raking.ranges()) {
                if (range.given() == groups.column()) {
                    min[range.column()] = Math.max(min[range.column()], end(range, groups, false, MIN_PART));
                    max[range.column()] = Math.min(max[range.column()], end(range, groups, true, MIN_PART));
                }
            }
        }
        return new ConditionedRanges(
                raking.bins().columns().stream().mapToInt(bins -> bins.column()).toArray(), min, max);
    }

    /**
     * The end of a number's range in the groups of which more than a part meets a condition; NaN if there is no such
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

    /** Whether all numbers of a row lie in their ranges. */
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
