// SPDX-License-Identifier: Apache-2.0
package io.nifigan.privacy;

import java.util.Arrays;

/**
 * The grouping of a column's cells by their noisy counts: into as many groups as the noise allows, with about the same
 * number of records each.
 */
final class CellGroups {
    /** The count, in standard deviations of the noise, below which a cell counts as rare. */
    private static final double RARE_DEVIATIONS = 3;

    private CellGroups() {}

    /** The group of each cell. */
    static int[] of(final Cells cells, final double[] counts, final double deviation, final int max) {
        final int[] groups = new int[counts.length];
        final int values = cells.values();
        final int count = cells.edges() == null
                ? categories(counts, values, deviation, groups)
                : numbers(counts, values, deviation, max, groups);
        if (cells.mayMiss()) {
            // If values are hardly ever missing, the missing ones have no group of their own.
            groups[values] = counts[values] < RARE_DEVIATIONS * deviation ? 0 : count;
        }
        return groups;
    }

    private static int categories(final double[] counts, final int values, final double deviation, final int[] groups) {
        int rare = 0;
        for (int i = 0; i < values; i++) {
            rare += counts[i] < RARE_DEVIATIONS * deviation ? 1 : 0;
        }
        final boolean joins = rare > 1 && values > 2;
        int next = 0;
        for (int i = 0; i < values; i++) {
            if (!joins || counts[i] >= RARE_DEVIATIONS * deviation) {
                groups[i] = next++;
            }
        }
        for (int i = 0; i < values; i++) {
            if (joins && counts[i] < RARE_DEVIATIONS * deviation) {
                groups[i] = next;
            }
        }
        return joins ? next + 1 : next;
    }

    private static int numbers(
            final double[] counts, final int values, final double deviation, final int max, final int[] groups) {
        double left = 0;
        for (int i = 0; i < values; i++) {
            left += Math.max(0, counts[i]);
        }
        final double share = left / max;
        final double min = Math.max(RARE_DEVIATIONS * deviation, share / 3);
        int group = 0;
        double held = 0;
        for (int i = 0; i < values; i++) {
            final double count = Math.max(0, counts[i]);
            // A frequent value keeps a group of its own.
            if (held >= min && count >= share && i > 0) {
                left -= held;
                held = 0;
                group++;
            }
            groups[i] = group;
            held += count;
            if (held >= Math.max(min, Math.min(share, left / Math.max(1, max - group)))) {
                left -= held;
                held = 0;
                group++;
            }
        }
        if (group > 0 && held > 0 && held < min) {
            final int last = group;
            for (int i = 0; i < values; i++) {
                groups[i] = groups[i] == last ? last - 1 : groups[i];
            }
        }
        int used = 0;
        for (int i = 0; i < values; i++) {
            used = Math.max(used, groups[i]);
        }
        return used + 1;
    }

    /** Coarser groups: neighbouring groups of a number, or the rarest of a category, are merged. */
    static int[] coarser(final Cells cells, final int[] groups, final double[] counts, final int max) {
        final int size = Arrays.stream(groups).max().orElse(0) + 1;
        if (size <= max) {
            return groups;
        }
        final double[] sums = new double[size];
        for (int i = 0; i < groups.length; i++) {
            sums[groups[i]] += Math.max(0, counts[i]);
        }
        final boolean missing = cells.mayMiss()
                && groups[cells.values()] == size - 1
                && cells.values() > 0
                && size > 1
                && Arrays.stream(groups, 0, cells.values()).noneMatch(group -> group == size - 1);
        final int[] map = new int[size];
        if (cells.edges() == null) {
            final Integer[] order = new Integer[size];
            Arrays.setAll(order, i -> i);
            Arrays.sort(order, (a, b) -> Double.compare(sums[b], sums[a]));
            for (int i = 0; i < size; i++) {
                map[order[i]] = Math.min(i, max - 1);
            }
        } else {
            double left = 0;
            for (int i = 0; i < (missing ? size - 1 : size); i++) {
                left += sums[i];
            }
            int group = 0;
            double held = 0;
            for (int i = 0; i < (missing ? size - 1 : size); i++) {
                map[i] = group;
                held += sums[i];
                if (held >= .9 * left / Math.max(1, max - group) && group < max - 1) {
                    left -= held;
                    held = 0;
                    group++;
                }
            }
            if (missing) {
                map[size - 1] = map[Math.max(0, size - 2)] + 1;
            }
        }
        // Empty groups get no number.
        final int[] numbers = new int[size];
        Arrays.fill(numbers, -1);
        int next = 0;
        for (final int group : Arrays.stream(map).sorted().toArray()) {
            if (numbers[Math.min(group, size - 1)] < 0) {
                numbers[Math.min(group, size - 1)] = next++;
            }
        }
        return Arrays.stream(groups)
                .map(group -> numbers[Math.min(map[group], size - 1)])
                .toArray();
    }
}
