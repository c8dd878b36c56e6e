// SPDX-License-Identifier: Apache-2.0
package io.nifigan.common;

/** Check digits of cards (ISO/IEC 7812, Luhn) and bank accounts (ISO 13616, modulo 97). */
public final class Checksums {
    private static final int BASE = 10;
    private static final int IBAN_MODULUS = 97;
    private static final int MIN_IBAN_LENGTH = 15;
    private static final int MAX_IBAN_LENGTH = 34;
    private static final int IBAN_PREFIX_LENGTH = 4;

    private Checksums() {}

    /** Whether the last digit is the Luhn check digit of the others; the text must have ASCII digits only. */
    public static boolean isLuhn(final CharSequence digits) {
        return digits.length() > 1 && luhn(digits, digits.length() - 1) == digits.charAt(digits.length() - 1) - '0';
    }

    /** The Luhn check digit of the first {@code length} digits. */
    public static int luhn(final CharSequence digits, final int length) {
        int sum = 0;
        for (int i = 0; i < length; i++) {
            int digit = digits.charAt(i) - '0';
            if ((length - i) % 2 == 1) {
                digit = 2 * digit > 9 ? 2 * digit - 9 : 2 * digit;
            }
            sum += digit;
        }
        return (BASE - sum % BASE) % BASE;
    }

    /** Whether a text without blanks is an IBAN with correct check digits. */
    public static boolean isIban(final CharSequence text) {
        if (text.length() < MIN_IBAN_LENGTH || text.length() > MAX_IBAN_LENGTH) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            final char c = text.charAt(i);
            final boolean digit = c >= '0' && c <= '9';
            final boolean letter = c >= 'A' && c <= 'Z';
            if (i < 2 && !letter || (i == 2 || i == 3) && !digit || !letter && !digit) {
                return false;
            }
        }
        return remainder(text) == 1;
    }

    /** The two check digits that an IBAN without blanks needs in place of its third and fourth character. */
    public static String ibanCheck(final CharSequence text) {
        final StringBuilder zeroed = new StringBuilder(text).replace(2, IBAN_PREFIX_LENGTH, "00");
        final int check = IBAN_MODULUS + 1 - remainder(zeroed);
        return (check < BASE ? "0" : "") + check;
    }

    private static int remainder(final CharSequence text) {
        int remainder = 0;
        for (int i = 0; i < text.length(); i++) {
            final char c = text.charAt((i + IBAN_PREFIX_LENGTH) % text.length());
            final int value = Character.digit(c, Character.MAX_RADIX);
            remainder = (remainder * (value >= BASE ? BASE * BASE : BASE) + Math.max(0, value)) % IBAN_MODULUS;
        }
        return remainder;
    }
}
