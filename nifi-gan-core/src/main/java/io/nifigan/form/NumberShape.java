// SPDX-License-Identifier: Apache-2.0
package io.nifigan.form;

/**
 * The parts of a {@link NumberForm}: what stands around the digits, and how the digits are written. The constructors
 * check what a model file may hold.
 *
 * @param exponent null where no exponent is written
 */
record NumberShape(Affixes affixes, Sign sign, Grouping grouping, Decimals decimals, Exponent exponent) {
    /** No more digits than these are padded with zeros, in front of the point and behind it. */
    static final int MAX_PADDING = 40;

    private static final String GROUP_SIGNS = ",. \u00a0\u2009\u202f'\u2019_";

    NumberShape {
        check(sign.place != Sign.Place.AFTER_PREFIX || !affixes.prefix.isEmpty(), "a sign after no prefix");
        check(grouping.sign != decimals.point || grouping.sign == 0, "one sign for groups and decimals");
        check(grouping.sign == 0 || decimals.whole <= 1 && exponent == null, "groups with padding or exponent");
        check(
                !AffixWords.isZeroExponent(affixes.suffix) || exponent == null && grouping.sign == 0,
                "a zero exponent behind groups or an exponent");
        check(exponent == null || decimals.whole == 1 && !decimals.filled, "padding or filled digits with exponent");
    }

    /** The same shape with other decimals. */
    NumberShape with(final Decimals other) {
        return new NumberShape(affixes, sign, grouping, other, exponent);
    }

    /** The same shape with other affixes. */
    NumberShape with(final Affixes other) {
        return new NumberShape(other, sign, grouping, decimals, exponent);
    }

    /** The same shape with another sign. */
    NumberShape with(final Sign other) {
        return new NumberShape(affixes, other, grouping, decimals, exponent);
    }

    /**
     * What stands around the digits.
     *
     * @param factor what the written number is multiplied by: 1000 for the suffix "k"; mostly 1
     */
    record Affixes(String prefix, long factor, String suffix) {
        static final Affixes NONE = new Affixes("", 1, "");

        Affixes {
            check(AffixWords.isPrefix(prefix) && AffixWords.isSuffix(suffix), "no prefix or suffix of a number");
            check(factor == 1 || AffixWords.isFactor(factor), "no factor of a number");
        }
    }

    /**
     * How the sign is written.
     *
     * @param minus U+002D, U+2212 or the dash U+2013
     * @param always whether a plus stands before numbers that are not negative
     * @param zero whether a zero that has a minus keeps it: "-0.00", "(0.00)"
     */
    record Sign(Place place, char minus, boolean always, boolean zero) {
        static final char HYPHEN = '-';
        static final char MINUS = '\u2212';
        static final char DASH = '\u2013';
        static final Sign PLAIN = new Sign(Place.FRONT, HYPHEN, false, false);

        /** Where the sign stands. */
        enum Place {
            /** Before all: "-$5.00". */
            FRONT,
            /** Between prefix and digits: "$-5.00". */
            AFTER_PREFIX,
            /** Behind the digits: "5.00-". */
            AFTER_NUMBER,
            /** Brackets around all, and no sign: "($5.00)". */
            BRACKETS,
            /** Brackets around the digits, and no sign: "$(5.00)". */
            INNER_BRACKETS;

            boolean isBrackets() {
                return this == BRACKETS || this == INNER_BRACKETS;
            }
        }

        Sign {
            check(isMinus(minus), "no minus sign");
            check(!place.isBrackets() || minus == HYPHEN && !always, "brackets and a sign");
            check(place != Place.AFTER_NUMBER || !always && !zero, "a plus behind the number");
        }

        static boolean isMinus(final char c) {
            return c == HYPHEN || c == MINUS || c == DASH;
        }

        static Sign brackets(final Place place, final boolean zero) {
            return new Sign(place, HYPHEN, false, zero);
        }
    }

    /**
     * How whole digits are grouped.
     *
     * @param sign what stands between groups; 0 where digits are not grouped
     * @param leading minimum digits before the first sign: 1, or 2 where four digits are not grouped
     * @param indian whether all groups but the last have two digits instead of three
     */
    record Grouping(char sign, int leading, boolean indian) {
        static final Grouping NONE = new Grouping('\0', 1, false);

        Grouping {
            check(sign == 0 || isGroupSign(sign), "no group sign");
            check(leading == 1 || leading == 2 && sign != 0 && !indian, "no grouping");
            check(!indian || sign != 0, "groups without a sign");
        }

        static boolean isGroupSign(final char c) {
            return GROUP_SIGNS.indexOf(c) >= 0;
        }
    }

    /**
     * How the digits are written.
     *
     * @param whole minimum digits before the point: 0 for ".85", 1 for "0.85", 3 for "000.85"
     * @param min minimum decimals
     * @param max {@code min}, or {@link #FREE} for as many as the number needs
     * @param filled whether decimals that a double does not hold are filled with digits derived from the number
     */
    record Decimals(int whole, char point, int min, int max, boolean filled) {
        static final int FREE = Integer.MAX_VALUE;

        Decimals {
            check(point == '.' || point == ',', "no decimal sign");
            check(min >= 0 && min <= MAX_PADDING && (max == min || max == FREE), "no number of decimals");
            check(whole >= 0 && whole <= MAX_PADDING && (whole == 1 || max > 0), "no number of digits");
            check(!filled || min > 0 && max == min, "filled digits without a number of decimals");
        }

        static Decimals fixed(final int whole, final char point, final int count) {
            return new Decimals(whole, point, count, count, false);
        }

        boolean isFree() {
            return max == FREE;
        }
    }

    /**
     * How an exponent is written.
     *
     * @param letter e or E
     * @param always whether a plus stands before exponents that are not negative
     * @param digits minimum digits
     */
    record Exponent(char letter, boolean always, int digits) {
        Exponent {
            check(letter == 'e' || letter == 'E', "no letter of an exponent");
            check(digits >= 1 && digits <= 3, "no number of exponent digits");
        }
    }

    private static void check(final boolean holds, final String message) {
        if (!holds) {
            throw new IllegalArgumentException("Not a form of numbers: " + message);
        }
    }
}
