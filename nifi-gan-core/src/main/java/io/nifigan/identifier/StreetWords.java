// SPDX-License-Identifier: Apache-2.0
package io.nifigan.identifier;

import java.util.List;
import java.util.regex.Pattern;

/** Writes addresses so that words come apart where they mean two things, and hold together where they are one name. */
final class StreetWords {
    /**
     * Letters that no address has, in place of what stands inside of words; big ones, so that words in capitals remain
     * so.
     */
    private static final char APOSTROPHE = '\uA78B';

    private static final char HYPHEN = '\uA792';
    /** Stands between a name and the kind of street at its end: Haupt-straße. */
    private static final String SEAM = "\u00AD";

    private static final Pattern INSIDE_APOSTROPHE = Pattern.compile("(?<=\\p{L})['’](?=\\p{L})");
    private static final Pattern INSIDE_HYPHEN = Pattern.compile("(?<=\\p{L})-(?=\\p{L})");
    private static final List<String> KINDS = List.of(
            "straße", "strasse", "str", "weg", "allee", "gasse", "platz", "ring", "damm", "straat", "laan", "plein",
            "gatan", "gata", "gate", "vägen", "väg", "veien", "vej", "gade", "katu", "ranta");
    private static final Pattern COMPOUND =
            Pattern.compile("(?<=\\p{L}{2})(\uA792?)((?iu:" + String.join("|", KINDS) + "))(?!\\p{L})");

    private StreetWords() {}

    /** O'Brien and Saint-Jean as one word, Hauptstraße as two. */
    static String joined(final String address) {
        final String whole = INSIDE_HYPHEN
                .matcher(INSIDE_APOSTROPHE.matcher(address).replaceAll(String.valueOf(APOSTROPHE)))
                .replaceAll(String.valueOf(HYPHEN));
        return COMPOUND.matcher(whole).replaceAll(found -> (found.group(1).isEmpty() ? SEAM : "-") + found.group(2));
    }

    /** An address as people write it. */
    static String apart(final String joined) {
        return joined.replace(APOSTROPHE, '\'').replace(HYPHEN, '-').replace(SEAM, "");
    }

    /** Whether a word is a name without the kind of street at its end. */
    static boolean isName(final String word) {
        return KINDS.stream().noneMatch(kind -> word.length() > kind.length() && word.endsWith(kind));
    }
}
