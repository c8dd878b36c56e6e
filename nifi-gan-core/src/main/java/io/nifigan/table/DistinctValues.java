// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

import io.nifigan.common.NumberIndex;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The distinct values of a column, called levels and numbered from 0. Numbers are in ascending order; missing is a
 * level of its own, the last one, where it occurs.
 */
public final class DistinctValues {
    /** Maximum number of distinct values for which a numeric column is treated like a category. */
    public static final int FEW_NUMBERS = 30;

    private final int[] codes;
    private final double[] numbers;
    private final String[] texts;
    private final boolean missing;
    private final int[] sizes;

    private DistinctValues(final int[] codes, final double[] numbers, final String[] texts, final boolean missing) {
        this.codes = codes;
        this.numbers = numbers;
        this.texts = texts;
        this.missing = missing;
        this.sizes = new int[(numbers == null ? texts.length : numbers.length) + (missing ? 1 : 0)];
        for (final int code : codes) {
            sizes[code]++;
        }
    }

    /**
     * The distinct values that occur in the rows of a column.
     *
     * @return empty where there are more than {@code max}, missing included
     */
    public static Optional<DistinctValues> of(final Table table, final int column, final int max) {
        return Optional.ofNullable(
                table.column(column).kind().isNumeric()
                        ? ofNumbers(table.numbers(column), max)
                        : ofCodes(table.codes(column), table.dictionary(column), max));
    }

    private static DistinctValues ofNumbers(final double[] values, final int max) {
        final NumberIndex index = new NumberIndex();
        final int[] codes = new int[values.length];
        boolean missing = false;
        for (int r = 0; r < values.length; r++) {
            if (Double.isNaN(values[r])) {
                missing = true;
                codes[r] = -1;
            } else {
                codes[r] = index.add(values[r]);
            }
            if (index.size() + (missing ? 1 : 0) > max) {
                return null;
            }
        }
        final double[] numbers = index.values();
        Arrays.sort(numbers);
        final int[] order = new int[numbers.length];
        for (int l = 0; l < numbers.length; l++) {
            order[index.add(numbers[l])] = l;
        }
        for (int r = 0; r < codes.length; r++) {
            codes[r] = codes[r] < 0 ? numbers.length : order[codes[r]];
        }
        return new DistinctValues(codes, numbers, null, missing);
    }

    private static DistinctValues ofCodes(final int[] values, final List<String> dictionary, final int max) {
        final int[] level = new int[dictionary.size()];
        boolean missing = false;
        for (final int value : values) {
            if (value < 0) {
                missing = true;
            } else {
                level[value] = 1;
            }
        }
        int count = 0;
        for (int i = 0; i < level.length; i++) {
            level[i] = level[i] == 0 ? -1 : count++;
        }
        if (count + (missing ? 1 : 0) > max) {
            return null;
        }
        final String[] texts = new String[count];
        for (int i = 0; i < level.length; i++) {
            if (level[i] >= 0) {
                texts[level[i]] = dictionary.get(i);
            }
        }
        final int[] codes = new int[values.length];
        for (int r = 0; r < codes.length; r++) {
            codes[r] = values[r] < 0 ? count : level[values[r]];
        }
        return new DistinctValues(codes, null, texts, missing);
    }

    /** The number of levels, missing included. */
    public int count() {
        return sizes.length;
    }

    /** The level of each row, not to be changed by the caller: {@code [rows]}. */
    public int[] codes() {
        return codes;
    }

    /** The number of rows with a level. */
    public int size(final int level) {
        return sizes[level];
    }

    /** Whether a level stands for missing. */
    public boolean isMissing(final int level) {
        return missing && level == sizes.length - 1;
    }

    /** Whether values are numbers rather than texts. */
    public boolean isNumeric() {
        return numbers != null;
    }

    /** The number of a level, NaN for missing; only where {@link #isNumeric()}. */
    public double number(final int level) {
        return isMissing(level) ? Double.NaN : numbers[level];
    }

    /** The text of a level, null for missing; only where not {@link #isNumeric()}. */
    public String text(final int level) {
        return isMissing(level) ? null : texts[level];
    }

    /** The value of a level: a Double, a String, or null for missing. */
    public Object value(final int level) {
        if (isMissing(level)) {
            return null;
        }
        return numbers == null ? texts[level] : (Object) numbers[level];
    }
}
