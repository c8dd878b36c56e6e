// SPDX-License-Identifier: Apache-2.0
package io.nifigan.form;

import io.nifigan.form.NumberShape.Affixes;
import io.nifigan.form.NumberShape.Decimals;
import io.nifigan.form.NumberShape.Exponent;
import io.nifigan.form.NumberShape.Grouping;
import io.nifigan.form.NumberShape.Sign;
import java.util.ArrayList;
import java.util.List;

/** Finds the forms that restore a text, by one pass over it. */
final class NumberScanner {
    /** Maximum length of a text: the longest double, or 38 digits with group signs, and what stands around. */
    private static final int MAX_LENGTH = 64;
    /** Doubles keep this many significant digits of any decimal text. */
    private static final int EXACT_DIGITS = 15;
    /** Forms with a minimum of decimals are looked for up to this one: "0.0#" for floats, "0.00#" for prices. */
    private static final int MAX_MIN_DECIMALS = 6;
    /** A plus and so many whole digits are a phone number. */
    private static final int PHONE_DIGITS = 7;

    private final String text;
    private final List<WrittenForm> found = new ArrayList<>();
    private final int first;
    private final int last;
    private final boolean pointFirst;
    private final Affixes affixes;
    private final Sign sign;

    private NumberScanner(final AffixScanner around) {
        text = around.text();
        first = around.first();
        last = around.last();
        pointFirst = around.isPointFirst();
        affixes = around.affixes();
        sign = around.sign();
    }

