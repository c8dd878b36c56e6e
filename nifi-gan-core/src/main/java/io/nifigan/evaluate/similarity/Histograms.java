// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.similarity;

import io.nifigan.evaluate.result.Distribution;
import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** A builder of histograms of a column's real and synthetic values. */
final class Histograms {
    private static final int BARS = 24;
    /**
     * Share of real rows beyond the inner edges on either side, so that a few outliers do not push all other values
     * into one bar.
     */
    private static final double BEYOND = .005;
    /** Categories with fewer real rows share one bar, so that no bar reveals single rows. */
    private static final int MIN = 5;
    /** The largest inner edge, so that no difference of edges overflows. */
    private static final double MAX_EDGE = 1e307;

    private Histograms() {}

    /** The histogram, null if no real row has a value. */
    static Distribution of(final Table real, final Table synthetic, final int column) {
        return real.column(column).kind().isNumeric()
                ? numbers(real, synthetic, column)
                : categories(real, synthetic, column);
    }

    private static Distribution numbers(final Table real, final Table synthetic, final int column) {
        final double[] sorted = real.sortedNumbers(column);
        if (sorted.length == 0) {
            return null;
        }
        final double[] edges = edges(real.column(column), sorted);
        final List<Double> bounds = new ArrayList<>();
        final List<String> labels = new ArrayList<>();
        for (final double edge : edges) {
            bounds.add(edge);
            labels.add(Texts.number(real.column(column), edge));
        }
        return new Distribution(
                labels, bounds, shares(real.numbers(column), edges), shares(synthetic.numbers(column), edges), false);
    }

    /**
     * Edges of bars of equal width that span all but the outlying real values; a width is a multiple of the column's
     * step, if it has one.
     */
    private static double[] edges(final Column column, final double[] sorted) {
        final int beyond = (int) Math.max(BEYOND * sorted.length, Math.min(MIN, (sorted.length - 1) / 2));
        final double step = column.step() > 0
                ? column.step()
                : column.kind() == ColumnKind.INTEGER || column.kind() == ColumnKind.DATE ? 1 : 0;
        final double low = Math.max(sorted[beyond], -MAX_EDGE) - step / 2;
        final double high = Math.min(sorted[sorted.length - 1 - beyond], MAX_EDGE) + step / 2;
        if (high <= low) {
            final double around = Math.max(.5, Math.abs(low) * 1e-6);
            return new double[] {low - around, high + around};
        }
        double width = (high - low) / BARS;
        if (step > 0) {
            width = step * Math.max(1, Math.ceil(width / step - 1e-9));
        }
        final int bars = (int) Math.clamp(Math.ceil((high - low) / width - 1e-6), 1, Distribution.MAX_BARS);
        final double[] edges = new double[bars + 1];
        for (int i = 0; i < edges.length; i++) {
            edges[i] = low + i * width;
        }
        return edges;
    }

    private static List<Double> shares(final double[] values, final double[] edges) {
        final int bars = edges.length - 1;
        final int[] counts = new int[bars];
        for (final double value : values) {
            if (!Double.isNaN(value)) {
                counts[(int) Math.clamp(Math.floor((value - edges[0]) / (edges[1] - edges[0])), 0, bars - 1)]++;
            }
        }
        return IntStream.of(counts)
                .mapToObj(count -> values.length == 0 ? 0. : (double) count / values.length)
                .toList();
    }

    private static Distribution categories(final Table real, final Table synthetic, final int column) {
        final int levels = real.dictionary(column).size();
        final int[] inReal = counts(real, column, levels);
        final int[] inSynthetic = counts(synthetic, column, levels);
        final int[] shown = IntStream.range(0, levels)
                .filter(i -> inReal[i] >= MIN)
                .boxed()
                .sorted(Comparator.<Integer>comparingInt(i -> -inReal[i]).thenComparing(real.dictionary(column)::get))
                .limit(Distribution.MAX_BARS - 1L)
                .mapToInt(Integer::intValue)
                .toArray();
        final List<String> labels = new ArrayList<>();
        final List<Double> realShares = new ArrayList<>();
        final List<Double> syntheticShares = new ArrayList<>();
        long realRest = IntStream.of(inReal).sum();
        long syntheticRest = IntStream.of(inSynthetic).sum();
        if (realRest == 0) {
            return null;
        }
        for (final int level : shown) {
            labels.add(Texts.brief(real.dictionary(column).get(level)));
            realShares.add((double) inReal[level] / real.rows());
            syntheticShares.add((double) inSynthetic[level] / synthetic.rows());
            realRest -= inReal[level];
            syntheticRest -= inSynthetic[level];
        }
        final boolean rest = realRest > 0 || syntheticRest > 0;
        if (rest) {
            labels.add("all others");
            realShares.add((double) realRest / real.rows());
            syntheticShares.add((double) syntheticRest / synthetic.rows());
        }
        return new Distribution(labels, null, realShares, syntheticShares, rest);
    }

    private static int[] counts(final Table table, final int column, final int levels) {
        final int[] counts = new int[levels];
        for (final int code : table.codes(column)) {
            if (code >= 0) {
                counts[code]++;
            }
        }
        return counts;
    }
}
