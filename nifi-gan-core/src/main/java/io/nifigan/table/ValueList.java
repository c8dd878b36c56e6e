// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Values of a column that a model file can hold: either numbers or texts, null among them for missing.
 *
 * @param numbers the values of a numeric column, else null
 * @param texts the values of any other column, else null
 */
public record ValueList(List<Double> numbers, List<String> texts) {
    public ValueList {
        if ((numbers == null) == (texts == null)) {
            throw new IllegalArgumentException(
                    "Level values are either numbers or texts; found " + (numbers == null ? "none" : "both"));
        }
        if (numbers != null && numbers.stream().anyMatch(number -> number != null && !Double.isFinite(number))) {
            throw new IllegalArgumentException("A level's value is not finite");
        }
        numbers = numbers == null ? null : Collections.unmodifiableList(new ArrayList<>(numbers));
        texts = texts == null ? null : Collections.unmodifiableList(new ArrayList<>(texts));
    }

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

    public int size() {
        return numbers == null ? texts.size() : numbers.size();
    }

    /** A Double, a String, or null where it is missing. */
    public Object value(final int index) {
        return numbers == null ? texts.get(index) : numbers.get(index);
    }
}
