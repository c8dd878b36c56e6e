// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

import io.nifigan.form.Forms;
import io.nifigan.form.NumberTexts;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Set;

/**
 * A reader of the values of one field as they come in records: it turns them into numbers, codes or texts, and counts
 * those that it cannot read or that lose digits.
 */
final class FieldReader {
    private static final double MAX_EXACT = 0x1p53;

    private final ValueType type;
    private final Set<String> symbols;
    private double remainder;
    private int infinite;
    private int inexact;
    private int unreadable;

    FieldReader(final Field field) {
        this.type = field.type();
        this.symbols = Set.copyOf(field.symbols());
    }

    /** 1 for true, 0 for false, -1 for anything else. */
    int code(final Object value) {
        if (value == null) {
            return -1;
        }
        if (value instanceof Boolean bool) {
            return bool ? 1 : 0;
        }
        final String text = value.toString().strip();
        if ("true".equalsIgnoreCase(text) || "1".equals(text)) {
            return 1;
        }
        if ("false".equalsIgnoreCase(text) || "0".equals(text)) {
            return 0;
        }
        unreadable++;
        return -1;
    }

    /** The text, or null where the field is an enumeration without it. */
    String text(final Object value) {
        if (value == null) {
            return null;
        }
        final String text = value.toString();
        if (symbols.isEmpty() || symbols.contains(text)) {
            return text;
        }
        unreadable++;
        return null;
    }

    /** The number that a double holds, NaN where the value is none. */
    double number(final Object value) {
        remainder = 0;
        if (value == null) {
            return Double.NaN;
        }
        final double number;
        if (value instanceof Float single) {
            // The shortest decimal that rounds to this float, so that .1f is .1 and not .10000000149.
            number = Double.isFinite(single) ? Double.parseDouble(single.toString()) : single;
        } else if (value instanceof Number given) {
            number = given.doubleValue();
            countLoss(given, number);
        } else if (value instanceof Boolean bool) {
            number = bool ? 1 : 0;
        } else {
            number = NumberTexts.parse(value.toString());
            if (Double.isNaN(number) && !Forms.isNotFinite(value.toString())) {
                unreadable++;
                return Double.NaN;
            }
        }
        return finite(number);
    }

    /** What the last number's double lacks of it. */
    double remainder() {
        return remainder;
    }

    private double finite(final double number) {
        if (!Double.isFinite(number)) {
            infinite++;
            return Double.NaN;
        }
        return number == 0 ? 0. : number;
    }

    /** Counts a number that a double does not hold, and remembers what it lacks. */
    private void countLoss(final Number value, final double number) {
        if (Math.abs(number) < MAX_EXACT || !Double.isFinite(number)) {
            return;
        }
        final BigDecimal exact = switch (value) {
            case Long whole -> BigDecimal.valueOf(whole);
            case BigInteger whole -> new BigDecimal(whole);
            case BigDecimal decimal -> decimal;
            default -> null;
        };
        remainder = exact == null ? 0 : exact.subtract(new BigDecimal(number)).doubleValue();
        if (remainder != 0) {
            inexact++;
        }
    }

    /** Days since 1970, milliseconds of the day or milliseconds since 1970, NaN where the value is none. */
    double time(final Object value) {
        if (value == null) {
            return Double.NaN;
        }
        final double number = switch (type) {
            case DATE ->
                switch (value) {
                    case LocalDate date -> date.toEpochDay();
                    case LocalDateTime time -> time.toLocalDate().toEpochDay();
                    default -> DateFormats.parse(value.toString(), ColumnKind.DATE, "uuuu-MM-dd");
                };
            case TIME ->
                switch (value) {
                    case LocalTime time -> DateFormats.millis(time);
                    case LocalDateTime time -> DateFormats.millis(time.toLocalTime());
                    default -> DateFormats.parse(value.toString(), ColumnKind.TIME, "HH:mm:ss[.S]");
                };
            default ->
                switch (value) {
                    case LocalDateTime time -> DateFormats.millis(time);
                    case LocalDate date -> date.toEpochDay() * (double) DateFormats.DAY;
                    default -> DateFormats.parse(value.toString(), ColumnKind.TIMESTAMP, "uuuu-MM-dd'T'HH:mm:ss[.S]");
                };
        };
        if (Double.isNaN(number)) {
            unreadable++;
        }
        return number;
    }

    /** The number of NaN and infinite values. */
    int infinite() {
        return infinite;
    }

    /** The number of values that a double cannot represent exactly. */
    int inexact() {
        return inexact;
    }

    /** The number of values that cannot be converted to the field's type. */
    int unreadable() {
        return unreadable;
    }
}
