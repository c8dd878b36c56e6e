// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench.quality;

import io.nifigan.bench.common.CategoricalColumns;
import io.nifigan.bench.common.ModelRows;
import io.nifigan.bench.common.Results;
import io.nifigan.evaluate.Evaluator;
import io.nifigan.evaluate.result.Evaluation;
import io.nifigan.evaluate.result.EvaluationJson;
import io.nifigan.evaluate.result.EvaluationSettings;
import io.nifigan.evaluate.result.Verdict;
import io.nifigan.model.GANModel;
import io.nifigan.table.Column;
import io.nifigan.table.CsvTables;
import io.nifigan.table.Table;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code report}: evaluates synthetic rows. */
@Command(
        name = "report",
        description = "Compares the rows of SYNTHETIC.csv with those of REAL.csv, which the model was trained "
                + "on, and prints the evaluation as JSON.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class ReportCommand implements Callable<Integer> {
    @CommandLine.Mixin
    private Results results;

    @Parameters(index = "0", paramLabel = "REAL.csv", description = "the training rows")
    private Path real;

    @Parameters(
            index = "1",
            paramLabel = "SYNTHETIC.csv",
            description = "synthetic rows with the same columns in any order")
    private Path synthetic;

    @Option(
            names = "--test",
            paramLabel = "TEST.csv",
            description = "held-out real rows, which most measures of privacy and usefulness need")
    private Path test;

    @Option(
            names = "--model",
            paramLabel = "MODEL.zip",
            description = "the model that generated the rows; its columns, rules and discriminator are used")
    private Path model;

    @Option(names = "--target", description = "the column to predict; its categories are the subgroups")
    private String target;

    @Option(
            names = "--sensitive",
            split = ",",
            paramLabel = "COLUMN",
            description = "the columns on which predictions of the target should not depend, separated by commas")
    private List<String> sensitive = List.of();

    @CommandLine.Mixin
    private CategoricalColumns categorical;

    @Option(
            names = "--rows",
            description = "maximum number of rows used of each file (default ${DEFAULT-VALUE})",
            defaultValue = "30000")
    private int rows;

    @Option(
            names = "--attacks",
            description = "number of attempts of each attack (default ${DEFAULT-VALUE})",
            defaultValue = "2000")
    private int attacks;

    @Option(names = "--threads", description = "number of threads (default: one per processor, at most 8)")
    private int threads;

    @Option(names = "--seed", description = "random seed (default ${DEFAULT-VALUE})", defaultValue = "42")
    private long seed;

    @Option(names = "--brief", description = "print lines of 'name value' and the verdicts instead of JSON")
    private boolean brief;

    @Override
    public Integer call() throws IOException {
        final EvaluationSettings settings = EvaluationSettings.defaults()
                .withRowBound(rows)
                .withAttacks(attacks)
                .withTarget(target)
                .withSensitive(sensitive)
                .withThreads(threads)
                .withSeed(seed);
        final GANModel gan = model == null ? null : ModelRows.model(model);
        final Table realRows =
                gan == null ? CsvTables.read(real, categorical.kinds()).build() : ModelRows.read(real, gan);
        final List<Column> columns = realRows.columns();
        final Table syntheticRows = ModelRows.read(synthetic, columns);
        final Table testRows = test == null ? null : ModelRows.read(test, columns);
        final long started = System.nanoTime();
        final Evaluation evaluation = new Evaluator(settings).evaluate(realRows, syntheticRows, testRows, gan);
        final PrintWriter out = results.out();
        if (brief) {
            evaluation.metrics().forEach((name, value) -> print(out, name, value));
            print(out, "seconds", (System.nanoTime() - started) / 1e9);
            for (final Verdict verdict : evaluation.verdicts()) {
                out.println(verdict.area().name().toLowerCase(Locale.ROOT) + " " + verdict.grade() + ": "
                        + verdict.sentence());
                verdict.basis().forEach(line -> out.println("    " + line));
            }
        } else {
            out.println(EvaluationJson.pretty(evaluation));
        }
        out.flush();
        return 0;
    }

    private static void print(final PrintWriter out, final String name, final double value) {
        out.println(name + " " + String.format(Locale.ROOT, "%.5g", value));
    }
}
