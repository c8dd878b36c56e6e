// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench;

import io.nifigan.augment.Balancer;
import io.nifigan.augment.ClassShares;
import io.nifigan.model.GANModel;
import io.nifigan.sample.condition.SamplingException;
import io.nifigan.table.CsvTables;
import io.nifigan.table.Table;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a table with as many synthetic rows as its classes need to be equal. */
@Command(
        name = "balance",
        description = "Writes the rows of TRAIN.csv to OUT.csv, and after them synthetic rows until the "
                + "classes have the shares asked " + "for.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class BalanceCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(index = "0", paramLabel = "MODEL.zip", description = "as 'fit --model' writes it")
    private Path model;

    @Parameters(index = "1", paramLabel = "TRAIN.csv", description = "real rows, with a header")
    private Path train;

    @Parameters(index = "2", paramLabel = "OUT.csv", description = "is created or replaced")
    private Path target;

    @Option(names = "--column", required = true, description = "the column of the classes")
    private String column;

    @Option(names = "--shares", description = "such as yes=50%%,no=50%% (default: all equal)")
    private String shares;

    @Option(names = "--seed", description = "of everything random (default ${DEFAULT-VALUE})", defaultValue = "42")
    private long seed;

    @Override
    public Integer call() throws IOException, SamplingException {
        final PrintWriter out = spec.commandLine().getOut();
        final GANModel made = ModelRows.model(model);
        final Table rows = ModelRows.read(train, made);
        final long started = System.nanoTime();
        try (Balancer balancer = new Balancer(made, column, ClassShares.parse(shares), seed)) {
            balancer.count(rows);
            final Map<String, Long> additions = balancer.plan();
            try (CsvTables.Writer writer = new CsvTables.Writer(target, made.columns())) {
                writer.write(rows);
                while (!balancer.isDone()) {
                    writer.write(balancer.next());
                }
            }
            out.println("rows " + rows.rows());
            additions.forEach((name, count) -> out.println("added " + name + " " + count));
        }
        out.println("seconds " + String.format(Locale.ROOT, "%.4g", (System.nanoTime() - started) / 1e9));
        out.flush();
        return 0;
    }
}
