// SPDX-License-Identifier: Apache-2.0
package io.nifigan.identifier;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.List;
import java.util.Objects;

/**
 * A text within cells: one of the words that many cells have, or a new one.
 *
 * @param quoting how it is written
 * @param words the words that many cells have
 * @param weights the relative frequency of each word
 * @param other generates other texts; null where there are none
 * @param format the semantic type of other texts and their format; null where they have none
 * @param otherWeight the relative frequency of other texts
 */
public record PartText(
        Quoting quoting,
        List<String> words,
        List<Double> weights,
        PatternGenerator other,
        IdentifierFormat format,
        double otherWeight)
        implements TextPart {
    private static final int MAX_WORD = 10_000;

    /** How a text is written. */
    public enum Quoting {
        /** The text is not changed. */
        NONE,
        /** As a string of JSON. */
        JSON,
        /** As a string of JSON in which every character that is not ASCII is escaped. */
        JSON_ASCII;

        /** Writes a text. */
        void write(final String content, final PartWriter writer) {
            if (this == NONE) {
                writer.text().append(content);
                return;
            }
            final StringBuilder escaped = new StringBuilder();
            JsonStringEncoder.getInstance().quoteAsString(content, escaped);
            writer.text().append('"');
            for (int i = 0; i < escaped.length(); i++) {
                final char c = escaped.charAt(i);
                if (c > 0x7E && this == JSON_ASCII) {
                    writer.text().append("\\u%04x".formatted((int) c));
                } else {
                    writer.text().append(c);
                }
            }
            writer.text().append('"');
        }
    }

    public PartText {
        Objects.requireNonNull(quoting, "quoting");
        words = List.copyOf(words);
        weights = words.isEmpty() ? List.of() : Parts.checkWeights(weights, words.size());
        final boolean hasOther = other != null || format != null;
        if (words.isEmpty() && !hasOther
                || words.stream().anyMatch(word -> word.length() > MAX_WORD)
                || hasOther != (otherWeight > 0)
                || !(otherWeight >= 0 && otherWeight <= 1e15)) {
            throw new IllegalArgumentException(
                    "A text within a cell has %d words and other texts of weight %s; it needs one of both, and words of"
                                    .formatted(words.size(), otherWeight)
                            + " %,d characters at most".formatted(MAX_WORD));
        }
        if (other != null && other.structure() != null) {
            throw new IllegalArgumentException("A text within a cell has parts again; it may not");
        }
        if (hasOther && other == null && IdentifierFormat.needsShape(format.meaning())) {
            throw new IllegalArgumentException("A text within a cell has no pattern, but its semantic type needs one");
        }
    }

    @Override
    public void write(final PartWriter writer) {
        quoting.write(writer.isFull() ? "" : draw(writer), writer);
    }

    private String draw(final PartWriter writer) {
        double common = 0;
        for (final double weight : weights) {
            common += weight;
        }
        if (writer.random().nextDouble() * (common + otherWeight) < common || otherWeight == 0) {
            return words.get(Parts.draw(weights, writer.random()));
        }
        final IdentifierGenerator generator = new IdentifierGenerator(other, format);
        final Person person =
                generator.person() < 0 ? null : generator.persons().next(writer.random());
        return generator.next(writer.random(), writer.row(), person);
    }

    @Override
    public long size() {
        return 1;
    }
}
