// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample;

import io.nifigan.encode.TableEncoder;
import io.nifigan.table.Table;
import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Leaves out rows that are equal to one of the last rows, as many as the model was trained on. Where more than a few
 * repeat, as in a table of a few categories, repeats belong to the table and stay. Rows are compared by a hash of 64
 * bits over all columns but identifiers.
 */
final class DuplicateFilter implements Filter {
    /** The most rows to remember: 16 MB, twice. */
    private static final int MAX_ROWS = 1 << 18;
    /** The largest share of rows that are left out as repeats. */
    private static final double MAX_SHARE = .05;
    /** As many repeats are left out in any case: the share of the first rows says little. */
    private static final int MIN_REPEATS = 20;

    private final int[] columns;
    private final int window;
    private final long[][] sets;
    /** When each came last, counted in rows that were kept. */
    private final long[][] times;

    private int current;
    private int filled;
    /** The rows seen. */
    private long came;
    /** The rows kept. */
    private long given;

    private long repeated;

    /** @param rows the rows of the table that the model was trained on, with those held out */
    DuplicateFilter(final TableEncoder encoder, final long rows) {
        this.columns = IntStream.range(0, encoder.encodings().size())
                .filter(c -> !encoder.encodings().get(c).isGenerated())
                .toArray();
        this.window = (int) Math.clamp(rows, 1, MAX_ROWS);
        this.sets = new long[2][Integer.highestOneBit(window) << 2];
        this.times = new long[2][sets[0].length];
    }

    /**
     * Leaves repeats out. They count as kept by the {@link RejectionFilter} before: rows that took their place in the
     * tables would have to be like them, and so bend what they have in common.
     */
    @Override
    public int[] kept(final RowBatch batch) {
        final Table table = batch.table();
        return IntStream.range(0, table.rows()).filter(on(table)).toArray();
    }

    @Override
    public boolean dependsOnEarlierRows() {
        return true;
    }

    @Override
    public String description() {
        return "differed from all rows before";
    }

    @Override
    public String advice() {
        return "Train anew, for longer";
    }

    /** Tests the rows of a table, in order: whether a row is kept, which is then remembered. */
    IntPredicate on(final Table table) {
        final int[][] words = words(table);
        return row -> isKept(hash(table, words, row));
    }

    /**
     * Tests rows that were kept but changed since: whether a row differs from those before, which is then remembered.
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

    private boolean isKept(final long hash) {
        came++;
        if (cameBefore(hash)) {
            repeated++;
            if (repeated <= MIN_REPEATS + MAX_SHARE * came) {
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

    /** Two sets take turns: the older one is emptied when the newer one is full. */
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

    /** The place of a row, or the free place where it would be. */
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
