// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample;

import io.nifigan.encode.IdentifierEncoding;
import io.nifigan.encode.TableEncoder;
import io.nifigan.identifier.PatternGenerator.Sequence;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The columns of a model whose keys count up, such as 1, 2, 3 or CUST-000001, CUST-000002. Says from which row on they
 * are beyond given numbers, so that the keys of one run go on where those of another ended.
 */
public final class CountedKeys {
    private final Map<String, Sequence> sequences = new LinkedHashMap<>();

    /** The columns of a model. */
    public CountedKeys(final TableEncoder encoder) {
        for (int c = 0; c < encoder.encodings().size(); c++) {
            if (encoder.encodings().get(c) instanceof IdentifierEncoding identifier
                    && identifier.pattern() != null
                    && identifier.pattern().sequence() != null) {
                sequences.put(
                        encoder.columns().get(c).name(), identifier.pattern().sequence());
            }
        }
    }

    /** Whether the model has no keys that count up. */
    public boolean isEmpty() {
        return sequences.isEmpty();
    }

    /** The first row, 0 or more, from which on the keys of every column are at least a number. */
    public long firstRow(final long least) {
        return sequences.values().stream()
                .mapToLong(sequence -> firstRow(sequence, least))
                .max()
                .orElse(0);
    }

    /**
     * The first row, 0 or more, from which on the keys of each column are at least its number.
     *
     * @param least numbers by the names of columns; a column without one has any keys after the real ones
     */
    public long firstRow(final Map<String, Long> least) {
        return sequences.entrySet().stream()
                .filter(entry -> least.containsKey(entry.getKey()))
                .mapToLong(entry -> firstRow(entry.getValue(), least.get(entry.getKey())))
                .max()
                .orElse(0);
    }

    private static long firstRow(final Sequence sequence, final long least) {
        final long distance = least - sequence.last() - sequence.step();
        return distance <= 0 ? 0 : Math.ceilDiv(distance, sequence.step());
    }

    /** For each column that counts up, its key in a row. */
    public Map<String, Long> numbers(final long row) {
        final Map<String, Long> numbers = new LinkedHashMap<>();
        sequences.forEach((column, sequence) -> numbers.put(column, sequence.last() + sequence.step() * (1 + row)));
        return numbers;
    }
}
