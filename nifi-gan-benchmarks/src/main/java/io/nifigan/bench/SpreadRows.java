// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench;

import io.nifigan.common.RandomStream;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.CsvTables;
import io.nifigan.table.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Options of commands that share the rows of a table out among nodes and compare what is learnt of them with held-out
 * rows.
 */
final class SpreadRows {
    private static final long SHARES = 12;

    @Parameters(index = "0", paramLabel = "TRAIN.csv", description = "real rows, with a header")
    private Path train;

    @Parameters(index = "1", paramLabel = "TEST.csv", description = "real rows that are not learnt")
    private Path test;

    @Option(names = "--nodes", description = "default ${DEFAULT-VALUE}", defaultValue = "3")
    private int nodes;

    @Option(
            names = "--skewed",
            paramLabel = "COLUMN",
            description =
                    "share rows out by this column's values, the lowest to the first node; default: at " + "random")
    private String skewed;

    @Option(names = "--categorical", split = ",", description = "columns that are categories whatever they look like")
    private List<String> categorical = List.of();

    @Option(
            names = "--seeds",
            split = ",",
            description = "of everything random; one comparison each (default ${DEFAULT-VALUE})",
            defaultValue = "42")
    private List<Long> seeds;

    private Table learnt;
    private Table heldOut;
    private List<Table> shares;

    /** Reads both files and shares the rows out; to be called first. */
    void read() throws IOException {
        if (nodes < 2 || nodes > 64) {
            throw new IllegalArgumentException("--nodes must be 2 to 64");
        }
        learnt = CsvTables.read(
                        train,
                        categorical.stream().collect(Collectors.toMap(String::strip, name -> ColumnKind.CATEGORY)))
                .build();
        heldOut = ModelRows.read(test, learnt.columns());
        shares = Shares.of(learnt, nodes, skewed, new RandomStream(SHARES));
    }

    int nodes() {
        return nodes;
    }

    List<Long> seeds() {
        return seeds;
    }

    Table learnt() {
        return learnt;
    }

    Table heldOut() {
        return heldOut;
    }

    /** The rows of each node, always the same. */
    List<Table> shares() {
        return shares;
    }
}
