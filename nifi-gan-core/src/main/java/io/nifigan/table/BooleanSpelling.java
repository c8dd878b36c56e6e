// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

import java.util.List;
import java.util.Locale;

/** The words that a column of texts uses for false and true. */
record BooleanSpelling(String no, String yes) {
    private static final BooleanSpelling PLAIN = new BooleanSpelling("false", "true");

    /** The spelling that {@link #format()} describes; "false" and "true" for null. */
    static BooleanSpelling of(final String format) {
        final int bar = format == null ? -1 : format.indexOf('|');
        return bar < 0 ? PLAIN : new BooleanSpelling(format.substring(0, bar), format.substring(bar + 1));
    }

    static boolean isBoolean(final String text) {
        final String bare = text.strip();
        return "true".equalsIgnoreCase(bare) || "false".equalsIgnoreCase(bare);
    }

    /** The spelling that most rows use; a value that does not occur is capitalised like the other. */
    static BooleanSpelling mostCommon(final List<String> dictionary, final int[] counts) {
        String no = null;
        String yes = null;
        int noCount = 0;
        int yesCount = 0;
        for (int i = 0; i < dictionary.size(); i++) {
            final String bare = dictionary.get(i).strip();
            if ("true".equalsIgnoreCase(bare) && counts[i] > yesCount) {
                yes = bare;
                yesCount = counts[i];
            } else if ("false".equalsIgnoreCase(bare) && counts[i] > noCount) {
                no = bare;
                noCount = counts[i];
            }
        }
        if (no == null && yes == null) {
            return PLAIN;
        }
        return new BooleanSpelling(
                no == null ? capitalisedLike(yes, "false") : no, yes == null ? capitalisedLike(no, "true") : yes);
    }

    private static String capitalisedLike(final String model, final String word) {
        if (model.equals(model.toUpperCase(Locale.ROOT))) {
            return word.toUpperCase(Locale.ROOT);
        }
        return Character.isUpperCase(model.charAt(0))
                ? Character.toUpperCase(word.charAt(0)) + word.substring(1)
                : word;
    }

    String text(final boolean value) {
        return value ? yes : no;
    }

    /** The text for {@link Column#format()}: both words with a bar between, or null for "false" and "true". */
    String format() {
        return equals(PLAIN) ? null : no + "|" + yes;
    }
}
