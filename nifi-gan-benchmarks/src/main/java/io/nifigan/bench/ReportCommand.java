// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench;

import io.nifigan.evaluate.Evaluator;
import io.nifigan.evaluate.result.Evaluation;
import io.nifigan.evaluate.result.EvaluationJson;
import io.nifigan.evaluate.result.EvaluationSettings;
import io.nifigan.evaluate.result.Verdict;
import io.nifigan.model.GANModel;
import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.CsvTables;
import io.nifigan.table.Table;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures synthetic rows against real ones. */
@Command(
        name = "report",
        description = "Measures the rows of SYNTHETIC.csv against those of REAL.csv, from which they were "
                + "made, and prints all figures as JSON.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ReportCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(index = "0", paramLabel = "REAL.csv", description = "the rows that the synthetic ones were made after")
    private Path real;

    @Parameters(
            index = "1",
            paramLabel = "SYNTHETIC.csv",
            description = "synthetic rows of the same columns, in any order")
    private Path synthetic;

    @Option(
            names = "--test",
            paramLabel = "TEST.csv",
            description = "real rows that were not learnt: without them most of privacy, and usefulness, "
                    + "cannot be " + "measured")
    private Path test;

    @Option(
            names = "--model",
            paramLabel = "MODEL.zip",
            description = "the model that made the rows: its columns, rules and discriminator are used")
    private Path model;

    @Option(names = "--target", description = "the column to foretell; its categories are the subgroups")
    private String target;

    @Option(names = "--categorical", split = ",", description = "columns that are categories whatever they look like")
    private List<String> categorical = List.of();

    @Option(
            names = "--rows",
            description = "the most rows of each file that are looked at (default ${DEFAULT-VALUE})",
            defaultValue = "30000")
    private int rows;

    @Option(
            names = "--attacks",
            description = "how often each attack is tried (default ${DEFAULT-VALUE})",
            defaultValue = "2000")
    private int attacks;

    @Option(names = "--threads", description = "threads to compute with (default: one a processor, at most 8)")
    private int threads;

    @Option(names = "--seed", description = "of everything random (default ${DEFAULT-VALUE})", defaultValue = "42")
    private long seed;

    @Option(names = "--brief", description = "print lines of 'name value' and the verdicts in place of JSON")
    private boolean brief;

    @Override
    public Integer call() throws IOException {
        final EvaluationSettings settings = EvaluationSettings.defaults()
                .withRowBound(rows)
                .withAttacks(attacks)
                .withTarget(target)
                .withThreads(threads)
                .withSeed(seed);
        final GANModel made = model == null ? null : ModelRows.model(model);
        final Table realRows = made == null ? CsvTables.read(real, kinds()).build() : ModelRows.read(real, made);
        final List<Column> columns = realRows.columns();
        final Table syntheticRows = ModelRows.read(synthetic, columns);
        final Table testRows = test == null ? null : ModelRows.read(test, columns);
        final long started = System.nanoTime();
        final Evaluation evaluation = new Evaluator(settings).evaluate(realRows, syntheticRows, testRows, made);
        final PrintWriter out = spec.commandLine().getOut();
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

    private Map<String, ColumnKind> kinds() {
        final Map<String, ColumnKind> kinds = new HashMap<>();
        categorical.forEach(column -> kinds.put(column, ColumnKind.CATEGORY));
        return kinds;
    }

    private static void print(final PrintWriter out, final String name, final double value) {
        out.println(name + " " + String.format(Locale.ROOT, "%.5g", value));
    }
}
