// SPDX-License-Identifier: Apache-2.0
package io.nifigan.identifier;

import java.util.Collection;
import java.util.Locale;

/** The case of a column's letters. */
public enum LetterCase {
    UPPER,
    LOWER,
    /** As in names: upper-case initials. */
    TITLE;

    private static final double MIN_SHARE = .8;

    String of(final String text) {
        return switch (this) {
            case UPPER -> text.toUpperCase(Locale.ROOT);
            case LOWER -> text.toLowerCase(Locale.ROOT);
            case TITLE -> text;
        };
    }

    /** The case that most of the values have. */
    static LetterCase in(final Collection<String> values) {
        long upper = 0;
        long lower = 0;
        long all = 0;
        for (final String value : values) {
            final boolean hasLower = value.chars().anyMatch(Character::isLowerCase);
            final boolean hasUpper = value.chars().anyMatch(Character::isUpperCase);
            upper += hasUpper && !hasLower ? 1 : 0;
            lower += hasLower && !hasUpper ? 1 : 0;
            all += hasLower || hasUpper ? 1 : 0;
        }
        return upper > MIN_SHARE * all ? UPPER : lower > MIN_SHARE * all ? LOWER : TITLE;
    }
}
