// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample;

import io.nifigan.encode.TableEncoder;
import io.nifigan.table.Table;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Leaves out rows that came before in a table of the training size. Where rows are so alike that many would have to go,
 * as in a table of a few categories, repeats are part of it and stay. Rows are told apart by 64 bits of what they hold,
 * identifiers aside.
 */
final class DuplicateFilter {
    /** More than so many rows are not remembered. */
    private static final int MAX_ROWS = 1 << 18;
    /** Repeats are left out while they are no more than this share of the rows that came. */
    private static final double MAX_SHARE = .05;

    private static final int GRACE = 20;

    private final int[] columns;
    private final int window;
    private final long[][] sets;
    /** When each came last, as a number of rows that may come: those left out do not part two others. */
    private final long[][] times;

    private int current;
    private int filled;
    private long came;
    /** Of those, which may come. */
    private long given;

    private long repeated;

    /** @param rows how many rows there were to learn from, held-out ones included */
    DuplicateFilter(final TableEncoder encoder, final long rows) {
        this.columns = IntStream.range(0, encoder.encodings().size())
                .filter(c -> !encoder.encodings().get(c).isGenerated())
                .toArray();
        this.window = (int) Math.clamp(rows, 1, MAX_ROWS);
        this.sets = new long[2][Integer.highestOneBit(window) << 2];
        this.times = new long[2][sets[0].length];
    }

    /** For the rows of a table, asked one after the other: whether a row may come, which then is remembered. */
    IntPredicate on(final Table table) {
        final int[][] words = words(table);
        return row -> mayCome(hash(table, words, row));
    }

    /**
     * For rows of a table that came but were changed since: whether a row may come as it is now, which then is
     * remembered.
     */
    IntPredicate onChanged(final Table table) {
        final int[][] words = words(table);
        return row -> {
            final long hash = hash(table, words, row);
            if (cameBefore(hash)) {
                return false;
            }
            remember(hash);
            return true;
        };
    }

    private int[][] words(final Table table) {
        final int[][] words = new int[columns.length][];
        for (int i = 0; i < words.length; i++) {
            words[i] = table.numbers(columns[i]) != null
                    ? null
                    : table.dictionary(columns[i]).stream()
                            .mapToInt(String::hashCode)
                            .toArray();
        }
        return words;
    }

    private boolean mayCome(final long hash) {
        came++;
        if (cameBefore(hash)) {
            repeated++;
            if (repeated <= GRACE + MAX_SHARE * came) {
                return false;
            }
        }
        given++;
        remember(hash);
        return true;
    }

    private boolean cameBefore(final long hash) {
        final int newer = find(sets[current], hash);
        final int older = find(sets[1 - current], hash);
        final long last = sets[current][newer] != 0
                ? times[current][newer]
                : sets[1 - current][older] != 0 ? times[1 - current][older] : given - window;
        return given - last < window;
    }

    private void remember(final long hash) {
        final int newer = find(sets[current], hash);
        if (sets[current][newer] != 0) {
            times[current][newer] = given;
        } else {
            add(hash);
        }
    }

    /** Two sets take turns: the older one is emptied when the newer one has as many rows as were learnt. */
    private void add(final long hash) {
        if (filled == window) {
            current = 1 - current;
            Arrays.fill(sets[current], 0);
            filled = 0;
        }
        final int at = find(sets[current], hash);
        sets[current][at] = hash;
        times[current][at] = given;
        filled++;
    }

    /** Where a row is, or the free place where it would be. */
    private static int find(final long[] set, final long hash) {
        int at = slot(set, hash);
        while (set[at] != 0 && set[at] != hash) {
            at = at + 1 & set.length - 1;
        }
        return at;
    }

    private static int slot(final long[] set, final long hash) {
        return (int) (hash >>> 20) & set.length - 1;
    }

    private long hash(final Table table, final int[][] words, final int row) {
        long hash = 0;
        for (int i = 0; i < columns.length; i++) {
            final int code = words[i] == null ? 0 : table.codes(columns[i])[row];
            hash = mix(
                    hash,
                    words[i] == null
                            ? Double.doubleToLongBits(table.numbers(columns[i])[row])
                            : code < 0 ? -1 : words[i][code]);
        }
        // 0 marks a free place.
        return hash == 0 ? 1 : hash;
    }

    /** Stafford's thirteenth mixer. */
    private static long mix(final long before, final long value) {
        long z = before * 31 + value + 0x9E3779B97F4A7C15L;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
