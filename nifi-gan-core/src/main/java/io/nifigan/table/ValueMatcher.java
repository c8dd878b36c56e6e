// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/** Finds the index of each row's value in a list of values. */
public final class ValueMatcher {
    private ValueMatcher() {}

    /** A function from a row to the index of its value in the list, -1 where it is not in the list. */
    public static IntUnaryOperator of(final Table table, final int column, final ValueList values) {
        final Map<Object, Integer> index = new HashMap<>();
        for (int i = 0; i < values.size(); i++) {
            final Object value = values.value(i);
            // 0 and -0 are the same number.
            index.put(value instanceof Double number ? (Object) (number + 0.) : value, i);
        }
        final int missing = index.getOrDefault(null, -1);
        if (table.column(column).kind().isNumeric()) {
            final double[] numbers = table.numbers(column);
            return r -> Double.isNaN(numbers[r]) ? missing : index.getOrDefault(numbers[r] + 0., -1);
        }
        final List<String> dictionary = table.dictionary(column);
        final int[] known = new int[dictionary.size()];
        Arrays.setAll(known, i -> index.getOrDefault(dictionary.get(i), -1));
        final int[] codes = table.codes(column);
        return r -> codes[r] < 0 ? missing : known[codes[r]];
    }

    /**
     * Rejects values of another type than the column's.
     *
     * @throws IllegalArgumentException where a numeric column gets texts or another column gets numbers
     */
    public static void check(final ValueList values, final boolean numeric) {
        if (numeric != (values.numbers() != null)) {
            throw new IllegalArgumentException("A rule has texts for a numeric column or numbers for another one");
        }
    }
}
