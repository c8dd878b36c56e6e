// SPDX-License-Identifier: Apache-2.0
package io.nifigan.identifier;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The elements of an array, or the members of an object whose keys are content.
 *
 * @param open the text before the first element
 * @param separator the text between two elements
 * @param close the text after the last element
 * @param counts equally likely numbers of elements
 * @param key writes an element's key; null for an array
 * @param sign the text between a key and its element
 * @param element an element; null where all arrays are empty
 */
public record PartElements(
        String open, String separator, String close, List<Integer> counts, PartText key, String sign, TextPart element)
        implements TextPart {
    private static final int MAX_COUNT = 10_000;

    public PartElements {
        counts = List.copyOf(counts);
        Parts.checkLabels(open, separator, close, sign);
        final TextPart any = element;
        if (counts.isEmpty()
                || counts.size() > MAX_PARTS
                || counts.stream().anyMatch(count -> count < 0 || count > (any == null ? 0 : MAX_COUNT))) {
            throw new IllegalArgumentException(
                    "An array within a cell needs numbers of elements from 0 to %,d".formatted(MAX_COUNT));
        }
    }

    @Override
    public void write(final PartWriter writer) {
        final int count = counts.get(writer.random().nextInt(counts.size()));
        final Set<String> keys = new HashSet<>();
        boolean first = true;
        writer.text().append(open);
        for (int i = 0; i < count && !writer.isFull(); i++) {
            writer.countPart();
            final int start = writer.text().length();
            writer.text().append(first ? "" : separator);
            if (key != null) {
                final int from = writer.text().length();
                key.write(writer);
                if (!keys.add(writer.text().substring(from))) {
                    writer.text().setLength(start);
                    continue;
                }
                writer.text().append(sign);
            }
            first = false;
            element.write(writer);
        }
        writer.text().append(close);
    }

    @Override
    public long size() {
        return 1 + (element == null ? 0 : element.size());
    }
}
