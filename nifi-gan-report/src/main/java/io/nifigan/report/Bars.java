// SPDX-License-Identifier: Apache-2.0
package io.nifigan.report;

import io.nifigan.evaluate.result.ColumnMeasure;
import io.nifigan.evaluate.result.Distribution;
import io.nifigan.table.ColumnKind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** Labels for the bars of a distribution. */
final class Bars {
    /** Significant digits: a thousandth of a chart's width is not visible. */
    private static final int DIGITS = 3;

    private Bars() {}

    /** A label for each bar, {@code [bars]}: a category, a range, or a single whole number. */
    static List<String> labels(final ColumnMeasure column) {
        final Distribution shares = column.distribution();
        if (shares.edges() == null) {
            return shares.labels();
        }
        final boolean number = column.kind() == ColumnKind.INTEGER || column.kind() == ColumnKind.DECIMAL;
        final double span = shares.edges().getLast() - shares.edges().getFirst();
        final List<String> labels = new ArrayList<>();
        for (int bar = 0; bar < shares.real().size(); bar++) {
            final double low = shares.edges().get(bar);
            final double high = shares.edges().get(bar + 1);
            final boolean whole = column.kind() == ColumnKind.INTEGER && Math.ceil(low) <= Math.floor(high);
            final String from = !number ? shares.labels().get(bar) : text(whole ? Math.ceil(low) : low, span);
            final String to = !number ? shares.labels().get(bar + 1) : text(whole ? Math.ceil(high) - 1 : high, span);
            labels.add(from.equals(to) || whole && Math.ceil(high) - 1 <= Math.ceil(low) ? from : from + " to " + to);
        }
        return labels;
    }

    private static String text(final double value, final double span) {
        final int decimals = span > 0 ? Math.clamp(DIGITS - (int) Math.floor(Math.log10(span)), 0, 12) : 2;
        final BigDecimal rounded =
                new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN).stripTrailingZeros();
        return rounded.signum() == 0 ? "0" : rounded.toPlainString();
    }
}