    /** The forms that restore a text, which has no blanks around it; the likelier first. */
    static List<WrittenForm> candidates(final String text) {
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            return List.of();
        }
        final AffixScanner around = new AffixScanner(text);
        if (!around.scan()) {
            return List.of();
        }
        final NumberScanner scanner = new NumberScanner(around);
        scanner.middle();
        return scanner.found;
    }

    private boolean isDigit(final int at) {
        return NumberReader.isDigit(text.charAt(at));
    }

    /** Finds the forms of what stands from the first digit to the last. */
    private void middle() {
        int separators = 0;
        int lastSeparator = -1;
        boolean equal = true;
        for (int i = first; i <= last; i++) {
            final char c = text.charAt(i);
            if (c == 'e' || c == 'E') {
                exponential(i, separators, lastSeparator);
                return;
            }
            if (isDigit(i)) {
                continue;
            }
            if (!Grouping.isGroupSign(c)) {
                return;
            }
            equal &= separators == 0 || c == text.charAt(lastSeparator);
            lastSeparator = i;
            separators++;
        }
        if (pointFirst) {
            if (separators == 0) {
                add(Grouping.NONE, 0, text.charAt(first - 1), last - first + 1);
            }
            return;
        }
        if (separators == 0) {
            add(Grouping.NONE, last - first + 1, '.', 0);
            return;
        }
        final char c = text.charAt(lastSeparator);
        if (c == ',') {
            groups(equal);
            decimals(lastSeparator, separators);
        } else {
            decimals(lastSeparator, separators);
            groups(equal);
        }
    }

    /** Adds forms in which all separators are between groups. */
    private void groups(final boolean equal) {
        if (equal) {
            grouped(last, '\0', 0);
        }
    }

    /** Adds forms in which the last separator stands before the decimals. */
    private void decimals(final int point, final int separators) {
        final char c = text.charAt(point);
        if (c != '.' && c != ',') {
            return;
        }
        if (separators == 1) {
            add(Grouping.NONE, point - first, c, last - point);
        } else {
            grouped(point - 1, c, last - point);
        }
    }

    /** Adds forms with groups up to a digit; none where groups have wrong sizes or different signs. */
    private void grouped(final int end, final char point, final int decimals) {
        char groupSign = 0;
        int groups = 0;
        int digits = 0;
        boolean threes = true;
        boolean twos = true;
        int leading = 0;
        for (int i = first; i <= end; i++) {
            final char c = text.charAt(i);
            if (isDigit(i)) {
                digits++;
                continue;
            }
            if (groupSign != 0 && c != groupSign || c == point) {
                return;
            }
            groupSign = c;
            if (groups == 0) {
                leading = digits;
            }
            threes &= groups == 0 ? digits <= 3 : digits == 3;
            twos &= groups == 0 ? digits <= 2 : digits == 2;
            groups++;
            digits = 0;
        }
        final char sign = point == 0 ? NumberSpec.otherThan(groupSign) : point;
        if (digits != 3 || text.charAt(first) == '0') {
            return;
        }
        if (threes) {
            add(new Grouping(groupSign, 1, false), 1, sign, decimals);
        }
        if (threes && (leading > 1 || groups > 1)) {
            add(new Grouping(groupSign, 2, false), 1, sign, decimals);
        }
        if (twos && groups > 1) {
            add(new Grouping(groupSign, 1, true), 1, sign, decimals);
        }
    }

    /** Adds the forms of a plain number that restore the text. */
    private void add(final Grouping grouping, final int wholeDigits, final char point, final int decimals) {
        final boolean padded = wholeDigits > 1 && text.charAt(first) == '0';
        if (decimals == 0 && (padded || isCode(grouping)) || decimals > NumberShape.MAX_PADDING) {
            return;
        }
        final int whole = padded ? wholeDigits : Math.min(1, wholeDigits);
        final NumberShape fixed =
                new NumberShape(affixes, sign, grouping, Decimals.fixed(whole, point, decimals), null);
        final int before = found.size();
        add(fixed);
        if (decimals == 0) {
            return;
        }
        if (text.charAt(last) != '0') {
            add(fixed.with(new Decimals(whole, point, 0, Decimals.FREE, false)));
        } else if (decimals <= MAX_MIN_DECIMALS) {
            add(fixed.with(new Decimals(whole, point, decimals, Decimals.FREE, false)));
        }
        if (found.size() == before) {
            add(fixed.with(new Decimals(whole, point, decimals, decimals, true)));
        }
    }

    /** Whether a whole number is rather a code or a phone number. */
    private boolean isCode(final Grouping grouping) {
        int digits = 0;
        for (int i = first; i <= last; i++) {
            digits += isDigit(i) ? 1 : 0;
        }
        final boolean bare = affixes.equals(Affixes.NONE);
        return bare
                && (grouping.sign() == 0 && digits > EXACT_DIGITS
                        || sign.always()
                                && digits >= PHONE_DIGITS
                                && (grouping.sign() == 0 || AffixWords.isBlank(grouping.sign())));
    }

    private void add(final NumberShape shape) {
        final NumberForm form = new NumberForm(shape);
        if (!form.restores(text)) {
            return;
        }
        found.add(form);
        if (sign.zero() && !sign.place().isBrackets()) {
            // A minus before a zero may stand in a column of numbers with a plus, too.
            found.add(new NumberForm(shape.with(new Sign(sign.place(), sign.minus(), true, true))));
        }
    }

    /** Adds the forms of a number with an exponent that restore the text. */
    private void exponential(final int letter, final int separators, final int separator) {
        final boolean signs = letter < last && AffixScanner.isSign(text.charAt(letter + 1));
        final int from = signs ? letter + 2 : letter + 1;
        final int digits = last - from + 1;
        zeroExponent(letter);
        final boolean unit = !affixes.suffix().isEmpty()
                && Character.isLetter(affixes.suffix().charAt(0));
        if (letter - first > 1 != (separators == 1) || separators == 1 && separator != first + 1) {
            usual();
            return;
        }
        final char point = separators == 1 ? text.charAt(separator) : '.';
        if (pointFirst || unit || point != '.' && point != ',' || digits < 1 || digits > 3) {
            return;
        }
        final boolean negative = text.charAt(letter + 1) == '-';
        final boolean plus = text.charAt(letter + 1) == '+';
        if (!negative) {
            exponential(letter, point, plus, text.charAt(from) == '0' ? digits : Math.min(digits, plus ? 2 : 1));
        } else {
            exponential(letter, point, digits > 1, text.charAt(from) == '0' ? digits : Math.min(digits, 2));
            exponential(letter, point, digits == 1, text.charAt(from) == '0' ? digits : 1);
        }
        usual();
    }

    /** Adds the forms in which programs print doubles. */
    private void usual() {
        if (affixes.equals(Affixes.NONE)) {
            for (final MagnitudeForm form : MagnitudeForm.USUAL) {
                if (form.restores(text)) {
                    found.add(form);
                }
            }
        }
    }

    /** Adds forms of plain digits with an exponent that is always zero, whatever the magnitude: "13.1E0". */
    private void zeroExponent(final int letter) {
        final String exponent = text.substring(letter);
        if (!AffixWords.isZeroExponent(exponent)) {
            return;
        }
        for (final WrittenForm form : candidates(text.substring(0, letter))) {
            if (form instanceof NumberForm number && number.shape().affixes().equals(Affixes.NONE)) {
                add(number.shape().with(new Affixes("", 1, exponent)));
            }
        }
    }

    private void exponential(final int letter, final char point, final boolean plus, final int digits) {
        final int decimals = Math.max(0, letter - first - 2);
        final Exponent exponent = new Exponent(text.charAt(letter), plus, digits);
        final Decimals fixed = Decimals.fixed(1, point, Math.min(decimals, NumberShape.MAX_PADDING));
        add(new NumberShape(affixes, sign, Grouping.NONE, fixed, exponent));
        final int min = decimals > 0 && text.charAt(letter - 1) == '0' ? decimals : 0;
        if (decimals > 0 && min <= MAX_MIN_DECIMALS) {
            final Decimals free = new Decimals(1, point, min, Decimals.FREE, false);
            add(new NumberShape(affixes, sign, Grouping.NONE, free, exponent));
        }
    }
}
