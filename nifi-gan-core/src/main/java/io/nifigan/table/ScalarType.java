// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

import java.util.List;
import java.util.Objects;

/**
 * One type of values as a schema declares it.
 *
 * @param type how the values travel
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
            throw new IllegalArgumentException("An enumeration of %,d symbols whose type is %s; at most %,d, of texts"
                    .formatted(symbols.size(), type, MAX_SYMBOLS));
        }
        if (Math.abs((long) scale) > MAX_SCALE || Math.abs((long) precision) > MAX_SCALE) {
            throw new IllegalArgumentException(
                    "A decimal of precision %d and scale %d; %,d is the most".formatted(precision, scale, MAX_SCALE));
        }
    }

    public ScalarType(final ValueType type) {
        this(type, 0, 0, List.of());
    }

    public boolean enumerates() {
        return !symbols.isEmpty();
    }
}
