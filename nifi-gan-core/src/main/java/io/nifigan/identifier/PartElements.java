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
 * @param distinct whether no element comes twice in an array
 */
public record PartElements(
        String open,
        String separator,
        String close,
        List<Integer> counts,
        PartText key,
        String sign,
        TextPart element,
        boolean distinct)
        implements TextPart {
    private static final int MAX_COUNT = 10_000;
    /** Maximum number of tries for each list element that must differ from the others. */
    private static final int MAX_TRIES = 5;

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
        final Set<String> before = new HashSet<>();
        int made = 0;
        writer.text().append(open);
        for (int tries = 0; made < count && tries < MAX_TRIES * count && !writer.isFull(); tries++) {
            writer.countPart();
            final int start = writer.text().length();
            writer.text().append(made == 0 ? "" : separator);
            final int from = writer.text().length();
            if (key != null) {
                key.write(writer);
            } else {
                element.write(writer);
            }
            if ((distinct || key != null) && !before.add(writer.text().substring(from))) {
                writer.text().setLength(start);
                continue;
            }
            if (key != null) {
                writer.text().append(sign);
                element.write(writer);
            }
            made++;
        }
        writer.text().append(close);
    }

    @Override
    public long size() {
        return 1 + (element == null ? 0 : element.size());
    }
}
