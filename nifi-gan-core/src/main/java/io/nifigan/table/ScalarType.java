// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

import java.util.List;
import java.util.Objects;

/**
 * A type of single values, as a schema declares it.
 *
 * @param type the type in records
 * @param precision digits of a {@link ValueType#DECIMAL}, 0 where it is not known
 * @param scale digits after the point of a {@link ValueType#DECIMAL}, 0 where it is not known
 * @param symbols the values of an enumeration, whose type is {@link ValueType#STRING}; empty for every other type
 */
public record ScalarType(ValueType type, int precision, int scale, List<String> symbols) {
    private static final int MAX_SYMBOLS = 100_000;
    private static final int MAX_SCALE = 1_000;

    public ScalarType {
        Objects.requireNonNull(type, "type");
        symbols = List.copyOf(symbols);
        if (symbols.size() > MAX_SYMBOLS || !symbols.isEmpty() && type != ValueType.STRING) {
            throw new IllegalArgumentException(
                    "An enumeration of %,d symbols of type %s; it must have at most %,d symbols of type STRING"
                            .formatted(symbols.size(), type, MAX_SYMBOLS));
        }
        if (Math.abs((long) scale) > MAX_SCALE || Math.abs((long) precision) > MAX_SCALE) {
            throw new IllegalArgumentException("A decimal of precision %d and scale %d; both may be %,d at most"
                    .formatted(precision, scale, MAX_SCALE));
        }
    }

    /** A type of unknown precision that is not an enumeration. */
    public ScalarType(final ValueType type) {
        this(type, 0, 0, List.of());
    }

    /** Whether the type is an enumeration. */
    public boolean enumerates() {
        return !symbols.isEmpty();
    }
}
