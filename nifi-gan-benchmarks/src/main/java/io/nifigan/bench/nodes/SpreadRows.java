// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench.nodes;

import io.nifigan.bench.common.CategoricalColumns;
import io.nifigan.bench.common.ModelRows;
import io.nifigan.bench.common.TrainTestFiles;
import io.nifigan.common.RandomStream;
import io.nifigan.table.CsvTables;
import io.nifigan.table.Table;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The options of commands that distribute the rows of a table among nodes and compare the results with held-out rows.
 */
final class SpreadRows {
    private static final long SHARES = 12;

    @Mixin
    private TrainTestFiles files;

    @Option(names = "--nodes", description = "number of nodes (default ${DEFAULT-VALUE})", defaultValue = "3")
    private int nodes;

    @Option(
            names = "--skewed",
            paramLabel = "COLUMN",
            description = "distribute rows by this column's values, the lowest to the first node (default: at random)")
    private String skewed;

    @Mixin
    private CategoricalColumns categorical;

    @Option(
            names = "--seeds",
            split = ",",
            description = "random seeds, one comparison each (default ${DEFAULT-VALUE})",
            defaultValue = "42")
    private List<Long> seeds;

    private Table training;
    private Table heldOut;
    private List<Table> shares;

    /** Reads both files and distributes the rows; must be called first. */
    void read() throws IOException {
        if (nodes < 2 || nodes > 64) {
            throw new IllegalArgumentException("--nodes must be 2 to 64");
        }
        training = CsvTables.read(files.train(), categorical.kinds()).build();
        heldOut = ModelRows.read(files.test(), training.columns());
        shares = RowPartition.of(training, nodes, skewed, new RandomStream(SHARES));
    }

    int nodes() {
        return nodes;
    }

    List<Long> seeds() {
        return seeds;
    }

    Table training() {
        return training;
    }

    Table heldOut() {
        return heldOut;
    }

    /** The rows of each node, independent of the seed. */
    List<Table> shares() {
        return shares;
    }
}
