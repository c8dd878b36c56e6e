// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import java.util.Objects;

/**
 * A rule that an identifier is the concatenation of two other columns in every row, such as a full name.
 *
 * @param column the index of the concatenated column
 * @param first the index of the column with the first part
 * @param separator the text between the parts
 * @param second the index of the column with the second part
 */
public record ConcatRule(int column, int first, String separator, int second) {
    private static final int MAX_LENGTH = 1_000;

    public ConcatRule {
        Objects.requireNonNull(separator, "separator");
        if (separator.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "A separator has %d characters; it may have %d at most".formatted(separator.length(), MAX_LENGTH));
        }
        if (column < 0 || first < 0 || second < 0 || column == first || column == second || first == second) {
            throw new IllegalArgumentException(
                    "Column %d cannot be the concatenation of columns %d and %d; the three must be different"
                            .formatted(column, first, second));
        }
    }

    /** The concatenation of both parts; null where a part is missing. */
    public String join(final String firstText, final String secondText) {
        return firstText == null || secondText == null ? null : firstText + separator + secondText;
    }
}
