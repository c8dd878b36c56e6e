// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

import java.nio.file.Path;
import java.util.Objects;

/**
 * When a table's rows go to disk, and where to. Up to so many cells a table stays in memory and is looked at whole;
 * beyond, all rows are learnt from, but what columns are, which rules hold and how rows are chosen is found out from a
 * sample.
 *
 * @param directory an existing directory for files that have no name (or are removed with the process) and that only
 *     the owner can read
 * @param cells the most cells, rows times columns, that stay in memory; different texts count more
 * @param sample the cells of the sample, as far as that gives 20,000 to 500,000 rows
 */
public record SpillSettings(Path directory, long cells, long sample) {
    /** 1,000,000 rows of 20 columns: some 200 MB, of which training needs three times as much in all. */
    public static final long CELLS = 20_000_000;

    private static final long SAMPLE = 5_000_000;
    private static final long MIN_ROWS = 20_000;
    private static final long MAX_ROWS = 500_000;

    public SpillSettings {
        Objects.requireNonNull(directory, "directory");
        if (cells < 1 || sample < 1) {
            throw new IllegalArgumentException(
                    "%d cells in memory and %d in the sample; both must be 1 or more".formatted(cells, sample));
        }
    }

    /** The usual bounds. */
    public static SpillSettings in(final Path directory) {
        return new SpillSettings(directory, CELLS, SAMPLE);
    }

    /** The usual bounds, in the JVM's directory for temporary files. */
    public static SpillSettings defaults() {
        return in(Path.of(System.getProperty("java.io.tmpdir")));
    }

    /** How many rows the sample of a table has. */
    int sampleRows(final int rows, final int columns) {
        // Where a test or a user asks for less in memory than usual, the sample is as small.
        final long min = cells < CELLS ? 1 : MIN_ROWS;
        return (int) Math.min(rows, Math.clamp(sample / Math.max(1, columns), min, MAX_ROWS));
    }
}
