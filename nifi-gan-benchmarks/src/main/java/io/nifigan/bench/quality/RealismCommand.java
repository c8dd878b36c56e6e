// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench.quality;

import io.nifigan.bench.common.ModelRows;
import io.nifigan.bench.common.ModelTrainFiles;
import io.nifigan.bench.common.Results;
import io.nifigan.common.Cancellation;
import io.nifigan.common.RandomStream;
import io.nifigan.fit.RealismTrainer;
import io.nifigan.model.GANModel;
import io.nifigan.sample.Sampler;
import io.nifigan.sample.condition.SamplingException;
import io.nifigan.score.Reason;
import io.nifigan.score.Scorer;
import io.nifigan.score.ScoringModel;
import io.nifigan.table.Column;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.CsvTables;
import io.nifigan.table.Table;
import io.nifigan.table.TableBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The command {@code realism}: prints how well a model's scoring models distinguish real rows from others, as areas
 * under the ROC curve.
 */
@Command(
        name = "realism",
        description = "Scores TEST.csv and rows with swapped fields with the scoring models of MODEL.zip, and "
                + "prints how well each distinguishes the two.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class RealismCommand implements Callable<Integer> {
    private static final double CLEARLY = 2;

    @CommandLine.Mixin
    private Results results;

    @CommandLine.Mixin
    private ModelTrainFiles files;

    @Parameters(index = "2", paramLabel = "TEST.csv", description = "held-out real rows")
    private Path test;

    @Option(
            names = "--rounds",
            description = "number of repetitions of the swaps (default ${DEFAULT-VALUE})",
            defaultValue = "20")
    private int rounds;

    @Option(names = "--retrain", description = "retrain the realism classifier first")
    private boolean retrain;

    @Option(names = "--seed", description = "random seed (default ${DEFAULT-VALUE})", defaultValue = "42")
    private long seed;

    private GANModel scored;
    private List<Integer> scoredColumns;

    @Override
    public Integer call() throws IOException, SamplingException {
        if (rounds < 1) {
            throw new IllegalArgumentException("--rounds is %d; it must be 1 or more".formatted(rounds));
        }
        scored = ModelRows.model(files.model());
        final Map<String, ColumnKind> kinds = new HashMap<>();
        scored.columns().forEach(column -> kinds.put(column.name(), column.kind()));
        final Table real = withModelColumns(CsvTables.read(test, kinds).build());
        final Table training =
                withModelColumns(CsvTables.read(files.train(), kinds).build());
        if (retrain) {
            retrain(training);
        }
        if (!scored.realism().trained()) {
            throw new IllegalArgumentException(
                    "The model has no realism classifier. Train it without --unrefined, or use --retrain");
        }
        scoredColumns = scored.realism().classifier().bins().columns().stream()
                .map(bins -> bins.column())
                .toList();
        results.print("trees", scored.realism().classifier().trees().roots().length);
        final Table generated;
        try (Sampler sampler = new Sampler(scored, seed, 0)) {
            generated = sampler.next(Math.max(10_000, real.rows()));
        }
        for (final ScoringModel scoringModel : ScoringModel.values()) {
            try (Scorer scorer = new Scorer(scored, scoringModel)) {
                measure(scorer, real, training, generated);
            }
        }
        try (Scorer scorer = new Scorer(scored)) {
            reasons(scorer, real);
        }
        return 0;
    }

    /** The same rows as a table of the model's columns. */
    private Table withModelColumns(final Table table) {
        final TableBuilder builder = TableBuilder.forColumns(scored.columns());
        final List<String> names = table.columns().stream().map(Column::name).toList();
        for (int r = 0; r < table.rows(); r++) {
            final Object[] row = new Object[scored.columns().size()];
            for (int c = 0; c < row.length; c++) {
                final int from = names.indexOf(scored.columns().get(c).name());
                row[c] = from < 0 ? null : table.value(from, r);
            }
            builder.add(row);
        }
        return builder.build();
    }

    private void retrain(final Table training) throws SamplingException {
        final int kept = training.rows() / 10;
        final long started = System.nanoTime();
        final RealismTrainer trainer = new RealismTrainer(
                scored,
                training.select(IntStream.range(kept, training.rows()).toArray()),
                training.select(IntStream.range(0, kept).toArray()));
        try (Sampler sampler = new Sampler(scored, seed + 1, 0)) {
            final Table generated = sampler.next(trainer.rows());
            results.print("sample_seconds", (System.nanoTime() - started) / 1e9);
            scored = scored.toBuilder()
                    .realism(trainer.train(
                            generated,
                            sampler.next(kept),
                            trainer.ratio(generated, Cancellation.never()),
                            Cancellation.never()))
                    .build();
        }
        results.print("train_seconds", (System.nanoTime() - started) / 1e9);
    }

    private void measure(final Scorer scorer, final Table real, final Table training, final Table generated) {
        final String name = scorer.scoringModel().name().toLowerCase(Locale.ROOT);
        final double[] scores = scorer.scores(real);
        final RandomStream random = new RandomStream(seed);
        for (final int fields : new int[] {1, 2}) {
            double sum = 0;
            for (int i = 0; i < rounds; i++) {
                sum += auc(scores, scorer.scores(swapped(real, fields, random))) / rounds;
            }
            results.print(name + "_auc_" + fields + "_swapped", sum);
        }
        results.print(
                name + "_auc_all_swapped", auc(scores, scorer.scores(swapped(real, scoredColumns.size(), random))));
        results.print(
                name + "_auc_independent", auc(scores, scorer.scores(swapped(training, scoredColumns.size(), random))));
        results.print(name + "_auc_generated", auc(scores, scorer.scores(generated)));
        scorer.score(generated);
        final long started = System.nanoTime();
        scorer.score(generated);
        results.print(name + "_rows_per_second", generated.rows() / ((System.nanoTime() - started) / 1e9));
        results.print(
                name + "_real_probability_mean",
                Arrays.stream(scorer.score(real).probability()).average().orElseThrow());
    }

    /** Measures how often the replaced field is the first reason, among rows whose score it lowers clearly. */
    private void reasons(final Scorer scorer, final Table real) {
        final double[] before = scorer.scores(real);
        final RandomStream random = new RandomStream(seed);
        long worse = 0;
        long first = 0;
        long second = 0;
        long nanos = 0;
        long reasoned = 0;
        for (final int column : scoredColumns) {
            final Table replaced = permuted(real, List.of(column), random);
            final double[] after = scorer.scores(replaced);
            final int[] rows = IntStream.range(0, after.length)
                    .filter(r -> after[r] < before[r] - CLEARLY && after[r] < 0)
                    .toArray();
            final long started = System.nanoTime();
            final List<List<Reason>> reasons = scorer.reasons(replaced.select(rows));
            nanos += System.nanoTime() - started;
            reasoned += rows.length;
            for (final List<Reason> row : reasons) {
                worse++;
                final int place = row.stream()
                        .map(Reason::column)
                        .toList()
                        .indexOf(scored.columns().get(column).name());
                first += place == 0 ? 1 : 0;
                second += place == 1 ? 1 : 0;
            }
        }
        results.print("replaced_clearly_lower", worse);
        results.print("replaced_first_reason", (double) first / worse);
        results.print("replaced_second_reason", (double) second / worse);
        results.print("reasons_rows_per_second", reasoned / (nanos / 1e9));
    }

    private Table swapped(final Table table, final int fields, final RandomStream random) {
        final List<Integer> columns = new ArrayList<>(scoredColumns);
        while (columns.size() > fields) {
            columns.remove(random.nextInt(columns.size()));
        }
        return permuted(table, columns, random);
    }

    /** The same rows with the values of some columns permuted independently. */
    private Table permuted(final Table table, final List<Integer> columns, final RandomStream random) {
        final Map<Integer, int[]> orders = new HashMap<>();
        for (final int column : columns) {
            orders.put(column, random.order(table.rows()));
        }
        final TableBuilder builder = TableBuilder.forColumns(scored.columns());
        for (int r = 0; r < table.rows(); r++) {
            final Object[] row = new Object[scored.columns().size()];
            for (int c = 0; c < row.length; c++) {
                row[c] = table.value(c, orders.containsKey(c) ? orders.get(c)[r] : r);
            }
            builder.add(row);
        }
        return builder.build();
    }

    /** The area under the ROC curve: the share of pairs in which the real row scores higher, ties counted half. */
    private static double auc(final double[] real, final double[] others) {
        final double[] sorted = others.clone();
        Arrays.sort(sorted);
        double wins = 0;
        for (final double score : real) {
            wins += (below(sorted, score) + below(sorted, Math.nextUp(score))) / 2.;
        }
        return wins / ((double) real.length * sorted.length);
    }

    private static int below(final double[] sorted, final double score) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            final int middle = (low + high) >>> 1;
            if (sorted[middle] < score) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
