// SPDX-License-Identifier: Apache-2.0
package io.nifigan.relational;

import io.nifigan.common.RandomStream;
import io.nifigan.identifier.IdentifierFormatInducer;
import io.nifigan.identifier.IdentifierGenerator;
import io.nifigan.identifier.PatternGenerator;
import io.nifigan.relational.rows.Frame;
import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.SemanticType;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Generates primary keys in the format of real ones. Whole numbers without leading zeros count up from the smallest
 * real one; other keys are made in the same patterns, and no two are the same.
 *
 * @param first the smallest real key, where keys are whole numbers
 * @param patterns makes other keys; null where keys are whole numbers
 * @param maxLength the length of the longest real key, where keys are not whole numbers
 */
record KeyGenerator(long first, PatternGenerator patterns, int maxLength) {
    private static final int MAX_TRIES = 50;

    /** Fits a generator to the format of real keys. */
    static KeyGenerator of(final List<String> keys) {
        if (keys.stream().allMatch(key -> key.matches("0|[1-9]\\d{0,17}"))) {
            return new KeyGenerator(
                    keys.stream().mapToLong(Long::parseLong).min().orElse(1), null, 0);
        }
        final Column column =
                new Column(Frame.category("key").field(), ColumnKind.IDENTIFIER, 0, null, SemanticType.KEY);
        final Table table = new Frame(keys.size())
                .add(column, IntStream.range(0, keys.size()).toArray(), keys)
                .table();
        final IdentifierFormatInducer inducer = new IdentifierFormatInducer(table, table);
        return new KeyGenerator(
                0,
                inducer.generator(0),
                keys.stream().mapToInt(String::length).max().orElse(0));
    }

    /** Whether a key is longer than real ones; keys that count up are as long as their numbers. */
    private boolean isTooLong(final String key) {
        return maxLength > 0 && key.length() > maxLength && patterns.sequence() == null;
    }

    /**
     * New keys, all different.
     *
     * @param before how many keys were made before, after which numbers go on
     */
    List<String> generate(final int count, final long before, final long seed) {
        final List<String> keys = new ArrayList<>(count);
        if (patterns == null) {
            IntStream.range(0, count).forEach(i -> keys.add(Long.toString(first + before + i)));
            return keys;
        }
        final IdentifierGenerator generator = new IdentifierGenerator(patterns, null);
        final RandomStream random = new RandomStream(seed);
        final Set<String> seen = new HashSet<>();
        for (int i = 0; i < count; i++) {
            String key = generator.next(random, before + i, null);
            for (int attempt = 0; attempt < MAX_TRIES && (isTooLong(key) || !seen.add(key)); attempt++) {
                key = generator.next(random, before + (long) count * (attempt + 1) + i, null);
                if (attempt == MAX_TRIES - 1 && !seen.add(key)) {
                    // The patterns have too few values: a number makes the key unique.
                    key = key + "-" + (before + i);
                    seen.add(key);
                }
            }
            keys.add(key);
        }
        return keys;
    }
}
