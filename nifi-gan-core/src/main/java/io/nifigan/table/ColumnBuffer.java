// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

import io.nifigan.form.NumberTexts;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A growing buffer of one field's values. Numbers, days and times are doubles, NaN where missing; texts are codes into
 * a dictionary.
 *
 * <p>A text field is held as numbers too, for as long as every text can be restored from its number and its count of
 * decimals: a wide CSV of numbers then takes 9 bytes a value instead of a String each.
 */
final class ColumnBuffer {
    private static final int INITIAL_CAPACITY = 64;

    private final Field field;
    private final FieldReader reader;
    private int size;
    private double[] numbers;
    private byte[] decimals;
    /**
     * What a double lacks of whole numbers of more than 15 digits; null where it lacks nothing. With it, numbers of
     * some 30 digits are exact.
     */
    private double[] remainders;

    private int[] codes;
    private final Map<String, Integer> index = new HashMap<>();
    private final List<String> dictionary = new ArrayList<>();

    ColumnBuffer(final Field field) {
        this.field = field;
        this.reader = new FieldReader(field);
        switch (field.type()) {
            case BOOLEAN -> {
                codes = new int[INITIAL_CAPACITY];
                code("false");
                code("true");
            }
            case STRING, CHAR -> {
                numbers = new double[INITIAL_CAPACITY];
                decimals = new byte[INITIAL_CAPACITY];
            }
            default -> numbers = new double[INITIAL_CAPACITY];
        }
    }

    /** A read-only buffer of values that were read from disk. */
    ColumnBuffer(
            final Field field,
            final int size,
            final double[] numbers,
            final byte[] decimals,
            final double[] remainders,
            final int[] codes,
            final List<String> dictionary) {
        this.field = field;
        this.reader = new FieldReader(field);
        this.size = size;
        this.numbers = numbers;
        this.decimals = decimals;
        this.remainders = remainders;
        this.codes = codes;
        this.dictionary.addAll(dictionary);
    }

