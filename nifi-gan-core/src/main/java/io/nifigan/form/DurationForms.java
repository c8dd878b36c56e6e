// SPDX-License-Identifier: Apache-2.0
package io.nifigan.form;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which forms of durations a text may have, and the forms that a model file describes. */
final class DurationForms {
    /** What the specs of durations begin with. */
    static final String MARK = "duration ";

    private DurationForms() {}

    /** All forms of durations that restore a text, the likelier first. */
    static List<WrittenForm> candidates(final String text) {
        if (text.length() < 3 || text.length() > DurationForm.MAX_LENGTH) {
            return List.of();
        }
        final Set<DurationForm> all = new LinkedHashSet<>();
        if (text.indexOf(':') > 0) {
            clocks(text, all);
        } else {
            all.addAll(UnitsScanner.candidates(text));
        }
        final List<WrittenForm> found = new ArrayList<>();
        for (final DurationForm form : all) {
            if (form.restores(text)) {
                found.add(form);
            }
        }
        return found;
    }

    private static void clocks(final String text, final Set<DurationForm> all) {
        final int colon = text.indexOf(':');
        int hours = colon;
        while (hours > 0 && NumberReader.isDigit(text.charAt(hours - 1))) {
            hours--;
        }
        final int first = text.charAt(0) == '-' ? 1 : 0;
        String between = "";
        if (hours > first) {
            final int daysEnd = DurationForm.digits(text, first);
            between = text.substring(Math.min(daysEnd, hours), hours).replace("+", "");
            if (daysEnd == first || !ClockDuration.DAY_WORDS.contains(between)) {
                return;
            }
        }
        final boolean two = text.lastIndexOf(':') == colon;
        final int point = Math.max(text.lastIndexOf('.'), text.lastIndexOf(','));
        final int decimals = point > colon ? text.length() - point - 1 : 0;
        if (hours == colon || decimals > DurationForm.MAX_DECIMALS) {
            return;
        }
        final ClockDuration.Fields fields = !two
                ? ClockDuration.Fields.HOURS_MINUTES_SECONDS
                : decimals > 0 ? ClockDuration.Fields.MINUTES_SECONDS : ClockDuration.Fields.HOURS_MINUTES;
        final char sign = decimals > 0 ? text.charAt(point) : '.';
        for (int width = Math.min(2, colon - hours); width > 0; width--) {
            clocks(fields, width, between, sign, decimals, all);
        }
    }

    private static void clocks(
            final ClockDuration.Fields fields,
            final int width,
            final String days,
            final char point,
            final int decimals,
            final Set<DurationForm> all) {
        for (final boolean optional : decimals > 0 ? new boolean[] {false, true} : new boolean[] {false}) {
            if (days.isEmpty() || fields == ClockDuration.Fields.HOURS_MINUTES_SECONDS) {
                all.add(new ClockDuration(fields, width, days, false, point, decimals, optional));
            }
            if (!days.isEmpty() && fields == ClockDuration.Fields.HOURS_MINUTES_SECONDS) {
                final String either = days.replaceFirst("days?", "day(s)");
                all.add(new ClockDuration(fields, width, either, true, point, decimals, optional));
            }
        }
    }

    /** The form that a spec describes; empty where it describes none. */
    static Optional<WrittenForm> of(final String spec) {
        if (spec.length() > WrittenForm.MAX_SPEC || !spec.startsWith(MARK)) {
            return Optional.empty();
        }
        try {
            final String pattern = spec.substring(MARK.length());
            final DurationForm form = pattern.indexOf(':') >= 0 ? clock(pattern) : UnitsDuration.parse(pattern);
            return form.spec().equals(spec) ? Optional.of(form) : Optional.empty();
        } catch (final IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static DurationForm clock(final String pattern) {
        final boolean optionalDecimals = pattern.endsWith("?");
        String rest = optionalDecimals ? pattern.substring(0, pattern.length() - 1) : pattern;
        final int quote = rest.indexOf('"');
        final int quoteEnd = rest.lastIndexOf('"');
        final boolean optionalDays = rest.startsWith("[d");
        String days = "";
        if (quoteEnd > quote) {
            days = rest.substring(quote + 1, quoteEnd);
            rest = rest.substring(quoteEnd + 1);
        }
        final int zeros = rest.indexOf('0');
        final int decimals = zeros < 0 ? 0 : rest.length() - zeros;
        final char point = zeros > 0 ? rest.charAt(zeros - 1) : '.';
        final String clock = zeros > 0 ? rest.substring(0, zeros - 1) : rest;
        final int width = clock.contains("hh") || clock.startsWith("[mm") ? 2 : 1;
        final ClockDuration.Fields fields = Arrays.stream(ClockDuration.Fields.values())
                .filter(f -> clock.endsWith(f.first + f.rest) || clock.endsWith(f.first + ']' + f.rest))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No fields"));
        return new ClockDuration(fields, width, days, optionalDays, point, decimals, optionalDecimals);
    }
}
