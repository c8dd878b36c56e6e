// SPDX-License-Identifier: Apache-2.0
package io.nifigan.rule;

import java.util.Objects;

/**
 * An identifier that is two other columns put together in every row, such as a full name.
 *
 * @param column the index of the column that is put together
 * @param first the index of the column that it begins with
 * @param separator what stands between
 * @param second the index of the column that it ends with
 */
public record ConcatRule(int column, int first, String separator, int second) {
    private static final int LONGEST = 1_000;

    public ConcatRule {
        Objects.requireNonNull(separator, "separator");
        if (separator.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "A separator has %d letters; %d is the most".formatted(separator.length(), LONGEST));
        }
        if (column < 0 || first < 0 || second < 0 || column == first || column == second || first == second) {
            throw new IllegalArgumentException(
                    "Column %d cannot be put together from columns %d and %d".formatted(column, first, second));
        }
    }

    /** The whole from its parts; null where a part is missing. */
    public String join(final String firstText, final String secondText) {
        return firstText == null || secondText == null ? null : firstText + separator + secondText;
    }
}
