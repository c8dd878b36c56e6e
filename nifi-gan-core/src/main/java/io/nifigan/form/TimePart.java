// SPDX-License-Identifier: Apache-2.0
package io.nifigan.form;

import java.time.LocalDateTime;
import java.util.List;

/** A piece of the pattern of a date or time. */
sealed interface TimePart {
    /** What {@link #read} returns where the text is not as the part asks. */
    int NO_MATCH = -1;

    /**
     * Reads this part.
     *
     * @return the index behind what was read, or {@link #NO_MATCH}
     */
    int read(String text, int at, ParsedTime into);

    void write(LocalDateTime time, StringBuilder to);

    /** A fixed text. */
    record Literal(String literal) implements TimePart {
        @Override
        public int read(final String text, final int at, final ParsedTime into) {
            return text.startsWith(literal, at) ? at + literal.length() : NO_MATCH;
        }

        @Override
        public void write(final LocalDateTime time, final StringBuilder to) {
            to.append(literal);
        }
    }

    /**
     * A number of decimal digits.
     *
     * @param min fewest digits, filled up with zeros
     * @param blanks whether blanks fill up instead; they may be missing in a text that begins here
     */
    record Number(TimeField field, int min, int max, boolean blanks) implements TimePart {
        @Override
        public int read(final String text, final int at, final ParsedTime into) {
            int from = at;
            while (blanks && from < text.length() && from < at + min - 1 && text.charAt(from) == ' ') {
                from++;
            }
            int end = from;
            int value = 0;
            while (end < text.length() && end < at + max && isDigit(text.charAt(end))) {
                value = value * 10 + text.charAt(end) - '0';
                end++;
            }
            final boolean enough = blanks ? end > from && (at == 0 || end - at >= min) : end - at >= min;
            return enough && into.set(field, value) ? end : NO_MATCH;
        }

        @Override
        public void write(final LocalDateTime time, final StringBuilder to) {
            final String digits = Integer.toString(field.of(time));
            to.repeat(blanks ? ' ' : '0', Math.max(0, min - digits.length())).append(digits);
        }
    }

    /** The last two digits of a year from {@link #FIRST} to 99 years later: birth dates and dates due soon. */
    record ShortYear() implements TimePart {
        /** As spreadsheets have it. */
        private static final int FIRST = 1930;

        @Override
        public int read(final String text, final int at, final ParsedTime into) {
            if (at + 2 > text.length() || !isDigit(text.charAt(at)) || !isDigit(text.charAt(at + 1))) {
                return NO_MATCH;
            }
            final int digits = (text.charAt(at) - '0') * 10 + text.charAt(at + 1) - '0';
            into.set(TimeField.YEAR, FIRST + Math.floorMod(digits - FIRST, 100));
            return at + 2;
        }

        @Override
        public void write(final LocalDateTime time, final StringBuilder to) {
            final int digits = time.getYear() % 100;
            to.append((char) ('0' + digits / 10)).append((char) ('0' + digits % 10));
        }
    }

    /** A name out of a list; the first name stands for the value {@code first}. */
    record Name(TimeField field, int first, List<String> names) implements TimePart {
        @Override
        public int read(final String text, final int at, final ParsedTime into) {
            int found = -1;
            int length = 0;
            for (int i = 0; i < names.size(); i++) {
                if (names.get(i).length() > length && text.startsWith(names.get(i), at)) {
                    found = i;
                    length = names.get(i).length();
                }
            }
            return found >= 0 && into.set(field, found + first) ? at + length : NO_MATCH;
        }

        @Override
        public void write(final LocalDateTime time, final StringBuilder to) {
            to.append(names.get(field.of(time) - first));
        }
    }

    /** The ending of an English ordinal number: the "th" of "30th". */
    record OrdinalEnding() implements TimePart {
        private static final List<String> ENDINGS = List.of("th", "st", "nd", "rd");

        @Override
        public int read(final String text, final int at, final ParsedTime into) {
            return ENDINGS.stream().anyMatch(ending -> text.startsWith(ending, at)) ? at + 2 : NO_MATCH;
        }

        @Override
        public void write(final LocalDateTime time, final StringBuilder to) {
            final int day = time.getDayOfMonth();
            to.append(ENDINGS.get(day / 10 == 1 || day % 10 > 3 ? 0 : day % 10));
        }
    }

    /**
     * Digits of a fraction of a second.
     *
     * @param sign what stands before the digits; empty for none
     * @param digits how many; 0 for as many as needed, and then neither sign nor digits where the fraction is zero
     */
    record Fraction(String sign, int digits) implements TimePart {
        private static final int MAX_DIGITS = 9;

        @Override
        public int read(final String text, final int at, final ParsedTime into) {
            final int from = at + sign.length();
            if (!text.startsWith(sign, at) || from >= text.length() || !isDigit(text.charAt(from))) {
                return digits == 0 ? at : NO_MATCH;
            }
            final int max = digits == 0 ? MAX_DIGITS : digits;
            int nano = 0;
            int end = from;
            while (end < text.length() && end - from < max && isDigit(text.charAt(end))) {
                nano = nano * 10 + text.charAt(end) - '0';
                end++;
            }
            for (int i = end - from; i < MAX_DIGITS; i++) {
                nano *= 10;
            }
            return end - from >= digits && into.set(TimeField.NANO, nano) ? end : NO_MATCH;
        }

        @Override
        public void write(final LocalDateTime time, final StringBuilder to) {
            if (digits == 0 && time.getNano() == 0) {
                return;
            }
            final String all = Integer.toString(1_000_000_000 + time.getNano()).substring(1);
            int end = digits == 0 ? MAX_DIGITS : digits;
            while (digits == 0 && all.charAt(end - 1) == '0') {
                end--;
            }
            to.append(sign).append(all, 0, end);
        }
    }

    /** A colon and the seconds, left out at the full minute: {@code LocalTime.toString} writes so. */
    record OptionalSeconds() implements TimePart {
        private static final Number SECONDS = new Number(TimeField.SECOND, 2, 2, false);

        @Override
        public int read(final String text, final int at, final ParsedTime into) {
            return text.startsWith(":", at) ? SECONDS.read(text, at + 1, into) : at;
        }

        @Override
        public void write(final LocalDateTime time, final StringBuilder to) {
            if (time.getSecond() > 0 || time.getNano() > 0) {
                SECONDS.write(time, to.append(':'));
            }
        }
    }

    static boolean isDigit(final char c) {
        return c >= '0' && c <= '9';
    }
}
