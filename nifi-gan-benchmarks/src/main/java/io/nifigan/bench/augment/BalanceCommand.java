// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench.augment;

import io.nifigan.augment.Balancer;
import io.nifigan.augment.ClassShares;
import io.nifigan.bench.common.ModelRows;
import io.nifigan.bench.common.OutputFile;
import io.nifigan.bench.common.Results;
import io.nifigan.model.GANModel;
import io.nifigan.sample.condition.SamplingException;
import io.nifigan.table.CsvTables;
import io.nifigan.table.Table;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code balance}: adds synthetic rows to a table until its classes have the requested shares. */
@Command(
        name = "balance",
        description = "Writes the rows of TRAIN.csv to OUT.csv, followed by synthetic rows until the classes "
                + "have the requested shares.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class BalanceCommand implements Callable<Integer> {
    @CommandLine.Mixin
    private Results results;

    @Parameters(index = "0", paramLabel = "MODEL.zip", description = "a model written by 'fit --model'")
    private Path model;

    @Parameters(index = "1", paramLabel = "TRAIN.csv", description = "real rows, with a header")
    private Path train;

    @Parameters(index = "2", paramLabel = "OUT.csv", description = "the output file, created or replaced")
    private Path target;

    @Option(names = "--column", required = true, description = "the column with the classes")
    private String column;

    @Option(names = "--shares", description = "shares of the classes, such as yes=50%%,no=50%% (default: all equal)")
    private String shares;

    @Option(names = "--seed", description = "random seed (default ${DEFAULT-VALUE})", defaultValue = "42")
    private long seed;

    @Override
    public Integer call() throws IOException, SamplingException {
        final PrintWriter out = results.out();
        OutputFile.check(target, model, train);
        final GANModel gan = ModelRows.model(model);
        final Table rows = ModelRows.read(train, gan);
        final long started = System.nanoTime();
        try (Balancer balancer = new Balancer(gan, column, ClassShares.parse(shares), seed)) {
            balancer.count(rows);
            final Map<String, Long> additions = balancer.plan();
            try (CsvTables.Writer writer = new CsvTables.Writer(target, gan.columns(), CsvTables.dialect(train))) {
                writer.write(rows);
                while (!balancer.isDone()) {
                    writer.write(balancer.next());
                }
            }
            out.println("rows " + rows.rows());
            additions.forEach((name, count) -> out.println("added " + name + " " + count));
        }
        results.print("seconds", (System.nanoTime() - started) / 1e9);
        return 0;
    }
}
