// SPDX-License-Identifier: Apache-2.0
package io.nifigan.table;

import java.nio.file.Path;
import java.util.Objects;

/**
 * Settings for tables that do not fit into memory. A table of up to {@code cells} cells stays in memory. Rows of a
 * larger table go to disk; training uses all of them, but columns' kinds, rules and the selection of rows are
 * determined on a sample.
 *
 * @param directory an existing directory for temporary files (see {@link ScratchFile})
 * @param cells maximum number of cells (rows times columns) in memory; distinct texts count more
 * @param sample the number of cells of the sample, limited to 20,000 to 500,000 rows
 */
public record SpillSettings(Path directory, long cells, long sample) {
    /**
     * Default of {@code cells}, such as 1,000,000 rows of 20 columns: some 200 MB; training needs three times as much
     * in all.
     */
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

    /** The default limits, with a directory. */
    public static SpillSettings in(final Path directory) {
        return new SpillSettings(directory, CELLS, SAMPLE);
    }

    /** The default limits, in the JVM's directory for temporary files. */
    public static SpillSettings defaults() {
        return in(Path.of(System.getProperty("java.io.tmpdir")));
    }

    /** The number of rows of a table's sample. */
    int sampleRows(final int rows, final int columns) {
        // With a lower limit of cells than the default, the sample may be smaller too.
        final long min = cells < CELLS ? 1 : MIN_ROWS;
        return (int) Math.min(rows, Math.clamp(sample / Math.max(1, columns), min, MAX_ROWS));
    }
}
