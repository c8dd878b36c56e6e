// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.record;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Watches whether the records in arrays are in the order of one of their dates or times. */
final class ElementOrder {
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d.*");

    /** Fields that had dates or times. */
    private final Set<String> times = new HashSet<>();
    /** The columns that were found not to be in order. */
    private final Set<String> falling = new HashSet<>();

    /** @param names the fields of the records */
    void see(final Object array, final Set<String> names) {
        final Map<String, Object> last = new HashMap<>();
        for (int i = 0; i < NestedValues.length(array); i++) {
            final Object record = NestedValues.element(array, i);
            for (final String name : names) {
                final Object value = NestedValues.member(record, name);
                if (isTime(value)) {
                    times.add(name);
                    final Object before = last.put(name, value);
                    if (before != null && isAfter(before, value)) {
                        falling.add(name);
                    }
                }
            }
        }
    }

    private static boolean isTime(final Object value) {
        return value instanceof java.util.Date
                || value instanceof CharSequence text && DATE.matcher(text).matches();
    }

    private static boolean isAfter(final Object before, final Object value) {
        return before instanceof java.util.Date a && value instanceof java.util.Date b
                ? a.compareTo(b) > 0
                : before.toString().compareTo(value.toString()) > 0;
    }

    /** Whether there are dates or times, and none puts the records in order. */
    boolean isLost() {
        return !times.isEmpty() && falling.containsAll(times);
    }

    ElementOrder join(final ElementOrder other) {
        final ElementOrder both = new ElementOrder();
        both.times.addAll(times);
        both.times.addAll(other.times);
        both.falling.addAll(falling);
        both.falling.addAll(other.falling);
        return both;
    }
}
