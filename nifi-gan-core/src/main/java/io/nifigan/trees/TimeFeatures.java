// SPDX-License-Identifier: Apache-2.0
package io.nifigan.trees;

import io.nifigan.table.ColumnKind;
import io.nifigan.table.Table;
import io.nifigan.trees.ComputedFeature.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * Finds what a table's moments tell beside their order: the hour of timestamps, the weekday, and the day on one scale
 * where three columns hold its year, month and day.
 */
final class TimeFeatures {
    /** The most columns of moments to look at. */
    private static final int MAX_MOMENTS = 4;

    private final Table table;
    private final List<ColumnBins> plain;
    private final List<ColumnBins> found = new ArrayList<>();
    private final List<byte[]> codes = new ArrayList<>();

    private TimeFeatures(final Table table, final List<ColumnBins> plain) {
        this.table = table;
        this.plain = plain;
    }

    /**
     * The bins of the features.
     *
     * @param table training rows
     * @param plain the bins of the columns themselves
     */
    static List<ColumnBins> of(final Table table, final List<ColumnBins> plain) {
        final TimeFeatures features = new TimeFeatures(table, plain);
        final List<int[]> moments = features.moments();
        moments.stream().limit(MAX_MOMENTS).forEach(features::add);
        return features.found;
    }

    private List<int[]> moments() {
        final List<int[]> moments = new ArrayList<>();
        for (final ColumnBins bins : plain) {
            final ColumnKind kind = table.column(bins.column()).kind();
            if (kind == ColumnKind.DATE || kind == ColumnKind.TIMESTAMP) {
                moments.add(new int[] {bins.column()});
            }
        }
        final int[] parts = DateParts.of(table, plain);
        if (parts.length > 0) {
            moments.add(parts);
        }
        return moments;
    }

    private void add(final int[] moment) {
        if (moment.length > 1) {
            addScale(ComputedFeature.of(Kind.DATE, moment));
        } else if (table.column(moment[0]).kind() == ColumnKind.TIMESTAMP) {
            addDistinct(ComputedFeature.of(Kind.HOUR, moment));
        }
        addDistinct(ComputedFeature.of(Kind.WEEKDAY, moment));
    }

    private void addScale(final ComputedFeature feature) {
        final ColumnBins bins = RowBinsFitter.numbers(feature.values(table), feature.columns()[0]);
        if (bins != null) {
            found.add(bins.of(feature));
        }
    }

    /** Adds a feature unless a column has it already. */
    private void addDistinct(final ComputedFeature feature) {
        final ColumnBins bins = distinct(feature);
        if (bins != null && !isKnown(bins)) {
            found.add(bins);
        }
    }

    /** Bins of single values; null where there is only one, or where there are too many. */
    private ColumnBins distinct(final ComputedFeature feature) {
        final TreeSet<Double> values = new TreeSet<>();
        for (final double value : feature.values(table)) {
            if (!Double.isNaN(value)) {
                values.add(value);
            }
            if (values.size() > ColumnBins.MAX_BINS - 2) {
                return null;
            }
        }
        if (values.size() < 2) {
            return null;
        }
        final double[] edges = new double[values.size() - 1];
        int i = 0;
        double last = Double.NaN;
        for (final double value : values) {
            if (i > 0) {
                edges[i - 1] = (last + value) / 2;
            }
            last = value;
            i++;
        }
        return ColumnBins.ofNumbers(feature.columns()[0], edges).of(feature);
    }

    /** Whether a column tells the same: each of its bins has one of the feature's, and the other way round. */
    private boolean isKnown(final ColumnBins feature) {
        if (codes.isEmpty()) {
            final RowBins all = new RowBins(plain);
            codes.addAll(Arrays.asList(all.codes(table)));
        }
        final byte[] own = new RowBins(List.of(feature)).codes(table)[0];
        final int distinct = count(own, null);
        for (final byte[] other : codes) {
            if (count(other, null) == distinct && count(own, other) == distinct) {
                return true;
            }
        }
        return false;
    }

    private static int count(final byte[] first, final byte[] second) {
        final boolean[] seen = new boolean[ColumnBins.MAX_BINS * ColumnBins.MAX_BINS];
        int count = 0;
        for (int r = 0; r < first.length; r++) {
            final int pair = (first[r] & 0xFF) * ColumnBins.MAX_BINS + (second == null ? 0 : second[r] & 0xFF);
            count += seen[pair] ? 0 : 1;
            seen[pair] = true;
        }
        return count;
    }
}
