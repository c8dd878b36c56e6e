// SPDX-License-Identifier: Apache-2.0
package io.nifigan.form;

import java.util.Locale;
import java.util.Set;

/** Units of durations, from the largest to the smallest, and the words that stand for them. */
enum TimeUnitName {
    WEEKS("W", 604_800_000, Set.of("w", "wk", "wks", "week", "weeks")),
    DAYS("D", 86_400_000, Set.of("d", "day", "days")),
    HOURS("H", 3_600_000, Set.of("h", "hr", "hrs", "hour", "hours", "std", "std.")),
    MINUTES("M", 60_000, Set.of("m", "min", "mins", "min.", "minute", "minutes", "minuten")),
    SECONDS("S", 1_000, Set.of("s", "sec", "secs", "sec.", "second", "seconds", "sek", "sek.", "sekunden")),
    MILLISECONDS("", 1, Set.of("ms", "msec", "millisecond", "milliseconds"));

    private static final Set<String> FULL = Set.of("week", "day", "hour", "minute", "second", "millisecond");

    private final String iso;
    private final long millis;
    private final Set<String> words;

    TimeUnitName(final String iso, final long millis, final Set<String> words) {
        this.iso = iso;
        this.millis = millis;
        this.words = words;
    }

    /** The letter of ISO 8601; empty where it has none. */
    String iso() {
        return iso;
    }

    long millis() {
        return millis;
    }

    /** Whether ISO 8601 has this unit behind the T. */
    boolean isTime() {
        return compareTo(DAYS) > 0;
    }

    /** The next smaller unit; null below milliseconds. */
    TimeUnitName below() {
        return this == MILLISECONDS ? null : values()[ordinal() + 1];
    }

    /** The unit of a label, which may begin with one blank and end in "(s)"; null where it is none. */
    static TimeUnitName ofLabel(final String label) {
        String word = label.startsWith(" ") ? label.substring(1) : label;
        if (word.endsWith(UnitsDuration.PLURAL)) {
            word = word.substring(0, word.length() - UnitsDuration.PLURAL.length()) + "s";
        }
        word = word.toLowerCase(Locale.ROOT);
        for (final TimeUnitName unit : values()) {
            if (unit.words.contains(word)) {
                return unit;
            }
        }
        return null;
    }

    /** Whether a word has a plural that ends in s: "hour", but not "h" and "min". */
    static boolean isFullWord(final String word) {
        return FULL.contains(word.toLowerCase(Locale.ROOT));
    }
}
