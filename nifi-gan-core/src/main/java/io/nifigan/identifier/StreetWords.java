// SPDX-License-Identifier: Apache-2.0
package io.nifigan.identifier;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Splits and joins words in addresses for {@link IdentifierPhrases}: compounds such as Hauptstraße become two words,
 * and names such as O'Brien one word.
 */
final class StreetWords {
    /**
     * Letters that do not occur in addresses, in place of apostrophes and hyphens within words; upper-case ones, so
     * that words in capitals keep their case.
     */
    private static final char APOSTROPHE = '\uA78B';

    private static final char HYPHEN = '\uA792';
    /** The mark between a name and the kind of street at its end: Haupt-straße. */
    private static final String COMPOUND_MARK = "\u00AD";

    private static final Pattern INSIDE_APOSTROPHE = Pattern.compile("(?<=\\p{L})['’](?=\\p{L})");
    private static final Pattern INSIDE_HYPHEN = Pattern.compile("(?<=\\p{L})-(?=\\p{L})");
    private static final List<String> STREET_KINDS = List.of(
            "straße", "strasse", "str", "weg", "allee", "gasse", "platz", "ring", "damm", "straat", "laan", "plein",
            "gatan", "gata", "gate", "vägen", "väg", "veien", "vej", "gade", "katu", "ranta");
    private static final Pattern COMPOUND =
            Pattern.compile("(?<=\\p{L}{2})(\uA792?)((?iu:" + String.join("|", STREET_KINDS) + "))(?!\\p{L})");

    private StreetWords() {}

    /** Converts an address so that O'Brien and Saint-Jean are one word and Hauptstraße is two. */
    static String joined(final String address) {
        final String whole = INSIDE_HYPHEN
                .matcher(INSIDE_APOSTROPHE.matcher(address).replaceAll(String.valueOf(APOSTROPHE)))
                .replaceAll(String.valueOf(HYPHEN));
        return COMPOUND.matcher(whole)
                .replaceAll(found -> (found.group(1).isEmpty() ? COMPOUND_MARK : "-") + found.group(2));
    }

    /** Converts an address back to normal spelling. */
    static String apart(final String joined) {
        return joined.replace(APOSTROPHE, '\'').replace(HYPHEN, '-').replace(COMPOUND_MARK, "");
    }

    /** Whether a word does not end with a kind of street. */
    static boolean isName(final String word) {
        return STREET_KINDS.stream().noneMatch(kind -> word.length() > kind.length() && word.endsWith(kind));
    }
}