    /** Adds a value from another buffer of the same field. */
    void add(final ColumnBuffer other, final int row) {
        grow();
        if (field.type() == ValueType.BOOLEAN) {
            codes[size] = other.codes[row];
        } else if (!isTextField()) {
            numbers[size] = other.numbers[row];
            setRemainder(other.remainder(row));
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

    /** Removes the values, but keeps the counts of infinite, inexact and unreadable ones. */
    void clear() {
        size = 0;
        remainders = null;
        if (isTextField()) {
            codes = null;
            numbers = new double[INITIAL_CAPACITY];
            decimals = new byte[INITIAL_CAPACITY];
            index.clear();
            dictionary.clear();
        }
    }

    void add(final Object value) {
        grow();
        switch (field.type()) {
            case BOOLEAN -> codes[size] = reader.code(value);
            case STRING, CHAR -> addText(reader.text(value));
            case DATE, TIME, TIMESTAMP -> numbers[size] = reader.time(value);
            default -> {
                numbers[size] = reader.number(value);
                setRemainder(reader.remainder());
            }
        }
        size++;
    }

    private void grow() {
        final int capacity = numbers == null ? codes.length : numbers.length;
        if (size < capacity) {
            return;
        }
        final int larger = Math.max(capacity + (capacity >> 1), INITIAL_CAPACITY);
        if (numbers == null) {
            codes = Arrays.copyOf(codes, larger);
        } else {
            numbers = Arrays.copyOf(numbers, larger);
            if (remainders != null) {
                remainders = Arrays.copyOf(remainders, larger);
            }
            if (decimals != null) {
                decimals = Arrays.copyOf(decimals, larger);
            }
        }
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
            convertToCodes();
        }
        codes[size] = text == null ? -1 : code(text);
    }

    private void convertToCodes() {
        final int[] converted = new int[numbers.length];
        for (int r = 0; r < size; r++) {
            converted[r] = Double.isNaN(numbers[r]) ? -1 : code(NumberTexts.fixed(numbers[r], decimals[r]));
        }
        codes = converted;
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

    /** Sets the remainder of the row that is added. */
    void setRemainder(final double remainder) {
        if (remainder != 0 && remainders == null) {
            remainders = new double[numbers.length];
        }
        if (remainders != null) {
            remainders[size] = remainder;
        }
    }

    /** The difference between a row's exact number and the double that holds it. */
    double remainder(final int row) {
        return remainders == null ? 0 : remainders[row];
    }

    /** Whether some numbers have more digits than a double holds. */
    boolean hasRemainders() {
        return remainders != null;
    }

    /** How far each number is above the smallest, NaN where missing: other than their doubles, close ones differ. */
    double[] offsets() {
        int min = -1;
        for (int r = 0; r < size; r++) {
            if (!Double.isNaN(numbers[r])
                    && (min < 0
                            || numbers[r] < numbers[min]
                            || numbers[r] == numbers[min] && remainder(r) < remainder(min))) {
                min = r;
            }
        }
        final double[] offsets = new double[size];
        for (int r = 0; r < size; r++) {
            offsets[r] =
                    Double.isNaN(numbers[r]) ? Double.NaN : numbers[r] - numbers[min] + (remainder(r) - remainder(min));
        }
        return offsets;
    }

    Field field() {
        return field;
    }

    int size() {
        return size;
    }

    /**
     * Whether the values are held as numbers: always for fields of numbers and times, and for texts where all are plain
     * decimal numbers.
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

    /** The values, {@code [at least size]}, not to be changed; null where they are held as codes. */
    double[] heldNumbers() {
        return numbers;
    }

    /**
     * The number of decimals in each value's text, {@code [at least size]}, not to be changed; null where the field is
     * not one of texts or holds codes.
     */
    byte[] heldDecimals() {
        return decimals;
    }

    /** The codes, {@code [at least size]}, not to be changed; null where values are held as numbers. */
    int[] heldCodes() {
        return codes;
    }

    /** The values, a copy of shape {@code [size]}; only where {@link #isNumeric()}. */
    double[] numbers() {
        return Arrays.copyOf(numbers, size);
    }

    double number(final int row) {
        return numbers[row];
    }

    /** Whether the field's type is a text, no matter how the values are held. */
    boolean isTextField() {
        return field.type() == ValueType.STRING || field.type() == ValueType.CHAR;
    }

    /** Whether the field's values came as texts, or have codes. */
    boolean isText() {
        return decimals != null || codes != null;
    }

    /** The text of a row's number: the original text, or the shortest one where the value came as a number. */
    String text(final int row) {
        final double value = numbers[row];
        return switch (field.type()) {
            case STRING, CHAR -> NumberTexts.fixed(value, decimals[row]);
            case DATE -> DateFormats.format(value, ColumnKind.DATE, "uuuu-MM-dd");
            case TIME -> DateFormats.format(value, ColumnKind.TIME, "HH:mm:ss[.S]");
            case TIMESTAMP -> DateFormats.format(value, ColumnKind.TIMESTAMP, "uuuu-MM-dd'T'HH:mm:ss[.S]");
            default ->
                remainder(row) == 0
                        ? NumberTexts.shortest(value)
                        : NumberTexts.plain(new BigDecimal(value).add(new BigDecimal(remainder(row))));
        };
    }

    /** Whether all texts have decimals, as those of floats that a program printed: 23.5 and 14.0. */
    boolean alwaysHasDecimals() {
        boolean any = false;
        for (int r = 0; r < size && decimals != null; r++) {
            if (!Double.isNaN(numbers[r])) {
                if (decimals[r] <= 0) {
                    return false;
                }
                any = true;
            }
        }
        return any;
    }

    /** The number of decimals that all texts have, or -1 where they differ. */
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

    /** The codes, a copy of shape {@code [size]}, -1 where missing; only where not {@link #isNumeric()}. */
    int[] codes() {
        if (codes == null) {
            final int[] missing = new int[size];
            Arrays.fill(missing, -1);
            return missing;
        }
        return Arrays.copyOf(codes, size);
    }

    /** The texts by code; not to be changed. */
    List<String> dictionary() {
        return dictionary;
    }

    /** The number of NaN and infinite values, which count as missing. */
    int infinite() {
        return reader.infinite();
    }

    /** The number of values that a double cannot represent exactly. */
    int inexact() {
        return reader.inexact();
    }

    /** The number of values that cannot be converted to the field's type; they count as missing. */
    int unreadable() {
        return reader.unreadable();
    }
}
