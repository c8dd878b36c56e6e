// SPDX-License-Identifier: Apache-2.0
package io.nifigan.common;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** How much a column depends on the group that its row is in, such as the hour of a reading. */
public final class GroupEffect {
    /** The most texts of a column. */
    private static final int MAX_VALUES = 50;

    private GroupEffect() {}

    /**
     * The effect on numbers.
     *
     * @param values {@code [rows or more]}: the numbers, NaN where missing
     * @param ofRow {@code [rows]}: the group of each row, 0 to {@code parts} - 1; negative for rows to leave out
     * @param parts the number of groups
     * @param evidence minimum departure from chance, in standard errors
     * @return the share of the ranks' variance that lies between the groups, beyond what chance makes; 0 where it may
     *     be chance
     */
    public static double ofNumbers(final double[] values, final int[] ofRow, final int parts, final double evidence) {
        final int[] order = IntStream.range(0, ofRow.length)
                .filter(r -> ofRow[r] >= 0 && !Double.isNaN(values[r]))
                .boxed()
                .sorted(Comparator.comparingDouble(r -> values[r]))
                .mapToInt(Integer::intValue)
                .toArray();
        final double[] sums = new double[parts];
        final double[] counts = new double[parts];
        final double mean = (order.length - 1) / 2.;
        double squares = 0;
        int begin = 0;
        while (begin < order.length) {
            int end = begin + 1;
            while (end < order.length && values[order[end]] == values[order[begin]]) {
                end++;
            }
            final double rank = (begin + end - 1) / 2. - mean;
            for (int i = begin; i < end; i++) {
                sums[ofRow[order[i]]] += rank;
                counts[ofRow[order[i]]]++;
                squares += rank * rank;
            }
            begin = end;
        }
        double between = 0;
        int used = 0;
        for (int p = 0; p < parts; p++) {
            between += counts[p] > 0 ? sums[p] * sums[p] / counts[p] : 0;
            used += counts[p] > 0 ? 1 : 0;
        }
        return squares == 0 ? 0 : significant(between / squares, order.length, used - 1, evidence);
    }

    /**
     * The effect on texts; the parameters are those of {@link #ofNumbers}.
     *
     * @param codes {@code [rows or more]}: the numbers of the texts, -1 where missing
     * @return the mean square contingency beyond what chance makes; 0 where it may be chance, or of too many texts
     */
    public static double ofTexts(final int[] codes, final int[] ofRow, final int parts, final double evidence) {
        final int values = Arrays.stream(codes, 0, ofRow.length).max().orElse(-1) + 2;
        if (values > MAX_VALUES) {
            return 0;
        }
        final double[][] counts = new double[parts][values];
        final double[] ofPart = new double[parts];
        final double[] ofValue = new double[values];
        double all = 0;
        for (int r = 0; r < ofRow.length; r++) {
            if (ofRow[r] >= 0) {
                counts[ofRow[r]][codes[r] + 1]++;
                ofPart[ofRow[r]]++;
                ofValue[codes[r] + 1]++;
                all++;
            }
        }
        double chi = 0;
        for (int p = 0; p < parts; p++) {
            for (int v = 0; v < values; v++) {
                final double expected = ofPart[p] * ofValue[v] / all;
                chi += expected > 0 ? (counts[p][v] - expected) * (counts[p][v] - expected) / Math.max(expected, 1) : 0;
            }
        }
        final long usedParts = Arrays.stream(ofPart).filter(count -> count > 0).count();
        final long usedValues =
                Arrays.stream(ofValue).filter(count -> count > 0).count();
        return significant(chi / all, all, (usedParts - 1) * (usedValues - 1), evidence);
    }

    /** The effect beyond what chance makes; 0 where it may be chance. {@code rows * effect} is about chi-square. */
    private static double significant(
            final double effect, final double rows, final double free, final double evidence) {
        if (free < 1 || rows <= free) {
            return 0;
        }
        final double errors = standardErrors(effect * rows, free);
        return errors < evidence ? 0 : effect - free / rows;
    }

    /** The distance of chi-square from its mean in standard errors (Wilson and Hilferty 1931). */
    public static double standardErrors(final double chi, final double free) {
        return (Math.cbrt(chi / free) - 1 + 2 / (9 * free)) / Math.sqrt(2 / (9 * free));
    }
}
