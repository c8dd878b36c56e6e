// SPDX-License-Identifier: Apache-2.0
package io.nifigan.select;

import io.nifigan.trees.RowBins;
import java.util.Arrays;
import java.util.stream.IntStream;

/** An index from rows to their slots in the tables of a {@link RakingModel}. Thread-safe. */
public final class CellIndex {
    private final int tables;
    private final int[] first;
    private final int[] second;
    private final int[] width;
    /** {@code [tables][cells]}. */
    private final int[][] slots;
    /** {@code [columns][bins]}. */
    private final int[][] groups;

    /** {@code [tables]}: whether a table has structural zeros. */
    private final boolean[] strict;

    CellIndex(final RakingModel raking) {
        this.tables = raking.tables().size();
        this.first = new int[tables];
        this.second = new int[tables];
        this.width = new int[tables];
        this.slots = new int[tables][];
        this.strict = new boolean[tables];
        this.groups = new int[raking.bins().columns().size()][];
        Arrays.setAll(groups, c -> raking.bins().columns().get(c).groups());
        for (int t = 0; t < tables; t++) {
            final RakingTable table = raking.tables().get(t);
            first[t] = table.first();
            second[t] = table.second();
            width[t] =
                    second[t] < 0 ? 1 : raking.bins().columns().get(second[t]).groupCount();
            slots[t] = table.slots();
            strict[t] = Arrays.stream(slots[t]).anyMatch(slot -> slot == RakingTable.NEVER);
        }
    }

    /**
     * Finds the slots of rows in all tables.
     *
     * @param codes {@code [columns][rows]}: the rows' bins, as {@link RowBins#codes} gives them
     * @param rows the number of rows
     */
    public RowCells find(final byte[][] codes, final int rows) {
        final char[][] found = new char[tables][rows];
        final byte[][] grouped = new byte[codes.length][];
        final boolean[] closed = new boolean[rows];
        for (int t = 0; t < tables; t++) {
            final int[] cells = slots[t];
            final char[] own = found[t];
            if (second[t] < 0) {
                final byte[] bins = codes[first[t]];
                for (int r = 0; r < rows; r++) {
                    own[r] = (char) cells[bins[r] & 0xFF];
                }
            } else {
                final byte[] group = grouped(first[t], codes, grouped);
                final byte[] other = grouped(second[t], codes, grouped);
                final int across = width[t];
                for (int r = 0; r < rows; r++) {
                    own[r] = (char) cells[(group[r] & 0xFF) * across + (other[r] & 0xFF)];
                }
            }
            for (int r = 0; r < rows && strict[t]; r++) {
                closed[r] |= own[r] == (char) RakingTable.NEVER;
            }
        }
        final int[] open = new int[rows];
        int count = 0;
        for (int r = 0; r < rows; r++) {
            if (!closed[r]) {
                open[count++] = r;
            }
        }
        return new RowCells(codes, found, rows, Arrays.copyOf(open, count));
    }

    /**
     * Finds the slots of rows in one table.
     *
     * @param found {@code [rows]}, written; 0 for rows in structural zeros
     */
    void find(final int table, final byte[][] codes, final char[] found) {
        for (int r = 0; r < found.length; r++) {
            found[r] = (char) Math.max(0, slots[table][cell(table, codes, r)]);
        }
    }

    /** The rows outside structural zeros, rising. */
    int[] open(final byte[][] codes, final int rows) {
        return IntStream.range(0, rows)
                .filter(r -> IntStream.range(0, tables)
                        .noneMatch(t -> strict[t] && slots[t][cell(t, codes, r)] == RakingTable.NEVER))
                .toArray();
    }

    private int cell(final int table, final byte[][] codes, final int row) {
        final int bin = codes[first[table]][row] & 0xFF;
        return second[table] < 0
                ? bin
                : groups[first[table]][bin] * width[table] + groups[second[table]][codes[second[table]][row] & 0xFF];
    }

    /** The groups of a column's bins, found once for all tables. */
    private byte[] grouped(final int column, final byte[][] codes, final byte[][] grouped) {
        if (grouped[column] == null) {
            final byte[] bins = codes[column];
            grouped[column] = new byte[bins.length];
            for (int r = 0; r < bins.length; r++) {
                grouped[column][r] = (byte) groups[column][bins[r] & 0xFF];
            }
        }
        return grouped[column];
    }
}
