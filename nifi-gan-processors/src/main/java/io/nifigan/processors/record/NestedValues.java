// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors.record;

import io.nifigan.table.PathStep;
import io.nifigan.table.ValueType;
import java.lang.reflect.Array;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.nifi.serialization.record.Record;

/** Reads members and elements of records, maps and arrays, in all classes that readers deliver. */
final class NestedValues {
    private NestedValues() {}

    /** Whether a value has members with names. */
    static boolean isRecord(final Object value) {
        return value instanceof Record || value instanceof Map;
    }

    static Object member(final Object holder, final String name) {
        return switch (holder) {
            case Record record -> record.getValue(name);
            case Map<?, ?> map -> map.get(name);
            case null, default -> null;
        };
    }

    static Set<String> keys(final Object holder) {
        return switch (holder) {
            case Record record -> record.getRawFieldNames();
            case Map<?, ?> map -> map.keySet().stream().map(String::valueOf).collect(Collectors.toSet());
            case null, default -> Set.of();
        };
    }

    /** The number of elements of an array; -1 if the value is no array. */
    static int length(final Object value) {
        if (value instanceof Collection<?> collection) {
            return collection.size();
        }
        return value != null && value.getClass().isArray() ? Array.getLength(value) : -1;
    }

    /** An element of an array; null if the index is too high. */
    static Object element(final Object array, final int index) {
        if (index >= length(array)) {
            return null;
        }
        return switch (array) {
            case List<?> list -> list.get(index);
            case Collection<?> collection ->
                collection.stream().skip(index).findFirst().orElse(null);
            default -> Array.get(array, index);
        };
    }

    private static boolean contains(final Object array, final String text) {
        return IntStream.range(0, length(array))
                .mapToObj(i -> RecordValues.toTable(element(array, i), ValueType.STRING))
                .anyMatch(text::equals);
    }

    /** The value at a path; null if there is none. For a path to a presence, whether the field is present. */
    static Object follow(final Object record, final List<PathStep> steps) {
        Object value = record;
        for (final PathStep step : steps) {
            value = switch (step.kind()) {
                case FIELD, KEY -> member(value, step.name());
                case ELEMENT -> element(value, step.index());
                case MEMBER -> length(value) < 0 ? null : (Object) contains(value, step.name());
                case PRESENT -> isRecord(value) || length(value) >= 0;
                case NO_ELEMENT, NO_KEY, FORM -> null;
            };
        }
        return value;
    }
}
