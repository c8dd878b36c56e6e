// SPDX-License-Identifier: Apache-2.0
package io.nifigan.trees;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * The binning of one column. Bin 0 holds missing values. The other bins of a number lie between edges; those of a text
 * are its more frequent values and, last, all other values. Bins are fine, for single columns and for trees; groups of
 * neighbouring bins are coarse, for contingency tables of two columns.
 *
 * @param column the index of the table's column
 * @param edges for a numeric column, at most {@value #MAX_BINS} - 2 ascending edges; null for others
 * @param values for other columns, the texts with bins of their own; null for numeric ones
 * @param groups {@code [bins]}: the group of each bin, from 0 without gaps
 * @param feature the computed feature that is binned, whose first column is {@code column}; null for the column's own
 *     values
 */
public record ColumnBins(int column, double[] edges, List<String> values, int[] groups, ComputedFeature feature) {
    /** The most bins of a column, which fit into a byte. */
    public static final int MAX_BINS = 256;

    public ColumnBins {
        if (column < 0 || (edges == null) == (values == null)) {
            throw new IllegalArgumentException("Bins need a column and either edges or values");
        }
        if (feature != null && (edges == null || feature.columns()[0] != column)) {
            throw new IllegalArgumentException("The bins of a part of a moment are not those of its column");
        }
        values = values == null ? null : List.copyOf(values);
        final int bins = 2 + (edges == null ? values.size() : edges.length);
        if (bins > MAX_BINS || groups.length != bins) {
            throw new IllegalArgumentException("%d bins with %d groups; there must be as many of each, at most %d"
                    .formatted(bins, groups.length, MAX_BINS));
        }
        for (int i = 0; edges != null && i < edges.length; i++) {
            if (!Double.isFinite(edges[i]) || i > 0 && edges[i] <= edges[i - 1]) {
                throw new IllegalArgumentException(
                        "Edge %d of a column's bins is not finite or not rising".formatted(i));
            }
        }
        final boolean[] used = new boolean[bins];
        for (final int group : groups) {
            if (group < 0 || group >= bins) {
                throw new IllegalArgumentException("A bin has the group %d of at most %d".formatted(group, bins));
            }
            used[group] = true;
        }
        final int count = Arrays.stream(groups).max().orElse(0) + 1;
        for (int g = 0; g < count; g++) {
            if (!used[g]) {
                throw new IllegalArgumentException("No bin has the group %d".formatted(g));
            }
        }
    }

    /** Bins of a column's own values. */
    public ColumnBins(final int column, final double[] edges, final List<String> values, final int[] groups) {
        this(column, edges, values, groups, null);
    }

    /** Bins of numbers, each with a group of its own. */
    public static ColumnBins ofNumbers(final int column, final double[] edges) {
        return new ColumnBins(
                column, edges, null, IntStream.range(0, edges.length + 2).toArray());
    }

    /** Bins of texts, each with a group of its own. */
    public static ColumnBins ofTexts(final int column, final List<String> values) {
        return new ColumnBins(
                column, null, values, IntStream.range(0, values.size() + 2).toArray());
    }

    /** These bins for the numbers of a feature. */
    ColumnBins of(final ComputedFeature computed) {
        return new ColumnBins(computed.columns()[0], edges, values, groups, computed);
    }

    /** Whether the numbers are computed and not those of the column. */
    public boolean isComputed() {
        return feature != null;
    }

    /** The number of bins. */
    public int bins() {
        return groups.length;
    }

    /** The number of groups. */
    public int groupCount() {
        int max = 0;
        for (final int group : groups) {
            max = Math.max(max, group);
        }
        return max + 1;
    }

    /** Whether rows have the same bins by others, whatever their groups. */
    public boolean binsAs(final ColumnBins other) {
        return this == other
                || column == other.column
                        && Arrays.equals(edges, other.edges)
                        && Objects.equals(values, other.values)
                        && Objects.equals(feature, other.feature);
    }

    /** Whether the bins have no order. */
    public boolean categorical() {
        return values != null;
    }

    /** The bin of a number, by binary search. */
    public int binOf(final double value) {
        if (Double.isNaN(value)) {
            return 0;
        }
        int low = 0;
        int high = edges.length;
        while (low < high) {
            final int middle = (low + high) >>> 1;
            if (edges[middle] <= value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low + 1;
    }
}
