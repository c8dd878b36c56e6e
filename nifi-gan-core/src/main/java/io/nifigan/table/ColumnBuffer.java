// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The values of one field as they arrive. Numbers, days and times are doubles, NaN where missing; texts are codes into
 * a dictionary.
 *
 * <p>A text field is held as numbers too for as long as every text can be had back from its number and its decimals: a
 * wide CSV of numbers then takes 9 bytes a value instead of a text each.
 */
final class ColumnBuffer {
    static final long DAY = 86_400_000L;
    private static final double EXACT = 0x1p53;
    private static final int FIRST_CAPACITY = 64;

    private final Field field;
    private final Set<String> symbols;
    private int size;
    private double[] numbers;
    private byte[] decimals;
    private int[] codes;
    private final Map<String, Integer> index = new HashMap<>();
    private final List<String> dictionary = new ArrayList<>();
    private int infinite;
    private int inexact;
    private int unreadable;

    ColumnBuffer(final Field field) {
        this.field = field;
        this.symbols = Set.copyOf(field.symbols());
        switch (field.type()) {
            case BOOLEAN -> {
                codes = new int[FIRST_CAPACITY];
                code("false");
                code("true");
            }
            case STRING, CHAR -> {
                numbers = new double[FIRST_CAPACITY];
                decimals = new byte[FIRST_CAPACITY];
            }
            default -> numbers = new double[FIRST_CAPACITY];
        }
    }

    /** Values that were written before; they are not to be added to. */
    ColumnBuffer(
            final Field field,
            final int size,
            final double[] numbers,
            final byte[] decimals,
            final int[] codes,
            final List<String> dictionary) {
        this.field = field;
        this.symbols = Set.of();
        this.size = size;
        this.numbers = numbers;
        this.decimals = decimals;
        this.codes = codes;
        this.dictionary.addAll(dictionary);
    }

    /** Adds a value of a column of the same field, as it is held there. */
    void add(final ColumnBuffer other, final int row) {
        grow();
        if (field.type() == ValueType.BOOLEAN) {
            codes[size] = other.codes[row];
        } else if (!isOfTexts()) {
            numbers[size] = other.numbers[row];
        } else if (other.numbers == null) {
            addText(other.codes[row] < 0 ? null : other.dictionary.get(other.codes[row]));
        } else {
            addText(
                    Double.isNaN(other.numbers[row])
                            ? null
                            : NumberTexts.fixed(other.numbers[row], other.decimals[row]));
        }
        size++;
    }

    /** Forgets the values, and keeps count of what was wrong with them. */
    void clear() {
        size = 0;
        if (isOfTexts()) {
            codes = null;
            numbers = new double[FIRST_CAPACITY];
            decimals = new byte[FIRST_CAPACITY];
            index.clear();
            dictionary.clear();
        }
    }

    void add(final Object value) {
        grow();
        switch (field.type()) {
            case BOOLEAN -> codes[size] = toBooleanCode(value);
            case STRING, CHAR -> addText(value == null ? null : known(value.toString()));
            case DATE, TIME, TIMESTAMP -> numbers[size] = toTemporal(value);
            default -> numbers[size] = toNumber(value);
        }
        size++;
    }

    private void grow() {
        final int capacity = numbers == null ? codes.length : numbers.length;
        if (size < capacity) {
            return;
        }
        final int larger = Math.max(capacity + (capacity >> 1), FIRST_CAPACITY);
        if (numbers == null) {
            codes = Arrays.copyOf(codes, larger);
        } else {
            numbers = Arrays.copyOf(numbers, larger);
            if (decimals != null) {
                decimals = Arrays.copyOf(decimals, larger);
            }
        }
    }

