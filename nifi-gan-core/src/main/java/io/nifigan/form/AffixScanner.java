// SPDX-License-Identifier: Apache-2.0
package io.nifigan.form;

import io.nifigan.form.NumberShape.Affixes;
import io.nifigan.form.NumberShape.Sign;
import io.nifigan.form.NumberShape.Sign.Place;

/** Finds what stands around the digits of a text: sign, brackets, prefix and suffix. */
final class AffixScanner {
    private final String text;
    private int first;
    private int last;
    private boolean pointFirst;
    private Affixes affixes = Affixes.NONE;
    private Sign sign = Sign.PLAIN;
    private String suffix = "";

    AffixScanner(final String text) {
        this.text = text;
    }

    /** Returns whether the text has digits, and around them nothing but what may stand around a number. */
    boolean scan() {
        return digits() && around();
    }

    String text() {
        return text;
    }

    /** The place of the first digit. */
    int first() {
        return first;
    }

    /** The place of the last digit, that of an exponent included. */
    int last() {
        return last;
    }

    /** Whether a decimal sign stands before the first digit. */
    boolean isPointFirst() {
        return pointFirst;
    }

    Affixes affixes() {
        return affixes;
    }

    Sign sign() {
        return sign;
    }

    /** Finds the first and the last digit. */
    private boolean digits() {
        first = 0;
        while (first < text.length() && !isDigit(first)) {
            first++;
        }
        final int power = AffixWords.powerOfUnit(text);
        last = power < 0 ? text.length() - 1 : power - 1;
        while (last > first && !isDigit(last)) {
            last--;
        }
        return first < text.length() && isDigit(last);
    }

    private boolean isDigit(final int at) {
        return NumberReader.isDigit(text.charAt(at));
    }

    /** Divides what stands before the first digit and behind the last into sign, prefix and suffix. */
    private boolean around() {
        String head = text.substring(0, first);
        suffix = text.substring(last + 1);
        if (head.endsWith(".") && !AffixWords.isPrefix(head) || head.endsWith(",")) {
            pointFirst = true;
            head = head.substring(0, head.length() - 1);
        }
        if (!(head.indexOf('(') >= 0 ? brackets(head) : signed(head)) || !AffixWords.isSuffix(suffix)) {
            return false;
        }
        boolean exact = affixes.prefix().isEmpty() && !pointFirst;
        for (int i = first; i <= last && exact; i++) {
            exact = isDigit(i);
        }
        affixes = new Affixes(affixes.prefix(), AffixWords.factor(affixes.prefix(), suffix, exact), suffix);
        return true;
    }

    private boolean brackets(final String head) {
        final boolean inner = !suffix.endsWith(")") || head.length() > 1 && head.endsWith("(");
        final int open = inner ? head.length() - 1 : 0;
        final int close = inner ? 0 : suffix.length() - 1;
        if (head.charAt(open) != '(' || close >= suffix.length() || suffix.charAt(close) != ')') {
            return false;
        }
        suffix = suffix.substring(0, close) + suffix.substring(close + 1);
        sign = Sign.brackets(inner ? Place.INNER_BRACKETS : Place.BRACKETS, isZero());
        return prefix(head.substring(0, open) + head.substring(open + 1));
    }

    private boolean signed(final String head) {
        final int length = head.length();
        if (length > 0 && isSign(head.charAt(0))) {
            sign = sign(Place.FRONT, head.charAt(0));
            return prefix(head.substring(1));
        }
        if (length > 0 && isSign(head.charAt(length - 1))) {
            sign = sign(Place.AFTER_PREFIX, head.charAt(length - 1));
            return prefix(head.substring(0, length - 1));
        }
        if (!suffix.isEmpty()
                && Sign.isMinus(suffix.charAt(0))
                && (suffix.length() == 1 || AffixWords.isBlank(suffix.charAt(1)))) {
            sign = sign(Place.AFTER_NUMBER, suffix.charAt(0));
            suffix = suffix.substring(1);
        }
        return prefix(head);
    }

    private boolean prefix(final String prefix) {
        if (!AffixWords.isPrefix(prefix)) {
            return false;
        }
        affixes = new Affixes(prefix, 1, "");
        return true;
    }

    static boolean isSign(final char c) {
        return Sign.isMinus(c) || c == '+';
    }

    /** The sign; one before a zero is kept there. */
    private Sign sign(final Place place, final char c) {
        final boolean zero = c != '+' && place != Place.AFTER_NUMBER && isZero();
        return new Sign(place, c == '+' ? Sign.HYPHEN : c, c == '+', zero);
    }

    private boolean isZero() {
        for (int i = first; i <= last; i++) {
            if (isDigit(i) && text.charAt(i) != '0') {
                return false;
            }
        }
        return true;
    }
}
