// SPDX-License-Identifier: Apache-2.0
package io.nifigan.text;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Signs that a reader was set up for another separator or another encoding than its file has. */
public final class TextSigns {
    /** Minimum share of texts that hold as many separators as most; a stray line may hold more. */
    private static final double NEARLY_ALL = .95;
    /** Minimum number of texts for a sign. */
    private static final int MIN_TEXTS = 5;

    private static final Charset[] BYTEWISE = {Charset.forName("windows-1252"), StandardCharsets.ISO_8859_1};
    private static final char REPLACEMENT = '\uFFFD';

    private TextSigns() {}

    /**
     * The separator of which nearly all texts hold the same number, as lines do that were not split into cells. Commas
     * are none: a reader splits at commas unless told otherwise.
     *
     * @param texts the distinct texts of the only column
     */
    public static Optional<Character> separator(final List<String> texts) {
        if (texts.size() < MIN_TEXTS) {
            return Optional.empty();
        }
        char best = 0;
        long most = 0;
        for (final char separator : CsvDialect.SEPARATORS.substring(1).toCharArray()) {
            final OptionalInt usual = texts.stream()
                    .mapToInt(text -> count(text, separator))
                    .sorted()
                    .skip(texts.size() / 2)
                    .findFirst();
            final long same = texts.stream()
                    .filter(text -> count(text, separator) == usual.getAsInt())
                    .count();
            if (usual.getAsInt() > most && same >= NEARLY_ALL * texts.size()) {
                best = separator;
                most = usual.getAsInt();
            }
        }
        return best == 0 ? Optional.empty() : Optional.of(best);
    }

    /** How often a text holds a separator. */
    public static int count(final String text, final char separator) {
        return (int) text.chars().filter(c -> c == separator).count();
    }

    /**
     * What a wrong encoding did to a column's texts, as the rest of a sentence about them; empty where there is no
     * sign.
     *
     * @param name the column's name, which may be damaged itself
     * @param texts the column's distinct texts
     */
    public static Optional<String> encoding(final String name, final List<String> texts) {
        int special = 0;
        int replaced = 0;
        int misread = 0;
        for (final String text : texts) {
            if (text.chars().anyMatch(c -> c > 0x7F)) {
                special++;
                replaced += text.indexOf(REPLACEMENT) >= 0 ? 1 : 0;
                misread += isMisread(text) ? 1 : 0;
            }
        }
        if (name.indexOf(REPLACEMENT) >= 0 || replaced >= 2 && 2 * replaced > special) {
            return Optional.of("characters were lost when the file was read as UTF-8; set the reader's Character Set "
                    + "to the file's encoding, such as windows-1252");
        }
        if (isMisread(name) || misread >= 2 && 2 * misread > special) {
            return Optional.of("texts in UTF-8 were read in another encoding, such as ISO-8859-1; set the reader's "
                    + "Character Set to UTF-8");
        }
        return Optional.empty();
    }

    /** Whether a text is UTF-8 that was decoded as a single-byte encoding such as Latin-1. */
    private static boolean isMisread(final String text) {
        if (text.chars().allMatch(c -> c <= 0x7F)) {
            return false;
        }
        for (final Charset bytewise : BYTEWISE) {
            try {
                final ByteBuffer bytes = bytewise.newEncoder().encode(CharBuffer.wrap(text));
                StandardCharsets.UTF_8.newDecoder().decode(bytes);
                return true;
            } catch (final CharacterCodingException e) {
                continue;
            }
        }
        return false;
    }
}
