// SPDX-License-Identifier: Apache-2.0
package io.nifigan.processors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import morfologik.speller.Speller;
import morfologik.stemming.Dictionary;
import org.junit.jupiter.api.Test;

/**
 * The words of the project's documents are in an English dictionary, British or American, or in words.txt, which has
 * our terms and the names of others. Code, links and names with capitals or digits inside are not looked at.
 */
class SpellingTest {
    private static final Pattern NO_PROSE = Pattern.compile("(?s)`[^`]*`|<[^>]*>|\\]\\([^)]*\\)|https?://\\S+");
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_.'’]*\\p{L}[\\p{L}\\p{N}_'’]*");
    private static final Pattern PLAIN = Pattern.compile("\\p{L}\\p{Ll}{2,}");

    private static Speller dictionary(final String language) throws IOException {
        final String path = "/org/languagetool/resource/en/hunspell/" + language;
        try (InputStream words = SpellingTest.class.getResourceAsStream(path + ".dict");
                InputStream info = SpellingTest.class.getResourceAsStream(path + ".info")) {
            return new Speller(Dictionary.read(words, info));
        }
    }

    private static Set<String> ownWords() throws IOException {
        try (InputStream in = SpellingTest.class.getResourceAsStream("/words.txt")) {
            return new HashSet<>(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList());
        }
    }

    @Test
    void everyWordIsEnglishOrOurs() throws IOException {
        final List<Speller> spellers = List.of(dictionary("en_GB"), dictionary("en_US"));
        final Set<String> own = ownWords();
        final TreeMap<String, String> unknown = new TreeMap<>();
        int words = 0;
        for (final Path document : Documents.all()) {
            final String prose =
                    NO_PROSE.matcher(Documents.withoutExamples(document)).replaceAll(" ");
            final Matcher matcher = WORD.matcher(prose);
            while (matcher.find()) {
                final String word = matcher.group().replaceAll("['’](s|re|ve|ll|t|d)?$", "");
                if (PLAIN.matcher(word).matches()) {
                    words++;
                    if (!isKnown(word, spellers, own)) {
                        unknown.putIfAbsent(
                                word, Documents.ROOT.relativize(document).toString());
                    }
                }
            }
        }
        assertTrue(words > 10_000, words + " words: are the documents where they are looked for?");
        assertEquals(new TreeMap<>(), unknown, "words that are misspelt, or missing in words.txt");
    }

    private static boolean isKnown(final String word, final List<Speller> spellers, final Set<String> own) {
        final String lower = word.toLowerCase(Locale.ROOT);
        return own.contains(word)
                || own.contains(lower)
                || spellers.stream().anyMatch(speller -> !speller.isMisspelled(word) || !speller.isMisspelled(lower));
    }

    /** NiFi shows these pages beside a processor: there is no patience for more. */
    @Test
    void pagesOfComponentsAreShort() throws IOException {
        for (final Path document : Documents.all()) {
            if (document.endsWith("additionalDetails.md")) {
                final int words = Files.readString(document).strip().split("\\s+").length;
                assertTrue(words <= 800, () -> document + " has %d words; at most 800 are read".formatted(words));
            }
        }
    }
}
