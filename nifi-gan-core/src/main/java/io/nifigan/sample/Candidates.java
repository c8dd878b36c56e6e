// SPDX-License-Identifier: Apache-2.0
package io.nifigan.sample;

import io.nifigan.table.Table;
import io.nifigan.trees.RowBins;
import java.util.stream.IntStream;

/**
 * Decoded rows to choose from. Most are rejected by their bins, so {@link LateNumbers} are not decoded until
 * {@link #decoded}. Immutable, but for the table's values.
 */
public final class Candidates {
    /** Null where no number is late. */
    private final LateNumbers late;

    private final Table table;
    private final float[][] outputs;
    private final byte[][] codes;

    private Candidates(final LateNumbers late, final Table table, final float[][] outputs, final byte[][] codes) {
        this.late = late;
        this.table = table;
        this.outputs = outputs;
        this.codes = codes;
    }

    /** Rows whose values are all decoded. */
    static Candidates of(final Table table) {
        return new Candidates(null, table, null, null);
    }

    /**
     * @param table rows without late numbers
     * @param outputs {@code [columns of the bins][rows]}: as for {@link LateNumbers#codes}
     */
    static Candidates of(final LateNumbers late, final Table table, final float[][] outputs) {
        final byte[][] codes = late.codes(table, outputs);
        late.compare(table, outputs, codes);
        return new Candidates(late, table, outputs, codes);
    }

    /**
     * A table on which rules can be tested. A late number is missing there, or, where an order rule compares it, has a
     * value of its bin that compares as its own.
     */
    public Table table() {
        return table;
    }

    /** Some of the rows. */
    public Candidates select(final int[] rows) {
        if (rows.length == table.rows()) {
            return this;
        }
        if (late == null) {
            return of(table.select(rows));
        }
        final float[][] selected = new float[outputs.length][];
        final byte[][] binned = new byte[outputs.length][];
        for (int i = 0; i < selected.length; i++) {
            if (outputs[i] != null) {
                selected[i] = new float[rows.length];
                binned[i] = new byte[rows.length];
                for (int r = 0; r < rows.length; r++) {
                    selected[i][r] = outputs[i][rows[r]];
                    binned[i][r] = codes[i][rows[r]];
                }
            }
        }
        return new Candidates(late, table.select(rows), selected, binned);
    }

    /** The bins of all rows, as {@link RowBins#codes(Table)} gives them for the decoded rows. */
    public byte[][] codes(final RowBins bins) {
        final byte[][] all = new byte[bins.columns().size()][];
        for (int i = 0; i < all.length; i++) {
            all[i] = late == null || codes[i] == null ? bins.codes(i, table) : codes[i];
        }
        return all;
    }

    /** The rows with all values. */
    Table decoded() {
        if (late == null) {
            return table;
        }
        final Table decoded = table.select(IntStream.range(0, table.rows()).toArray());
        for (int r = 0; r < decoded.rows(); r++) {
            late.decode(decoded, r, outputs);
        }
        return decoded;
    }
}
