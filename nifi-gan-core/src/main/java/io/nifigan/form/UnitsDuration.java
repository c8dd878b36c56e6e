// SPDX-License-Identifier: Apache-2.0
package io.nifigan.form;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Durations with a unit behind each number: "2h 57m", "1 day, 2 hours", "PT2H57M". The content is in the smallest unit.
 * In the spec {@code n} is a number that is left out where it is zero, {@code 0} one that is always written, {@code 00}
 * one of two digits; labels are in quotes, those of ISO 8601 are not: {@code n"h" 00"m"}, {@code n" day(s)", 0"
 * hour(s)"}, {@code PnDTnHnM}, {@code PTnHnMn.#S}. The last label may be missing: {@code 0"h"00""} is "2h05".
 */
final class UnitsDuration extends DurationForm {
    /** The separator between two parts. */
    static final Set<String> SEPARATORS = Set.of("", " ", ", ", " and ");

    static final String PLURAL = "(s)";
    private static final int MAX_PARTS = 6;
    private static final int MAX_LABEL = 12;

    private final List<Part> parts;
    private final String separator;
    private final boolean iso;
    private final boolean zeros;
    private final Decimals decimals;
    private final String spec;

    /** How many decimals the last unit of a duration has. */
    enum Decimals {
        NONE,
        /** As many as needed. */
        FREE
    }

    /**
     * A number and its unit.
     *
     * @param label what stands behind the number, with "(s)" where an s is left out behind a 1; empty for the unit
     *     below the one before
     * @param width minimum digits, 1 or 2
     */
    record Part(TimeUnitName unit, String label, int width) {
        Part {
            check(width == 1 || width == 2, "no number of digits");
            check(label.length() <= MAX_LABEL, "a long label");
            check(label.isEmpty() || TimeUnitName.ofLabel(label) == unit, "no label of a unit");
        }

        /** The place behind the label of this part, if it stands at a place of a text; else -1. */
        int after(final String text, final int at) {
            final boolean plural = label.endsWith(PLURAL);
            final String start = plural ? label.substring(0, label.length() - PLURAL.length()) : label;
            if (!text.startsWith(start, at)) {
                return -1;
            }
            final int end = at + start.length();
            return plural && end < text.length() && text.charAt(end) == 's' ? end + 1 : end;
        }
    }

    /**
     * @param iso whether a P stands first and a T before hours, minutes and seconds
     * @param zeros whether parts that are zero are written
     */
    UnitsDuration(
            final List<Part> parts,
            final String separator,
            final boolean iso,
            final boolean zeros,
            final Decimals decimals) {
        check(!parts.isEmpty() && parts.size() <= MAX_PARTS && (iso || parts.size() > 1), "no parts");
        check(SEPARATORS.contains(separator) && (!iso || separator.isEmpty()), "no separator");
        for (int i = 0; i < parts.size(); i++) {
            final Part part = parts.get(i);
            check(i == 0 || part.unit.compareTo(parts.get(i - 1).unit) > 0, "units out of order");
            check(!iso || part.label.equals(part.unit.iso()) && part.width == 1, "no unit of ISO 8601");
            check(!part.label.isEmpty() || i > 0 && zeros && isLeast(parts, i), "no label");
        }
        check(!iso || parts.getFirst().unit != TimeUnitName.WEEKS || parts.size() == 1, "weeks among other units");
        this.parts = List.copyOf(parts);
        this.separator = separator;
        this.iso = iso;
        this.zeros = zeros;
        this.decimals = decimals;
        spec = DurationForms.MARK + pattern();
        check(spec.length() <= MAX_SPEC, "too long");
    }

    /** Whether a part is the last one, and its unit the one below the unit before: the minutes of "2h05". */
    private static boolean isLeast(final List<Part> parts, final int i) {
        return i == parts.size() - 1
                && parts.get(i).unit == parts.get(i - 1).unit.below();
    }

    private String pattern() {
        final StringBuilder text = new StringBuilder(iso ? "P" : "");
        boolean time = false;
        for (int i = 0; i < parts.size(); i++) {
            final Part part = parts.get(i);
            text.append(i > 0 ? separator : "");
            if (iso && !time && part.unit.isTime()) {
                time = true;
                text.append('T');
            }
            text.append(part.width == 2 ? "00" : zeros ? "0" : "n");
            if (part.width == 2 && !zeros) {
                text.append('n');
            }
            text.append(i == parts.size() - 1 && decimals == Decimals.FREE ? ".#" : "");
            text.append(iso ? part.label : '"' + part.label + '"');
        }
        return text.toString();
    }

    /** The form that a pattern describes: what its spec has behind the mark. */
    static UnitsDuration parse(final String pattern) {
        final boolean iso = pattern.startsWith("P");
        final List<Part> parts = new ArrayList<>();
        String separator = "";
        boolean zeros = true;
        boolean free = false;
        int at = iso ? 1 : 0;
        while (at < pattern.length()) {
            if (iso) {
                at += pattern.startsWith("T", at) ? 1 : 0;
            } else if (!parts.isEmpty()) {
                separator = separator(pattern, at);
                at += separator.length();
            }
            final boolean wide = pattern.startsWith("00", at);
            at = digits(pattern, at);
            zeros &= !pattern.startsWith("n", at);
            at += pattern.startsWith("n", at) ? 1 : 0;
            free |= pattern.startsWith(".#", at);
            at += pattern.startsWith(".#", at) ? 2 : 0;
            final int labelEnd = iso ? at + 1 : pattern.indexOf('"', at + 1);
            check(labelEnd > at && labelEnd <= pattern.length(), "no label");
            final String label = pattern.substring(iso ? at : at + 1, labelEnd);
            final boolean time = iso && pattern.lastIndexOf('T', at) >= 0;
            final boolean unnamed = label.isEmpty() && !parts.isEmpty();
            final TimeUnitName unit = unnamed ? parts.getLast().unit.below() : TimeUnitName.ofLabel(label);
            check(unit != null && (!iso || unit.isTime() == time), "no unit");
            parts.add(new Part(unit, label, wide ? 2 : 1));
            at = iso ? labelEnd : labelEnd + 1;
        }
        return new UnitsDuration(parts, separator, iso, zeros, free ? Decimals.FREE : Decimals.NONE);
    }

    private static String separator(final String pattern, final int at) {
        String longest = "";
        for (final String separator : SEPARATORS) {
            if (separator.length() > longest.length() && pattern.startsWith(separator, at)) {
                longest = separator;
            }
        }
        return longest;
    }

    @Override
    public String spec() {
        return spec;
    }

    @Override
    int rank() {
        return parts.size() + (decimals == Decimals.FREE ? 1 : 0) + (zeros ? 1 : 0);
    }

    @Override
    public double read(final String text) {
        final String stripped = text.strip();
        if (stripped.isEmpty() || stripped.length() > MAX_LENGTH) {
            return Double.NaN;
        }
        final boolean negative = stripped.charAt(0) == '-';
        int at = negative ? 1 : 0;
        if (iso) {
            if (!stripped.startsWith("P", at)) {
                return Double.NaN;
            }
            at++;
        }
        final long smallest = parts.getLast().unit.millis();
        double value = 0;
        boolean time = false;
        int next = 0;
        while (at < stripped.length()) {
            if (next > 0 && !iso) {
                if (!stripped.startsWith(separator, at)) {
                    return Double.NaN;
                }
                at += separator.length();
            } else if (iso && !time && stripped.charAt(at) == 'T') {
                time = true;
                at++;
            }
            final int end = digits(stripped, at);
            int numberEnd = end;
            if (decimals == Decimals.FREE && end < stripped.length() && stripped.charAt(end) == '.') {
                numberEnd = digits(stripped, end + 1);
            }
            final long whole = number(stripped, at, end);
            final int part = part(stripped, numberEnd, next, time);
            if (whole < 0 || part < 0 || numberEnd > end && part < parts.size() - 1) {
                return Double.NaN;
            }
            final double size = numberEnd > end ? Double.parseDouble(stripped.substring(at, numberEnd)) : whole;
            value += size * (parts.get(part).unit.millis() / smallest);
            at = parts.get(part).after(stripped, numberEnd);
            next = part + 1;
        }
        return next == 0 ? Double.NaN : negative ? -value : value;
    }

    /** The part whose label stands at a place, with the end or another number behind it; -1 where none does. */
    private int part(final String text, final int at, final int from, final boolean time) {
        for (int i = from; i < parts.size(); i++) {
            final int end = parts.get(i).after(text, at);
            if (end < 0 || iso && parts.get(i).unit.isTime() != time) {
                continue;
            }
            if (end == text.length() || iso || text.startsWith(separator, end) && isNumber(text, end)) {
                return i;
            }
        }
        return -1;
    }

    private boolean isNumber(final String text, final int end) {
        final int at = end + separator.length();
        return digits(text, at) > at;
    }

    @Override
    public String write(final double value) {
        BigDecimal size = size(value, decimals == Decimals.FREE ? -1 : 0);
        if (size.scale() > MAX_DECIMALS) {
            size = size(value, MAX_DECIMALS);
        }
        final StringBuilder text = new StringBuilder(24);
        text.append(value < 0 && size.signum() > 0 ? "-" : "").append(iso ? "P" : "");
        long rest = size.longValue();
        final BigDecimal fraction = size.subtract(BigDecimal.valueOf(rest)).stripTrailingZeros();
        final long smallest = parts.getLast().unit.millis();
        boolean time = false;
        boolean begun = false;
        for (int i = 0; i < parts.size(); i++) {
            final Part part = parts.get(i);
            final boolean last = i == parts.size() - 1;
            final long unit = part.unit.millis() / smallest;
            final long count = rest / unit;
            rest %= unit;
            final boolean broken = last && fraction.signum() > 0;
            if (count == 0 && !zeros && !broken && !(last && !begun)) {
                continue;
            }
            text.append(begun ? separator : "");
            if (iso && !time && part.unit.isTime()) {
                time = true;
                text.append('T');
            }
            text.append(part.width == 2 && count < 10 ? "0" : "").append(count);
            text.append(broken ? fraction.toPlainString().substring(1) : "");
            text.append(part.label.replace(PLURAL, count == 1 && !broken ? "" : "s"));
            begun = true;
        }
        return text.toString();
    }
}
