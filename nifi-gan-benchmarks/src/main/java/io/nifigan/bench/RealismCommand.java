// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench;

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
import java.io.PrintWriter;
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

/** Says how well a model's judges tell real rows from unreal ones: areas under the ROC curve. */
@Command(
        name = "judge",
        description = "Scores TEST.csv by the judges of MODEL.zip against unreal rows, and says how well "
                + "each tells them apart.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class JudgeCommand implements Callable<Integer> {
    private static final double CLEARLY = 2;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(index = "0", paramLabel = "MODEL.zip", description = "a model")
    private Path model;

    @Parameters(index = "1", paramLabel = "TRAIN.csv", description = "the rows that it was trained on")
    private Path train;

    @Parameters(index = "2", paramLabel = "TEST.csv", description = "real rows that it was not trained on")
    private Path test;

    @Option(
            names = "--rounds",
            description = "times that fields are swapped anew (default ${DEFAULT-VALUE})",
            defaultValue = "20")
    private int rounds;

    @Option(names = "--anew", description = "train the trees' judge anew first")
    private boolean anew;

    @Option(names = "--seed", description = "of everything random (default ${DEFAULT-VALUE})", defaultValue = "42")
    private long seed;

    private GANModel judged;
    private List<Integer> learnt;

    @Override
    public Integer call() throws IOException, SamplingException {
        final PrintWriter out = spec.commandLine().getOut();
        if (rounds < 1) {
            throw new IllegalArgumentException("--rounds is %d; it must be 1 or more".formatted(rounds));
        }
        judged = ModelRows.model(model);
        final Map<String, ColumnKind> kinds = new HashMap<>();
        judged.columns().forEach(column -> kinds.put(column.name(), column.kind()));
        final Table real = like(CsvTables.read(test, kinds).build());
        final Table training = like(CsvTables.read(train, kinds).build());
        if (anew) {
            retrain(training, out);
        }
        if (!judged.realism().trained()) {
            throw new IllegalArgumentException(
                    "The model has no judge but its discriminator. Train it with refining, or use --anew");
        }
        learnt = judged.realism().classifier().bins().columns().stream()
                .map(bins -> bins.column())
                .toList();
        print(out, "trees", judged.realism().classifier().trees().roots().length);
        final Table made;
        try (Sampler sampler = new Sampler(judged, seed, 0)) {
            made = sampler.next(Math.max(10_000, real.rows()));
        }
        for (final ScoringModel scoringModel : ScoringModel.values()) {
            try (Scorer scorer = new Scorer(judged, scoringModel)) {
                measure(scorer, real, training, made, out);
            }
        }
        try (Scorer scorer = new Scorer(judged)) {
            blame(scorer, real, out);
        }
        out.flush();
        return 0;
    }

    /** The same rows with the model's own columns. */
    private Table like(final Table table) {
        final TableBuilder builder = TableBuilder.forColumns(judged.columns());
        final List<String> names = table.columns().stream().map(Column::name).toList();
        for (int r = 0; r < table.rows(); r++) {
            final Object[] row = new Object[judged.columns().size()];
            for (int c = 0; c < row.length; c++) {
                final int from = names.indexOf(judged.columns().get(c).name());
                row[c] = from < 0 ? null : table.value(from, r);
            }
            builder.add(row);
        }
        return builder.build();
    }

    private void retrain(final Table training, final PrintWriter out) throws SamplingException {
        final int kept = training.rows() / 10;
        final long started = System.nanoTime();
        final RealismTrainer trainer = new RealismTrainer(
                judged,
                training.select(IntStream.range(kept, training.rows()).toArray()),
                training.select(IntStream.range(0, kept).toArray()));
        try (Sampler sampler = new Sampler(judged, seed + 1, 0)) {
            final Table generated = sampler.next(trainer.rows());
            print(out, "sample_seconds", (System.nanoTime() - started) / 1e9);
            judged = judged.toBuilder()
                    .realism(trainer.train(generated, sampler.next(kept), Cancellation.never()))
                    .build();
        }
        print(out, "train_seconds", (System.nanoTime() - started) / 1e9);
    }

    private void measure(
            final Scorer scorer, final Table real, final Table training, final Table made, final PrintWriter out) {
        final String name = scorer.scoringModel().name().toLowerCase(Locale.ROOT);
        final double[] scores = scorer.scores(real);
        final RandomStream random = new RandomStream(seed);
        for (final int fields : new int[] {1, 2}) {
            double sum = 0;
            for (int i = 0; i < rounds; i++) {
                sum += auc(scores, scorer.scores(swapped(real, fields, random))) / rounds;
            }
            print(out, name + "_auc_" + fields + "_swapped", sum);
        }
        print(out, name + "_auc_all_swapped", auc(scores, scorer.scores(swapped(real, learnt.size(), random))));
        print(out, name + "_auc_independent", auc(scores, scorer.scores(swapped(training, learnt.size(), random))));
        print(out, name + "_auc_generated", auc(scores, scorer.scores(made)));
        scorer.score(made);
        final long started = System.nanoTime();
        scorer.score(made);
        print(out, name + "_rows_per_second", made.rows() / ((System.nanoTime() - started) / 1e9));
        print(
                out,
                name + "_real_probability_mean",
                Arrays.stream(scorer.score(real).probability()).average().orElseThrow());
    }

    /** How often the field that was planted is blamed first, of the rows that it makes look clearly less real. */
    private void blame(final Scorer scorer, final Table real, final PrintWriter out) {
        final double[] before = scorer.scores(real);
        final RandomStream random = new RandomStream(seed);
        long worse = 0;
        long first = 0;
        long second = 0;
        long nanos = 0;
        long reasoned = 0;
        for (final int column : learnt) {
            final Table planted = permuted(real, List.of(column), random);
            final double[] after = scorer.scores(planted);
            final int[] rows = IntStream.range(0, after.length)
                    .filter(r -> after[r] < before[r] - CLEARLY && after[r] < 0)
                    .toArray();
            final long started = System.nanoTime();
            final List<List<Reason>> reasons = scorer.reasons(planted.select(rows));
            nanos += System.nanoTime() - started;
            reasoned += rows.length;
            for (final List<Reason> row : reasons) {
                worse++;
                final int place = row.stream()
                        .map(Reason::column)
                        .toList()
                        .indexOf(judged.columns().get(column).name());
                first += place == 0 ? 1 : 0;
                second += place == 1 ? 1 : 0;
            }
        }
        print(out, "planted_clearly_worse", worse);
        print(out, "planted_blamed_first", (double) first / worse);
        print(out, "planted_blamed_second", (double) second / worse);
        print(out, "reasons_rows_per_second", reasoned / (nanos / 1e9));
    }

    private Table swapped(final Table table, final int fields, final RandomStream random) {
        final List<Integer> columns = new ArrayList<>(learnt);
        while (columns.size() > fields) {
            columns.remove(random.nextInt(columns.size()));
        }
        return permuted(table, columns, random);
    }

    /** The same rows, each of some columns in another order. */
    private Table permuted(final Table table, final List<Integer> columns, final RandomStream random) {
        final Map<Integer, int[]> orders = new HashMap<>();
        for (final int column : columns) {
            final int[] order = IntStream.range(0, table.rows()).toArray();
            for (int i = order.length - 1; i > 0; i--) {
                final int j = random.nextInt(i + 1);
                final int swapped = order[i];
                order[i] = order[j];
                order[j] = swapped;
            }
            orders.put(column, order);
        }
        final TableBuilder builder = TableBuilder.forColumns(judged.columns());
        for (int r = 0; r < table.rows(); r++) {
            final Object[] row = new Object[judged.columns().size()];
            for (int c = 0; c < row.length; c++) {
                row[c] = table.value(c, orders.containsKey(c) ? orders.get(c)[r] : r);
            }
            builder.add(row);
        }
        return builder.build();
    }

    /** The share of pairs in which the real row scores higher, ties counted half. */
    private static double auc(final double[] real, final double[] unreal) {
        final double[] sorted = unreal.clone();
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

    private static void print(final PrintWriter out, final String name, final double value) {
        out.println(name + " " + String.format(Locale.ROOT, "%.4g", value));
    }
}
