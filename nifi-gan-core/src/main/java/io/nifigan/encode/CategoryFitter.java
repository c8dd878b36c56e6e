// SPDX-License-Identifier: Apache-2.0
package io.nifigan.encode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Fits {@link CategoryEncoding}s. */
final class CategoryFitter {
    /**
     * Minimum share of rows for a value to get a member of its own, where there are too many values and the others can
     * be grouped.
     */
    private static final double MEMBER_SHARE = .01;

    private CategoryFitter() {}

    static CategoryEncoding fit(final ColumnSample column) {
        final Map<String, Integer> counts = new HashMap<>();
        for (int r = 0; r < column.rows().rows(); r++) {
            counts.merge(column.text(r), 1, Integer::sum);
        }
        counts.replaceAll(column::count);
        final List<String> values = new ArrayList<>(counts.keySet());
        values.sort(Comparator.<String>comparingInt(counts::get)
                .reversed()
                .thenComparing(Comparator.nullsFirst(Comparator.naturalOrder())));
        final double[] shares = new double[values.size()];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = (double) counts.get(values.get(i)) / column.count();
        }
        final int max = Math.min(
                values.size(),
                column.keepsRareValues() ? 4 * CategoryEncoding.MAX_LEARNT : CategoryEncoding.MAX_LEARNT);
        if (max < values.size() && !column.keepsRareValues()) {
            // Groups of rare values train better than members of few rows each.
            final int common = (int) Math.max(
                    1,
                    Arrays.stream(shares, 0, max)
                            .filter(share -> share >= MEMBER_SHARE)
                            .count());
            final CategoryEncoding grouped =
                    new CategoryEncoding(values, common, shares, groups(column, values, common));
            if (grouped.groupCount() > 1) {
                return grouped;
            }
        }
        return new CategoryEncoding(values, max, shares, groups(column, values, max));
    }

    private static int[] groups(final ColumnSample column, final List<String> values, final int max) {
        if (max == values.size()) {
            return new int[0];
        }
        final Map<String, Integer> index = new HashMap<>();
        for (int i = max; i < values.size(); i++) {
            index.put(values.get(i), i - max);
        }
        final int[] rest = new int[column.rows().rows()];
        Arrays.setAll(rest, r -> index.getOrDefault(column.text(r), -1));
        final Set<Integer> excluded = new HashSet<>(column.notForGrouping());
        excluded.add(column.index());
        return RareValueClusters.of(column.rows(), rest, values.size() - max, excluded);
    }
}