    private int toBooleanCode(final Object value) {
        if (value == null) {
            return -1;
        }
        if (value instanceof Boolean truth) {
            return truth ? 1 : 0;
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

    /** The text, or null where the field is an enumeration that does not have it. */
    private String known(final String text) {
        if (symbols.isEmpty() || symbols.contains(text)) {
            return text;
        }
        unreadable++;
        return null;
    }

    private void addText(final String text) {
        if (numbers != null) {
            if (text == null) {
                numbers[size] = Double.NaN;
                return;
            }
            final int places = NumberTexts.exactDecimals(text);
            if (places >= 0) {
                numbers[size] = Double.parseDouble(text);
                decimals[size] = (byte) places;
                return;
            }
            turnToTexts();
        }
        codes[size] = text == null ? -1 : code(text);
    }

    private void turnToTexts() {
        final int[] turned = new int[numbers.length];
        for (int r = 0; r < size; r++) {
            turned[r] = Double.isNaN(numbers[r]) ? -1 : code(NumberTexts.fixed(numbers[r], decimals[r]));
        }
        codes = turned;
        numbers = null;
        decimals = null;
    }

    private int code(final String text) {
        final Integer known = index.get(text);
        if (known != null) {
            return known;
        }
        final int code = dictionary.size();
        dictionary.add(text);
        index.put(text, code);
        return code;
    }

    private double toNumber(final Object value) {
        if (value == null) {
            return Double.NaN;
        }
        final double number;
        if (value instanceof Float single) {
            // The shortest decimal that names this float, so that .1f is .1 and not .10000000149.
            number = Double.isFinite(single) ? Double.parseDouble(single.toString()) : single;
        } else if (value instanceof Number some) {
            number = some.doubleValue();
            noteLoss(some, number);
        } else if (value instanceof Boolean truth) {
            number = truth ? 1 : 0;
        } else {
            number = NumberTexts.parse(value.toString());
            if (Double.isNaN(number) && !NumberTexts.isNotFinite(value.toString())) {
                unreadable++;
                return Double.NaN;
            }
        }
        return finite(number);
    }

    private double finite(final double number) {
        if (!Double.isFinite(number)) {
            infinite++;
            return Double.NaN;
        }
        return number == 0 ? 0. : number;
    }

    private void noteLoss(final Number value, final double number) {
        if (Math.abs(number) < EXACT) {
            return;
        }
        final boolean lost = switch (value) {
            case Long whole -> (long) number != whole;
            case BigInteger whole ->
                Double.isFinite(number)
                        && !new BigDecimal(number).toBigInteger().equals(whole);
            case BigDecimal decimal -> Double.isFinite(number) && new BigDecimal(number).compareTo(decimal) != 0;
            default -> false;
        };
        if (lost) {
            inexact++;
        }
    }

    private double toTemporal(final Object value) {
        if (value == null) {
            return Double.NaN;
        }
        final double number = switch (field.type()) {
            case DATE ->
                switch (value) {
                    case LocalDate date -> date.toEpochDay();
                    case LocalDateTime time -> time.toLocalDate().toEpochDay();
                    default -> DateFormats.parse(value.toString(), ColumnKind.DATE, "uuuu-MM-dd");
                };
            case TIME ->
                switch (value) {
                    case LocalTime time -> millis(time);
                    case LocalDateTime time -> millis(time.toLocalTime());
                    default -> DateFormats.parse(value.toString(), ColumnKind.TIME, "HH:mm:ss[.S]");
                };
            default ->
                switch (value) {
                    case LocalDateTime time -> millis(time);
                    case LocalDate date -> date.toEpochDay() * (double) DAY;
                    default -> DateFormats.parse(value.toString(), ColumnKind.TIMESTAMP, "uuuu-MM-dd'T'HH:mm:ss[.S]");
                };
        };
        if (Double.isNaN(number)) {
            unreadable++;
        }
        return number;
    }

    static double millis(final LocalTime time) {
        return time.toNanoOfDay() / 1_000_000L;
    }

    static double millis(final LocalDateTime time) {
        return time.toEpochSecond(ZoneOffset.UTC) * 1_000d + time.getNano() / 1_000_000L;
    }

    Field field() {
        return field;
    }

    int size() {
        return size;
    }

    /**
     * Whether values are held as numbers: always so for fields of numbers and times, and for texts that all are plain
     * numbers.
     */
    boolean isNumeric() {
        return numbers != null && !(decimals != null && isEmpty());
    }

    private boolean isEmpty() {
        for (int r = 0; r < size; r++) {
            if (!Double.isNaN(numbers[r])) {
                return false;
            }
        }
        return true;
    }

    /** {@code [at least size]}, not to be changed; null where texts are not held as numbers. */
    double[] heldNumbers() {
        return numbers;
    }

    /**
     * {@code [at least size]}, not to be changed: how many decimals each text of a number has; null where it came as a
     * number.
     */
    byte[] heldDecimals() {
        return decimals;
    }

    /** {@code [at least size]}, not to be changed; null where values are held as numbers. */
    int[] heldCodes() {
        return codes;
    }

    /** {@code [size]}, a copy; only where {@link #isNumeric()}. */
    double[] numbers() {
        return Arrays.copyOf(numbers, size);
    }

    double number(final int row) {
        return numbers[row];
    }

    /** Whether the field is one of texts, however they are held. */
    boolean isOfTexts() {
        return field.type() == ValueType.STRING || field.type() == ValueType.CHAR;
    }

    /** Whether the row's value is a text that is held as a number. */
    boolean isText() {
        return decimals != null || codes != null;
    }

    /** The text of a row's number as it came, or as short as possible where it came as a number. */
    String text(final int row) {
        final double value = numbers[row];
        return switch (field.type()) {
            case STRING, CHAR -> NumberTexts.fixed(value, decimals[row]);
            case DATE -> DateFormats.format(value, ColumnKind.DATE, "uuuu-MM-dd");
            case TIME -> DateFormats.format(value, ColumnKind.TIME, "HH:mm:ss[.S]");
            case TIMESTAMP -> DateFormats.format(value, ColumnKind.TIMESTAMP, "uuuu-MM-dd'T'HH:mm:ss[.S]");
            default -> NumberTexts.shortest(value);
        };
    }

    /** The number of decimals that all texts of numbers share, or -1. */
    int sharedDecimals() {
        int shared = -1;
        for (int r = 0; r < size && decimals != null; r++) {
            if (Double.isNaN(numbers[r])) {
                continue;
            }
            if (shared >= 0 && decimals[r] != shared) {
                return -1;
            }
            shared = decimals[r];
        }
        return shared;
    }

    /** {@code [size]}, a copy, -1 where missing; only where not {@link #isNumeric()}. */
    int[] codes() {
        if (codes == null) {
            final int[] missing = new int[size];
            Arrays.fill(missing, -1);
            return missing;
        }
        return Arrays.copyOf(codes, size);
    }

    /** What the codes stand for; not to be changed. */
    List<String> dictionary() {
        return dictionary;
    }

    /** NaN and infinite values, which count as missing. */
    int infinite() {
        return infinite;
    }

    /** Values that a double cannot hold to the last digit. */
    int inexact() {
        return inexact;
    }

    /** Values that are not of the field's type and cannot be turned into it; they count as missing. */
    int unreadable() {
        return unreadable;
    }
}
