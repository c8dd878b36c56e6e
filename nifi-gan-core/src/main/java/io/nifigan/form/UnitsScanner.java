// SPDX-License-Identifier: Apache-2.0
package io.nifigan.form;

import io.nifigan.form.UnitsDuration.Decimals;
import io.nifigan.form.UnitsDuration.Part;
import java.util.ArrayList;
import java.util.List;

/** Finds the forms that a duration with units may have. Whether they restore the text is looked at elsewhere. */
final class UnitsScanner {
    private static final List<TimeUnitName> ISO_TIME =
            List.of(TimeUnitName.HOURS, TimeUnitName.MINUTES, TimeUnitName.SECONDS);

    private final String text;
    private final List<TimeUnitName> units = new ArrayList<>();
    private final List<String> labels = new ArrayList<>();
    private final List<Integer> widths = new ArrayList<>();
    private String separator = "";
    private boolean decimals;
    /** Whether each label is singular behind a 1 and ends in s elsewhere, and one shows it. */
    private boolean plural = true;

    private boolean pluralSeen;

    private UnitsScanner(final String text) {
        this.text = text;
    }

    static List<DurationForm> candidates(final String text) {
        final int first = text.charAt(0) == '-' ? 1 : 0;
        final UnitsScanner scanner = new UnitsScanner(text);
        if (text.charAt(first) == 'P') {
            return scanner.iso(first + 1);
        }
        return NumberReader.isDigit(text.charAt(first)) && scanner.words(first) ? scanner.ofWords() : List.of();
    }

    private List<DurationForm> iso(final int first) {
        boolean time = false;
        int at = first;
        while (at < text.length()) {
            if (text.charAt(at) == 'T') {
                time = true;
                at++;
            }
            final int end = number(at);
            final TimeUnitName unit = end < text.length() ? TimeUnitName.ofLabel(text.substring(end, end + 1)) : null;
            if (end == at || unit == null || unit.isTime() != time) {
                return List.of();
            }
            units.add(unit);
            at = end + 1;
        }
        if (units.isEmpty() || units.size() > 1 && units.contains(TimeUnitName.WEEKS)) {
            return List.of();
        }
        final TimeUnitName largest = units.getFirst();
        final TimeUnitName smallest = units.getLast();
        if (largest.compareTo(smallest) > 0) {
            return List.of();
        }
        final List<DurationForm> all = new ArrayList<>();
        final List<Part> parts = isoParts(largest, smallest);
        all.add(new UnitsDuration(parts, "", true, false, decimals()));
        if (parts.size() > 1 && parts.size() == units.size()) {
            all.add(new UnitsDuration(parts, "", true, true, decimals()));
        }
        if (largest != TimeUnitName.WEEKS) {
            final TimeUnitName from = largest == TimeUnitName.DAYS ? largest : TimeUnitName.HOURS;
            all.add(new UnitsDuration(isoParts(from, TimeUnitName.SECONDS), "", true, false, Decimals.NONE));
            all.add(new UnitsDuration(isoParts(from, TimeUnitName.SECONDS), "", true, false, Decimals.FREE));
        }
        return all;
    }

    private static List<Part> isoParts(final TimeUnitName from, final TimeUnitName to) {
        final List<Part> parts = new ArrayList<>();
        if (!from.isTime()) {
            parts.add(new Part(from, from.iso(), 1));
        }
        for (final TimeUnitName unit : ISO_TIME) {
            if (unit.compareTo(from) >= 0 && unit.compareTo(to) <= 0) {
                parts.add(new Part(unit, unit.iso(), 1));
            }
        }
        return parts;
    }

    private Decimals decimals() {
        return decimals ? Decimals.FREE : Decimals.NONE;
    }

    /** Passes a number. Returns the place behind it. */
    private int number(final int from) {
        int end = DurationForm.digits(text, from);
        if (end > from && end < text.length() && text.charAt(end) == '.') {
            decimals = true;
            end = DurationForm.digits(text, end + 1);
        }
        return end;
    }

    /** Reads numbers and labels. Returns whether these are at least two units from larger to smaller. */
    private boolean words(final int first) {
        int at = first;
        while (at < text.length()) {
            final int end = number(at);
            int labelEnd = end;
            if (labelEnd < text.length() && text.charAt(labelEnd) == ' ') {
                labelEnd++;
            }
            while (labelEnd < text.length() && (Character.isLetter(text.charAt(labelEnd)) || dotted(labelEnd))) {
                labelEnd++;
            }
            final String label = text.substring(end, labelEnd);
            final boolean unnamed = label.isEmpty() && end == text.length() && units.size() == 1;
            final TimeUnitName unit = unnamed ? units.getLast().below() : TimeUnitName.ofLabel(label);
            if (end == at || unit == null || !units.isEmpty() && unit.compareTo(units.getLast()) <= 0) {
                return false;
            }
            plural(label.strip(), end - at == 1 && text.charAt(at) == '1');
            units.add(unit);
            labels.add(label);
            widths.add(end - at == 2 && (unnamed || text.charAt(at) == '0') ? 2 : 1);
            at = labelEnd;
            while (at < text.length() && !NumberReader.isDigit(text.charAt(at))) {
                at++;
            }
            final String gap = text.substring(labelEnd, at);
            if (units.size() == 1) {
                separator = gap;
            }
            if (at == text.length() ? !gap.isEmpty() : !gap.equals(separator)) {
                return false;
            }
        }
        return units.size() > 1 && UnitsDuration.SEPARATORS.contains(separator);
    }

    private boolean dotted(final int at) {
        return text.charAt(at) == '.';
    }

    private void plural(final String word, final boolean one) {
        final boolean ends = word.endsWith("s") && word.length() > 2;
        plural &= one != ends;
        pluralSeen |= ends || TimeUnitName.isFullWord(word);
    }

    private List<DurationForm> ofWords() {
        final List<DurationForm> all = new ArrayList<>();
        if (plural && pluralSeen) {
            addWords(true, all);
        }
        addWords(false, all);
        return all;
    }

    private void addWords(final boolean withPlural, final List<DurationForm> all) {
        final List<Part> parts = new ArrayList<>();
        for (int i = 0; i < units.size(); i++) {
            String label = labels.get(i);
            if (withPlural) {
                label = (label.endsWith("s") ? label.substring(0, label.length() - 1) : label) + UnitsDuration.PLURAL;
            }
            if (label.isEmpty() || TimeUnitName.ofLabel(label) == units.get(i)) {
                parts.add(new Part(units.get(i), label, widths.get(i)));
            }
        }
        if (parts.size() == units.size()) {
            if (!labels.getLast().isEmpty()) {
                all.add(new UnitsDuration(parts, separator, false, false, decimals()));
            }
            all.add(new UnitsDuration(parts, separator, false, true, decimals()));
        }
    }
}
