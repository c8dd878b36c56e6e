// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A table whose rows are on disk, with a sample of them in memory: rows drawn without repeats, each as likely as any
 * other. What the columns are was found out from the sample; a value that does not fit counts as missing. Any number of
 * threads may read.
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

    /** All rows. */
    public int rows() {
        return spilled.rows();
    }

    /** Some of the rows, in their order. */
    public Table sample() {
        return sample;
    }

    /** {@code [sample.rows()]}: which of all rows they are, rising; not to be changed by the caller. */
    public int[] sampled() {
        return sampled;
    }

    /** Where it is, and where more of the kind may be put. */
    public SpillSettings settings() {
        return settings;
    }

    /** The number of stretches that the rows can be read in. */
    public int blocks() {
        return spilled.blocks();
    }

    /** The first row of a stretch; for one past the last, the number of rows. */
    public int start(final int block) {
        return spilled.start(block);
    }

    /** All columns of a stretch. */
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

    /** One column of a stretch, as a table of that column alone. */
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
        return ColumnData.of(spilled.read(block, column), known.kind(), known.format());
    }

    /** Frees the disk. The sample stays. */
    @Override
    public void close() {
        spilled.close();
    }
}
