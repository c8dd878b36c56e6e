// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

import io.nifigan.common.FilledDigits;
import io.nifigan.form.Content;
import io.nifigan.form.FormMixture;
import io.nifigan.form.NumberTexts;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Converts values of a table to the objects that records hold, by the field's type. */
final class Values {
    /** Maximum rounding error of arithmetic on a grid, relative to the value. */
    private static final double MAX_ROUNDING_ERROR = 1e-9;

    private static final int MAX_DIGITS = 1_000;
    /**
     * Doubles round as decimals do up to MAX_EXACT_UNITS units of the last decimal and up to MAX_FRACTION from a whole
     * number of units.
     */
    private static final double MAX_EXACT_UNITS = 0x1p48;

    private static final double MAX_FRACTION = .25;
    private static final double[] POWERS = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };

    private Values() {}

    static Object fromText(final Column column, final String text) {
        return switch (column.field().type()) {
            case STRING ->
                column.kind() == ColumnKind.BOOLEAN
                        ? BooleanSpelling.of(column.format()).text("true".equals(text))
                        : text;
            case CHAR -> text.isEmpty() ? null : (Object) text.charAt(0);
            case BOOLEAN -> "true".equalsIgnoreCase(text);
            case DATE -> temporal(column, DateFormats.parse(text, ColumnKind.DATE, "uuuu-MM-dd"), ColumnKind.DATE);
            case TIME -> temporal(column, DateFormats.parse(text, ColumnKind.TIME, "HH:mm:ss[.S]"), ColumnKind.TIME);
            case TIMESTAMP ->
                temporal(
                        column,
                        DateFormats.parse(text, ColumnKind.TIMESTAMP, "uuuu-MM-dd'T'HH:mm:ss[.S]"),
                        ColumnKind.TIMESTAMP);
            default -> number(column, text);
        };
    }

    private static Object number(final Column column, final String text) {
        if (column.kind() == ColumnKind.BOOLEAN) {
            return number(column, BigDecimal.valueOf("true".equals(text) ? 1 : 0));
        }
        if (text.length() > MAX_DIGITS) {
            return null;
        }
        try {
            final BigDecimal value = new BigDecimal(text);
            // 1e999999999 is a short text, but its digits would fill the memory.
            return Math.abs((long) value.scale()) > MAX_DIGITS ? null : number(column, value);
        } catch (final NumberFormatException e) {
            return null;
        }
    }

    static Object fromNumber(final Column column, final double value) {
        if (column.format() != null
                && column.kind().content() != Content.NUMBER
                && column.field().type() != ValueType.STRING
                && column.field().type() != ValueType.CHAR) {
            return inDigits(column, value);
        }
        return switch (column.field().type()) {
            case STRING -> text(column, value);
            case CHAR -> text(column, value).charAt(0);
            case BOOLEAN -> value != 0;
            case DATE, TIME, TIMESTAMP -> temporal(column, value, column.kind());
            case BYTE, SHORT, INT, LONG, DOUBLE -> primitive(column, value);
            default -> number(column, onGrid(column, value));
        };
    }

    /** A date that a field of whole numbers holds, such as 20230623. */
    private static Object inDigits(final Column column, final double value) {
        final String digits =
                FormMixture.form(column.kind().content(), column.format()).write(value);
        return number(column, new BigDecimal(digits));
    }

    /** Gives the same result as BigDecimal arithmetic, but without it where doubles are sure to be exact. */
    private static Object primitive(final Column column, final double value) {
        final int scale = scale(column);
        final double power = scale < 0 || scale >= POWERS.length ? 0 : POWERS[scale];
        final double units = value * power;
        final double whole = Math.rint(units);
        if (scale >= 0 && !(power > 0 && Math.abs(units) < MAX_EXACT_UNITS && Math.abs(units - whole) < MAX_FRACTION)) {
            return number(column, onGrid(column, value));
        }
        // Both are whole and exact, so the quotient is the double nearest to the decimal.
        final double rounded = whole / power;
        final double onGrid =
                scale >= 0 && Math.abs(rounded - value) <= MAX_ROUNDING_ERROR * Math.abs(value) ? rounded : value;
        if (column.field().type() == ValueType.DOUBLE) {
            // BigDecimal has no -0.
            return onGrid + 0.;
        }
        return onGrid == Math.rint(onGrid) && Math.abs(onGrid) < MAX_EXACT_UNITS
                ? whole(column, (long) onGrid)
                : number(column, onGrid(column, value));
    }

    private static Object whole(final Column column, final long value) {
        return switch (column.field().type()) {
            case BYTE -> (byte) Math.clamp(value, Byte.MIN_VALUE, Byte.MAX_VALUE);
            case SHORT -> (short) Math.clamp(value, Short.MIN_VALUE, Short.MAX_VALUE);
            case INT -> Math.clamp(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
            default -> value;
        };
    }

    private static String text(final Column column, final double value) {
        if (column.kind().content() != Content.NUMBER) {
            return FormMixture.form(column.kind().content(), column.format()).write(time(column, value));
        }
        final BigDecimal number = onGrid(column, value);
        return column.format() == null
                ? NumberTexts.plain(number)
                : FormMixture.form(Content.NUMBER, column.format()).write(number.doubleValue());
    }

    /** A number without rounding noise of arithmetic on the column's grid; dates as they are. */
    static double onItsGrid(final Column column, final double value) {
        return column.kind().content() == Content.NUMBER ? onGrid(column, value).doubleValue() : value;
    }

    /** The decimal value: rounding noise of arithmetic on the column's grid is removed, everything else is kept. */
    private static BigDecimal onGrid(final Column column, final double value) {
        final ValueType type = column.field().type();
        if ((type == ValueType.DECIMAL || type == ValueType.BIGINT || type == ValueType.LONG)
                && FilledDigits.isCut(value, column.step())) {
            return FilledDigits.fill(value, BigDecimal.valueOf(column.step()));
        }
        final BigDecimal exact = BigDecimal.valueOf(value);
        final int scale = scale(column);
        if (scale < 0) {
            return exact;
        }
        final BigDecimal rounded = exact.setScale(scale, RoundingMode.HALF_EVEN);
        return Math.abs(rounded.doubleValue() - value) <= MAX_ROUNDING_ERROR * Math.abs(value) ? rounded : exact;
    }

    /** The number of decimals of a column's values, -1 where it is unknown. */
    private static int scale(final Column column) {
        return column.step() > 0 ? Steps.scale(Math.min(1, column.step())) : -1;
    }

    private static Object number(final Column column, final BigDecimal value) {
        final Field field = column.field();
        return switch (field.type()) {
            case BYTE -> (byte) whole(value, Byte.MIN_VALUE, Byte.MAX_VALUE);
            case SHORT -> (short) whole(value, Short.MIN_VALUE, Short.MAX_VALUE);
            case INT -> (int) whole(value, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case LONG -> whole(value, Long.MIN_VALUE, Long.MAX_VALUE);
            case BIGINT -> value.setScale(0, RoundingMode.HALF_EVEN).toBigInteger();
            case FLOAT -> value.floatValue();
            case DOUBLE -> value.doubleValue();
            default -> decimal(field, value);
        };
    }

    private static BigDecimal decimal(final Field field, final BigDecimal value) {
        if (field.scale() > 0) {
            return value.setScale(field.scale(), RoundingMode.HALF_EVEN);
        }
        final BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    private static long whole(final BigDecimal value, final long min, final long max) {
        final BigDecimal rounded = value.setScale(0, RoundingMode.HALF_EVEN);
        return rounded.max(BigDecimal.valueOf(min)).min(BigDecimal.valueOf(max)).longValueExact();
    }

    /** Converts a number of a temporal kind to the field's type. */
    private static Object temporal(final Column column, final double value, final ColumnKind kind) {
        if (Double.isNaN(value)) {
            return null;
        }
        return switch (column.field().type()) {
            case DATE -> DateFormats.date(kind == ColumnKind.TIMESTAMP ? Math.floor(value / DateFormats.DAY) : value);
            case TIME -> DateFormats.time(time(column, value));
            default -> DateFormats.timestamp(kind == ColumnKind.DATE ? value * DateFormats.DAY : time(column, value));
        };
    }

    /** A time in milliseconds, without fractions of one where the column has none. */
    private static double time(final Column column, final double value) {
        return column.step() >= 1 ? Math.rint(value) : value;
    }
}
