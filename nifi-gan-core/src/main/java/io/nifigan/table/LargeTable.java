// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A table whose rows are on disk, with a uniform sample of them, drawn without replacement, in memory. The columns'
 * kinds were detected from the sample; a value that does not fit its kind counts as missing. Any number of threads may
 * read.
 */
public final class LargeTable implements AutoCloseable {
    private final SpillSettings settings;
    private final SpilledRows spilled;
    private final Table sample;
    private final int[] sampled;

    LargeTable(final SpillSettings settings, final SpilledRows spilled, final Table sample, final int[] sampled) {
        this.settings = settings;
        this.spilled = spilled;
        this.sample = sample;
        this.sampled = sampled;
    }

    public List<Column> columns() {
        return sample.columns();
    }

    /** The number of all rows. */
    public int rows() {
        return spilled.rows();
    }

    /** The sampled rows, in the order of the table. */
    public Table sample() {
        return sample;
    }

    /**
     * The indices of the sampled rows among all, {@code [sample.rows()]}, ascending; not to be changed by the caller.
     */
    public int[] sampled() {
        return sampled;
    }

    /** The settings by which the rows went to disk; they apply to further files too. */
    public SpillSettings settings() {
        return settings;
    }

    /** The number of blocks in which the rows can be read. */
    public int blocks() {
        return spilled.blocks();
    }

    /** The index of a block's first row; for one past the last block, the number of rows. */
    public int start(final int block) {
        return spilled.start(block);
    }

    /** All columns of a block. */
    public Table block(final int block) {
        final int width = columns().size();
        final double[][] numbers = new double[width][];
        final int[][] codes = new int[width][];
        final List<List<String>> dictionaries = new ArrayList<>();
        for (int c = 0; c < width; c++) {
            final ColumnData data = data(block, c);
            numbers[c] = data.numbers();
            codes[c] = data.codes();
            dictionaries.add(data.dictionary());
        }
        return new Table(columns(), spilled.size(block), numbers, codes, dictionaries);
    }

    /** One column of a block, as a table of that column alone. */
    public Table block(final int block, final int column) {
        final ColumnData data = data(block, column);
        return new Table(
                List.of(columns().get(column)),
                spilled.size(block),
                new double[][] {data.numbers()},
                new int[][] {data.codes()},
                Collections.singletonList(data.dictionary()));
    }

    private ColumnData data(final int block, final int column) {
        final Column known = columns().get(column);
        if (known.field().marksForm()) {
            final ColumnData written = data(block, FormColumns.written(columns(), column));
            return new ColumnData(null, written.forms(), known.field().symbols(), 0, 0, 0, null);
        }
        final int form = FormColumns.of(columns())[column];
        return ColumnData.of(
                spilled.read(block, column),
                known.kind(),
                known.format(),
                form < 0 ? null : FormColumns.mixture(known, columns().get(form)));
    }

    /** Frees the disk space. The sample stays usable. */
    @Override
    public void close() {
        spilled.close();
    }
}
