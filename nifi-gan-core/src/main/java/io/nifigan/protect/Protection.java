// SPDX-License-Identifier: Apache-2.0
package io.nifigan.protect;

import java.util.Objects;

/**
 * Settings of the suppression of rare values, which could reveal single rows.
 *
 * @param minimumCount minimum number of rows with a value, 1 to 1,000,000; values of fewer rows are replaced, and 1
 *     replaces none
 * @param replacement the value written in place of a rare one
 * @param other the text for {@link Replacement#OTHER}, 1 to 1,000 characters
 * @param protectExtremes whether numbers and dates are clipped to the fifth smallest and the fifth largest value
 */
public record Protection(int minimumCount, Replacement replacement, String other, boolean protectExtremes) {
    /** No protection: no value is replaced. */
    public static final Protection NONE = new Protection(1, Replacement.REDISTRIBUTE, "other", false);

    private static final int MAX_COUNT = 1_000_000;
    private static final int MAX_LENGTH = 1_000;

    public Protection {
        Objects.requireNonNull(replacement, "replacement");
        Objects.requireNonNull(other, "other");
        if (minimumCount < 1 || minimumCount > MAX_COUNT) {
            throw new IllegalArgumentException(
                    "The minimum count of a value is %,d; it must be 1 to %,d".formatted(minimumCount, MAX_COUNT));
        }
        if (other.isEmpty() || other.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("The text for rare values has %,d characters; it must have 1 to %,d"
                    .formatted(other.length(), MAX_LENGTH));
        }
    }

    /** Whether any value may be replaced. */
    public boolean replaces() {
        return minimumCount > 1 || protectExtremes;
    }
}
