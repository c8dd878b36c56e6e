// SPDX-License-Identifier: Apache-2.0
package io.nifigan.identifier;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A pattern of an identifier's characters.
 *
 * @param mask the class of each character: d a digit, D a digit but not zero, l a lower-case letter, U an upper-case
 *     letter, x and X a hexadecimal digit in lower or upper case, a and A a digit or letter in lower or upper case, m a
 *     digit or letter of any case, = the character at the same index of {@code literals}
 * @param literals the fixed characters, as long as the mask, with blanks for other classes
 * @param weight the relative frequency among all shapes
 */
public record IdentifierShape(String mask, String literals, double weight) {
    private static final int MAX_LENGTH = 4_000;
    private static final String DIGITS = "0123456789";
    private static final String LOWER = "abcdefghijklmnopqrstuvwxyz";
    private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    public IdentifierShape {
        if (mask.isEmpty()
                || mask.length() > MAX_LENGTH
                || mask.length() != literals.length()
                || !mask.matches("[dDlUxXaAm=]+")) {
            throw new IllegalArgumentException(("The mask of an identifier's shape is '%s' with %d literals; "
                            + "it must be 1 to %,d characters of dDlUxXaAm= with as many literals")
                    .formatted(mask.substring(0, Math.min(mask.length(), 100)), literals.length(), MAX_LENGTH));
        }
        if (!(weight > 0 && Double.isFinite(weight))) {
            throw new IllegalArgumentException(
                    "The weight of an identifier's shape is %s; it must be above 0".formatted(weight));
        }
    }

    /**
     * Generates a text.
     *
     * @param endings endings for generated words; empty for any
     */
    String next(final List<String> endings, final RandomGenerator random) {
        final StringBuilder text = new StringBuilder(mask.length());
        int at = 0;
        while (at < mask.length()) {
            int end = at;
            while (end < mask.length() && isLetter(mask.charAt(end))) {
                end++;
            }
            if (end > at) {
                final String word = Words.make(end - at, endings, random);
                for (int i = at; i < end; i++) {
                    final char letter = word.charAt(i - at);
                    text.append(mask.charAt(i) == 'U' ? Character.toUpperCase(letter) : letter);
                }
                at = end;
            } else {
                text.append(character(at, random));
                at++;
            }
        }
        return text.toString();
    }

    static boolean isLetter(final char kind) {
        return kind == 'l' || kind == 'U';
    }

    private char character(final int at, final RandomGenerator random) {
        final String from = switch (mask.charAt(at)) {
            case 'd' -> DIGITS;
            case 'D' -> "123456789";
            case 'x' -> DIGITS + "abcdef";
            case 'X' -> DIGITS + "ABCDEF";
            case 'a' -> DIGITS + LOWER;
            case 'A' -> DIGITS + UPPER;
            case 'm' -> DIGITS + LOWER + UPPER;
            default -> literals.substring(at, at + 1);
        };
        return from.charAt(random.nextInt(from.length()));
    }
}
