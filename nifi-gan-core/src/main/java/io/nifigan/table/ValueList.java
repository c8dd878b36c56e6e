// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A list of a column's values for a model file: either numbers or texts, null for missing.
 *
 * @param numbers the values of a numeric column, else null
 * @param texts the values of any other column, else null
 */
public record ValueList(List<Double> numbers, List<String> texts) {
    public ValueList {
        if ((numbers == null) == (texts == null)) {
            throw new IllegalArgumentException(
                    "A value list must have either numbers or texts; found " + (numbers == null ? "none" : "both"));
        }
        if (numbers != null && numbers.stream().anyMatch(number -> number != null && !Double.isFinite(number))) {
            throw new IllegalArgumentException("A value list has a number that is not finite");
        }
        numbers = numbers == null ? null : Collections.unmodifiableList(new ArrayList<>(numbers));
        texts = texts == null ? null : Collections.unmodifiableList(new ArrayList<>(texts));
    }

    /** The values of the given levels. */
    public static ValueList of(final DistinctValues distinct, final int[] which) {
        final List<Double> numbers = distinct.isNumeric() ? new ArrayList<>(which.length) : null;
        final List<String> texts = distinct.isNumeric() ? null : new ArrayList<>(which.length);
        for (final int level : which) {
            if (numbers == null) {
                texts.add(distinct.text(level));
            } else {
                numbers.add(distinct.isMissing(level) ? null : (Double) distinct.number(level));
            }
        }
        return new ValueList(numbers, texts);
    }

    /** The number of values. */
    public int size() {
        return numbers == null ? texts.size() : numbers.size();
    }

    /** A value: a Double, a String, or null for missing. */
    public Object value(final int index) {
        return numbers == null ? texts.get(index) : numbers.get(index);
    }
}
