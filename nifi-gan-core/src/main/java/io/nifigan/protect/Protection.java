// SPDX-License-Identifier: Apache-2.0
package io.nifigan.protect;

import java.util.Objects;

/**
 * Which values must neither be learnt nor come out, because they would tell of few rows.
 *
 * @param minimumCount a category that fewer rows have is replaced, 1 to 1,000,000; 1 replaces none
 * @param replacement what by
 * @param other the text where the stand-in is {@link Replacement#OTHER}, at most 1,000 letters
 * @param protectExtremes whether numbers and days are clipped to the fifth smallest and the fifth greatest
 */
public record Protection(int minimumCount, Replacement replacement, String other, boolean protectExtremes) {
    /** Every value may come out. */
    public static final Protection NONE = new Protection(1, Replacement.REDISTRIBUTE, "other", false);

    private static final int MAX_COUNT = 1_000_000;
    private static final int LONGEST = 1_000;

    public Protection {
        Objects.requireNonNull(replacement, "replacement");
        Objects.requireNonNull(other, "other");
        if (minimumCount < 1 || minimumCount > MAX_COUNT) {
            throw new IllegalArgumentException(
                    "The minimum of occurrences is %,d; it must be 1 to %,d".formatted(minimumCount, MAX_COUNT));
        }
        if (other.isEmpty() || other.length() > LONGEST) {
            throw new IllegalArgumentException("The text for rare values has %,d letters; it must have 1 to %,d"
                    .formatted(other.length(), LONGEST));
        }
    }

    /** Whether anything is replaced. */
    public boolean replaces() {
        return minimumCount > 1 || protectExtremes;
    }
}
