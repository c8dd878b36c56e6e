// SPDX-License-Identifier: Apache-2.0
package io.nifigan.identifier;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * A generator of pronounceable words without meaning: alternating consonants and vowels, with about the frequencies of
 * English.
 */
final class Words {
    static final int ENDING_LENGTH = 3;
    private static final int MAX_ENDINGS = 80;
    /** Consonants, repeated by frequency. */
    private static final String CONSONANTS = "bbbcccddddfffgghhhjkkllllllmmmmnnnnnnpppprrrrrrsssssstttttttvvwwyz";

    private static final String VOWELS = "aaaaaaaeeeeeeeeeeiiiiiiooooooouuu";
    private static final String SOFT_CONSONANTS = "lllmnnnnrrrrss";
    private static final String LAST_CONSONANTS = "nrlstdmkpxgbz";
    private static final String FIRST_CONSONANTS = "rlntsdmvkbgpfz";

    private Words() {}

    /**
     * Generates a word in lower case.
     *
     * @param endings possible endings for words that are long enough; empty for any
     */
    static String make(final int length, final List<String> endings, final RandomGenerator random) {
        final String ending =
                endings.isEmpty() || length < ENDING_LENGTH ? "" : endings.get(random.nextInt(endings.size()));
        final StringBuilder word = new StringBuilder(length);
        final int free = length - ending.length();
        // Endings begin with a consonant. An odd number of letters before it ends with a soft consonant; a single
        // letter is a vowel.
        final boolean soft = !ending.isEmpty() && free % 2 == 1 && free > 1;
        boolean vowel = ending.isEmpty() ? random.nextInt(4) == 0 : free == 1;
        for (int i = 0; i < free; i++) {
            final String letters = soft && i == free - 1 ? SOFT_CONSONANTS : vowel ? VOWELS : CONSONANTS;
            word.append(letters.charAt(random.nextInt(letters.length())));
            vowel = !vowel;
        }
        return word.append(ending).toString();
    }

    /**
     * Endings of three letters that no word of the texts has, so that a word with one of them occurs in none of the
     * texts. Empty where the texts have all endings.
     */
    static List<String> unusedEndings(final Iterable<String> texts) {
        final Set<String> used = new HashSet<>();
        for (final String text : texts) {
            final String lower = text.toLowerCase(Locale.ROOT);
            int end = lower.length();
            for (int i = lower.length(); i >= 0; i--) {
                if (i == 0 || !Character.isLetter(lower.charAt(i - 1))) {
                    if (end - i >= ENDING_LENGTH) {
                        used.add(lower.substring(end - ENDING_LENGTH, end));
                    }
                    end = i - 1;
                }
            }
        }
        final List<String> unused = new ArrayList<>();
        for (final char last : LAST_CONSONANTS.toCharArray()) {
            for (final char first : FIRST_CONSONANTS.toCharArray()) {
                for (final char vowel : "aeiou".toCharArray()) {
                    final String ending = "" + first + vowel + last;
                    if (!used.contains(ending)) {
                        unused.add(ending);
                    }
                }
            }
        }
        final List<String> chosen = new ArrayList<>();
        final int count = Math.min(unused.size(), MAX_ENDINGS);
        for (int i = 0; i < count; i++) {
            chosen.add(unused.get((int) ((long) i * unused.size() / count)));
        }
        return List.copyOf(chosen);
    }
}
