// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.result;

import java.util.List;
import java.util.Objects;

/** Validation of an evaluation's values, which may come from a file. */
final class Checks {
    private static final int MAX_TEXT = 10_000;

    private Checks() {}

    /** Requires a number from 0 to 1. */
    static void share(final String name, final double value) {
        between(name, value, 0, 1);
    }

    /** Like {@link #share}, but null is allowed. */
    static void shareOrNull(final String name, final Double value) {
        if (value != null) {
            share(name, value);
        }
    }

    /** Requires a number within bounds. */
    static void between(final String name, final double value, final double min, final double max) {
        if (!(value >= min && value <= max)) {
            throw new IllegalArgumentException("%s is %s; it must be %s to %s".formatted(name, value, min, max));
        }
    }

    /** Requires a finite number or null. */
    static void finiteOrNull(final String name, final Double value) {
        if (value != null && !Double.isFinite(value)) {
            throw new IllegalArgumentException("%s is %s; it must be finite".formatted(name, value));
        }
    }

    /** Requires a count of 0 or more. */
    static void count(final String name, final long value) {
        if (value < 0) {
            throw new IllegalArgumentException("%s is %d; it must be 0 or more".formatted(name, value));
        }
    }

    /** Requires a text of at most 10,000 characters. */
    static void text(final String name, final String value) {
        Objects.requireNonNull(value, name);
        if (value.length() > MAX_TEXT) {
            throw new IllegalArgumentException(
                    "%s has %d characters; the maximum is %d".formatted(name, value.length(), MAX_TEXT));
        }
    }

    /** An immutable copy of a list, which must not be longer than a maximum. */
    static <T> List<T> copy(final String name, final List<T> values, final int max) {
        Objects.requireNonNull(values, name);
        if (values.size() > max) {
            throw new IllegalArgumentException(
                    "%s has %d entries; the maximum is %d".formatted(name, values.size(), max));
        }
        return List.copyOf(values);
    }
}
