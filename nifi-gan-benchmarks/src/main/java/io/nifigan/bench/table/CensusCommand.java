// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench.table;

import io.nifigan.bench.common.Results;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code census}: writes an artificial table that was not used to choose any setting. */
@Command(
        name = "census",
        description = "Writes artificial census records to TRAIN.csv and a tenth as many to TEST.csv. "
                + "bounds/census.json is their public schema.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class CensusCommand implements Callable<Integer> {
    private static final int TENTH = 10;

    @CommandLine.Mixin
    private Results results;

    @Parameters(index = "0", paramLabel = "TRAIN.csv", description = "the output file, created or replaced")
    private Path train;

    @Parameters(index = "1", paramLabel = "TEST.csv", description = "the output file, created or replaced")
    private Path test;

    @Option(
            names = "--rows",
            description = "number of rows of TRAIN.csv (default ${DEFAULT-VALUE})",
            defaultValue = "32000")
    private int rows;

    @Option(names = "--seed", description = "random seed (default ${DEFAULT-VALUE})", defaultValue = "1")
    private long seed;

    @Override
    public Integer call() throws IOException {
        if (rows < TENTH) {
            throw new IllegalArgumentException("--rows is %d; it must be %d or more".formatted(rows, TENTH));
        }
        final CensusTable table = new CensusTable(seed);
        write(train, table, rows);
        write(test, table, rows / TENTH);
        final PrintWriter out = results.out();
        out.println("rows " + rows);
        out.println("columns " + CensusTable.COLUMNS.size());
        out.flush();
        return 0;
    }

    private static void write(final Path file, final CensusTable table, final int count) throws IOException {
        try (Writer writer = Files.newBufferedWriter(file)) {
            writer.write(String.join(",", CensusTable.COLUMNS) + "\n");
            for (int r = 0; r < count; r++) {
                writer.write(table.next() + "\n");
            }
        }
    }
}
