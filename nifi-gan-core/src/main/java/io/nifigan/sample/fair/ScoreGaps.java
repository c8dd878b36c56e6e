// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample.fair;

import io.nifigan.common.KolmogorovSmirnov;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Differences between the scores of rows with a sensitive value and those of all other rows. */
final class ScoreGaps {
    /** The fewest rows with a value, and without it: of fewer, a distance is large by chance. */
    private static final int MIN_ROWS = 500;

    /** For each sensitive value that enough rows have, and that enough have not: which rows have it. */
    private final List<boolean[]> members = new ArrayList<>();

    private ScoreGaps() {}

    static ScoreGaps of(final SensitiveGroups groups, final int columns, final Table rows) {
        final ScoreGaps gaps = new ScoreGaps();
        for (int c = 0; c < columns; c++) {
            final Map<String, Integer> known = new HashMap<>();
            final int[] values = groups.valuesOf(rows, c, known);
            for (int v = 0; v < known.size(); v++) {
                final int value = v;
                final long count =
                        Arrays.stream(values).filter(of -> of == value).count();
                if (count >= MIN_ROWS && rows.rows() - count >= MIN_ROWS) {
                    final boolean[] has = new boolean[values.length];
                    for (int r = 0; r < has.length; r++) {
                        has[r] = values[r] == value;
                    }
                    gaps.members.add(has);
                }
            }
        }
        return gaps;
    }

    /** The largest difference of means; 0 where all rows have the same sensitive values. */
    double gap(final double[][] scores) {
        double largest = 0;
        for (int k = scores.length == 2 ? 1 : 0; k < scores.length; k++) {
            for (final boolean[] has : members) {
                largest = Math.max(
                        largest,
                        Math.abs(Arrays.stream(some(scores[k], has, true))
                                        .average()
                                        .orElseThrow()
                                - Arrays.stream(some(scores[k], has, false))
                                        .average()
                                        .orElseThrow()));
            }
        }
        return largest;
    }

    /** The largest Kolmogorov-Smirnov statistic. */
    double distance(final double[][] scores) {
        double largest = 0;
        for (int k = scores.length == 2 ? 1 : 0; k < scores.length; k++) {
            for (final boolean[] has : members) {
                largest = Math.max(largest, distance(some(scores[k], has, true), some(scores[k], has, false)));
            }
        }
        return largest;
    }

    private static double[] some(final double[] scores, final boolean[] has, final boolean with) {
        final double[] some = new double[scores.length];
        int count = 0;
        for (int r = 0; r < scores.length; r++) {
            if (has[r] == with) {
                some[count++] = scores[r];
            }
        }
        return Arrays.copyOf(some, count);
    }

    private static double distance(final double[] one, final double[] other) {
        Arrays.sort(one);
        Arrays.sort(other);
        return KolmogorovSmirnov.of(one, other);
    }
}
