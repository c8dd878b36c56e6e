// SPDX-License-Identifier: Apache-2.0
package io.nifigan.identifier;

import java.text.Normalizer;
import java.util.Locale;

/** Conversion of names to the letters that mail addresses allow. */
final class Ascii {
    private Ascii() {}

    /** A text in lower case, independent of the system's locale. */
    static String lower(final String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /**
     * The text's ASCII letters and digits in lower case, accents removed; empty where there are none, as for names in
     * other scripts.
     */
    static String fold(final String text) {
        boolean plain = true;
        for (int i = 0; i < text.length() && plain; i++) {
            final char c = text.charAt(i);
            plain = c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
        }
        if (plain) {
            return text;
        }
        final String parts = Normalizer.normalize(lower(text), Normalizer.Form.NFD);
        final StringBuilder folded = new StringBuilder(parts.length());
        for (int i = 0; i < parts.length(); i++) {
            final char c = parts.charAt(i);
            switch (c) {
                case 'ß' -> folded.append("ss");
                case 'æ', 'œ' -> folded.append(c == 'æ' ? "ae" : "oe");
                case 'ø' -> folded.append('o');
                case 'ł' -> folded.append('l');
                case 'đ', 'ð' -> folded.append('d');
                case 'þ' -> folded.append("th");
                case 'ı' -> folded.append('i');
                default -> {
                    if (c >= 'a' && c <= 'z' || c >= '0' && c <= '9') {
                        folded.append(c);
                    }
                }
            }
        }
        return folded.toString();
    }
}
