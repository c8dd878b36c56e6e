// SPDX-License-Identifier: Apache-2.0
package io.nifigan.identifier;

import java.util.Collection;
import java.util.Locale;

/** How a column writes its letters. */
public enum LetterCase {
    UPPER,
    LOWER,
    /** As names are written: big letters where a word begins. */
    TITLE;

    private static final double MAX = .8;

    String of(final String text) {
        return switch (this) {
            case UPPER -> text.toUpperCase(Locale.ROOT);
            case LOWER -> text.toLowerCase(Locale.ROOT);
            case TITLE -> text;
        };
    }

    /** The one that most of the values have. */
    static LetterCase in(final Collection<String> values) {
        long upper = 0;
        long lower = 0;
        long all = 0;
        for (final String value : values) {
            final boolean small = value.chars().anyMatch(Character::isLowerCase);
            final boolean big = value.chars().anyMatch(Character::isUpperCase);
            upper += big && !small ? 1 : 0;
            lower += small && !big ? 1 : 0;
            all += small || big ? 1 : 0;
        }
        return upper > MAX * all ? UPPER : lower > MAX * all ? LOWER : TITLE;
    }
}
