// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.result;

import java.util.List;

/**
 * A histogram of a column's real and synthetic values. Values of fewer than five real rows have no bar of their own,
 * and no edge is the real minimum or maximum, so a chart reveals no single row.
 *
 * @param labels categories: {@code [bars]}, the value of each bar, most frequent real value first; numbers and dates:
 *     {@code [bars + 1]}, the edges as text; the outer bars include all values beyond them
 * @param edges numbers and dates: {@code [bars + 1]}, ascending, in the column's unit (days since 1970, milliseconds of
 *     the day or since 1970 for dates, times and timestamps); null for categories
 * @param real {@code [bars]}: shares of all real rows
 * @param synthetic {@code [bars]}: shares of all synthetic rows
 * @param rest whether the last bar of a category column stands for all other values
 */
public record Distribution(
        List<String> labels, List<Double> edges, List<Double> real, List<Double> synthetic, boolean rest) {
    /** Maximum number of bars. */
    public static final int MAX_BARS = 30;

    public Distribution {
        labels = Checks.copy("labels", labels, MAX_BARS + 1);
        edges = edges == null ? null : Checks.copy("edges", edges, MAX_BARS + 1);
        real = Checks.copy("real", real, MAX_BARS);
        synthetic = Checks.copy("synthetic", synthetic, MAX_BARS);
        final int bars = real.size();
        final int ends = edges == null ? bars : bars == 0 ? 0 : bars + 1;
        if (synthetic.size() != bars || labels.size() != ends || edges != null && edges.size() != ends) {
            throw new IllegalArgumentException("%d real bars, %d synthetic bars and %d labels do not match"
                    .formatted(bars, synthetic.size(), labels.size()));
        }
        real.forEach(share -> Checks.share("real", share));
        synthetic.forEach(share -> Checks.share("synthetic", share));
    }
}
