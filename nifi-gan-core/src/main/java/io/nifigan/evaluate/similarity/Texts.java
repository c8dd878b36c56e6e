// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.similarity;

import io.nifigan.table.Column;
import io.nifigan.table.Table;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Formatting of values for reports. */
public final class Texts {
    private static final int MAX_LENGTH = 120;
    private static final MathContext DIGITS = new MathContext(4);
    private static final double DAY = 86_400_000;
    private static final double MAX_DAY = 365_000_000;

    private Texts() {}

    /** A text, cut after 120 characters. */
    public static String brief(final String text) {
        return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH - 1) + "…";
    }

    /** A number in a column's unit with four significant digits; dates and times as ISO 8601, to the second. */
    static String number(final Column column, final double value) {
        return switch (column.kind()) {
            case DATE ->
                LocalDate.ofEpochDay(Math.round(Math.clamp(value, -MAX_DAY, MAX_DAY)))
                        .toString();
            case TIME ->
                LocalTime.ofSecondOfDay((long) Math.clamp(value, 0, DAY - 1) / 1_000)
                        .toString();
            case TIMESTAMP ->
                LocalDateTime.ofEpochSecond(
                                (long) (Math.clamp(value, -MAX_DAY * DAY, MAX_DAY * DAY) / 1_000), 0, ZoneOffset.UTC)
                        .toString();
            default -> plain(value);
        };
    }

    private static String plain(final double value) {
        final BigDecimal rounded = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
        final boolean handy = rounded.signum() == 0 || Math.abs(value) >= 1e-6 && Math.abs(value) < 1e15;
        return handy ? rounded.toPlainString() : rounded.toString();
    }

    /** The first rows of a table as text; null for a missing value. */
    public static List<List<String>> rows(final Table table, final int max) {
        final List<List<String>> rows = new ArrayList<>();
        for (int r = 0; r < Math.min(max, table.rows()); r++) {
            final List<String> row = new ArrayList<>();
            for (int c = 0; c < table.columns().size(); c++) {
                final Object value = table.value(c, r);
                row.add(value == null ? null : brief(value.toString()));
            }
            rows.add(row);
        }
        return rows;
    }
}
