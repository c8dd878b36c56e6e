// SPDX-License-Identifier: Apache-2.0
package io.nifigan.identifier;

import java.text.Normalizer;
import java.util.Locale;

/** Names as mail addresses write them. */
final class Ascii {
    private Ascii() {}

    static String lower(final String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /** ASCII letters and digits only, in lower case; empty where there are none, as of names in other scripts. */
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
