// SPDX-License-Identifier: Apache-2.0
package io.nifigan.bench.quality;

import io.nifigan.bench.common.ModelRows;
import io.nifigan.bench.common.Results;
import io.nifigan.common.RandomStream;
import io.nifigan.encode.Encoding;
import io.nifigan.model.GANModel;
import io.nifigan.rule.Rule;
import io.nifigan.score.Scorer;
import io.nifigan.score.Scores;
import io.nifigan.score.ScoringModel;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Table;
import io.nifigan.table.TableBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.IntPredicate;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The command {@code odd}: plants one impossible value in each test row, and prints how many of these rows, and of the
 * real ones, are below the thresholds, and how often the planted value is the first reason.
 */
@Command(
        name = "odd",
        description = "Plants one impossible value in each row of TEST.csv: a number out of range, an unknown "
                + "category, a value that cannot be read, or one that breaks a rule of MODEL.zip. Prints the "
                + "percentage of these rows, and of the real ones, that are below the thresholds, and of those whose "
                + "first reason is the planted value.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class OddCommand implements Callable<Integer> {
    private static final double PROBABILITY = .5;
    private static final double PERCENTILE = 1;

    @CommandLine.Mixin
    private Results results;

    @Parameters(index = "0", paramLabel = "MODEL.zip", description = "the model file")
    private Path model;

    @Parameters(index = "1", paramLabel = "TEST.csv", description = "real rows that the model did not learn")
    private Path test;

    @Option(
            names = "--beyond",
            description = "how far beyond the range numbers lie, as a share of the range (default ${DEFAULT-VALUE})",
            defaultValue = "0.5")
    private double beyond;

    @Option(names = "--seed", description = "random seed (default ${DEFAULT-VALUE})", defaultValue = "42")
    private long seed;

    private GANModel scored;

    @Override
    public Integer call() throws IOException {
        scored = ModelRows.model(model);
        final Table real = ModelRows.read(test, scored);
        final RandomStream random = new RandomStream(seed);
        final int[] numeric = columns(c -> scored.columns().get(c).kind().isNumeric());
        final int[] others = columns(c -> !scored.columns().get(c).kind().isNumeric());
        final int[] complete = columns(c -> IntStream.range(0, real.rows()).noneMatch(r -> real.isMissing(c, r)));
        final Map<String, Table> rows = new LinkedHashMap<>();
        rows.put("real", real);
        rows.put("out of range", outOfRange(real, numeric, random));
        rows.put("unknown", planted(real, others, random, "no such value"));
        rows.put("unreadable", planted(real, numeric, random, "no such value"));
        rows.put("broken", broken(real, random));
        rows.put("missing", planted(real, complete, random, null));
        results.out()
                .println("| classifier | rows | number | below .5, % | below the first percentile, % | unusual, % "
                        + "| first reason, % |");
        results.out().println("|---|---|--:|--:|--:|--:|--:|");
        for (final ScoringModel scoringModel : ScoringModel.values()) {
            try (Scorer scorer = new Scorer(scored, scoringModel)) {
                rows.forEach((fault, table) -> print(scorer, fault, table));
            }
        }
        return 0;
    }

    /** The columns whose values are checked. */
    private int[] columns(final IntPredicate isWanted) {
        return IntStream.range(0, scored.columns().size())
                .filter(c -> scored.columns().get(c).kind() != ColumnKind.IDENTIFIER
                        && !scored.columns().get(c).field().marksForm()
                        && isWanted.test(c))
                .toArray();
    }

    /** The same rows, each with a number in one of the columns that is greater or smaller than all others. */
    private Table outOfRange(final Table real, final int[] columns, final RandomStream random) {
        final double[][] numbers = new double[real.columns().size()][];
        final int[][] codes = new int[numbers.length][];
        final List<List<String>> dictionaries = new ArrayList<>();
        for (int c = 0; c < numbers.length; c++) {
            numbers[c] = real.numbers(c) == null ? null : real.numbers(c).clone();
            codes[c] = real.codes(c);
            dictionaries.add(real.dictionary(c));
        }
        for (int r = 0; r < real.rows() && columns.length > 0; r++) {
            final int column = columns[random.nextInt(columns.length)];
            final double[] ends = range(real, column);
            final double step = Math.max(real.column(column).step(), 1e-6);
            final double distance = Math.max(step, beyond * (ends[1] - ends[0]));
            final double value = random.nextInt(2) == 0 ? ends[0] - distance : ends[1] + distance;
            numbers[column][r] = step * Math.rint(value / step);
        }
        return columns.length == 0
                ? real.select(new int[0])
                : new Table(real.columns(), real.rows(), numbers, codes, dictionaries);
    }

    /** The least and the greatest number of a column among the rows and in the model. */
    private double[] range(final Table real, final int column) {
        final double[] sorted = real.sortedNumbers(column);
        final double[] known = scored.encoder()
                .support(column)
                .map(support -> DoubleStream.concat(
                                DoubleStream.of(support.min(), support.max()),
                                support.values().stream()
                                        .filter(Objects::nonNull)
                                        .mapToDouble(Double::parseDouble))
                        .filter(Double::isFinite)
                        .toArray())
                .orElse(new double[0]);
        final double[] all = DoubleStream.concat(Arrays.stream(sorted), Arrays.stream(known))
                .sorted()
                .toArray();
        return new double[] {all[0], all[all.length - 1]};
    }

    /** The same rows, each with the value in one of the columns. */
    private Table planted(final Table real, final int[] columns, final RandomStream random, final Object value) {
        final TableBuilder builder = TableBuilder.forColumns(scored.columns());
        for (int r = 0; r < real.rows() && columns.length > 0; r++) {
            final Object[] row = row(real, r);
            row[columns[random.nextInt(columns.length)]] = value;
            builder.add(row);
        }
        return builder.build();
    }

    private Object[] row(final Table real, final int r) {
        final Object[] row = new Object[scored.columns().size()];
        Arrays.setAll(row, c -> real.value(c, r));
        return row;
    }

    /** Rows in which a value of another row breaks a rule of the model, about as many for each rule. */
    private Table broken(final Table real, final RandomStream random) {
        final List<Rule> rules = new ArrayList<>(scored.encoder().rules());
        for (final Encoding encoding : scored.encoder().encodings()) {
            encoding.definingRule().ifPresent(rules::add);
        }
        final TableBuilder builder = TableBuilder.forColumns(scored.columns());
        for (final Rule rule : rules) {
            final int[] columns = rule.columns();
            final int column = columns[random.nextInt(columns.length)];
            final TableBuilder moved = TableBuilder.forColumns(scored.columns());
            for (int r = 0; r < real.rows(); r++) {
                final Object[] row = row(real, r);
                row[column] = real.value(column, random.nextInt(real.rows()));
                moved.add(row);
            }
            final Table changed = moved.build();
            final IntPredicate before = rule.on(real);
            final IntPredicate after = rule.on(changed);
            IntStream.range(0, real.rows())
                    .filter(r -> before.test(r) && !after.test(r))
                    .limit(Math.max(1, real.rows() / rules.size()))
                    .forEach(r -> builder.add(row(changed, r)));
        }
        return builder.build();
    }

    private void print(final Scorer scorer, final String fault, final Table table) {
        final Scores scores = scorer.score(table);
        final int rows = table.rows();
        final long named = scorer.reasons(table).stream()
                .filter(reasons ->
                        !reasons.isEmpty() && fault.equals(reasons.getFirst().fault()))
                .count();
        results.out()
                .printf(
                        Locale.ROOT,
                        "| %s | %s | %d | %.1f | %.1f | %.1f | %.1f |%n",
                        scorer.scoringModel().name().toLowerCase(Locale.ROOT),
                        fault,
                        rows,
                        100. * count(rows, r -> scores.probability()[r] < PROBABILITY) / rows,
                        100. * count(rows, r -> scores.percentile()[r] < PERCENTILE) / rows,
                        100. * count(rows, r -> scores.unusual()[r] > 0) / rows,
                        100. * named / rows);
    }

    private static long count(final int rows, final IntPredicate isCounted) {
        return IntStream.range(0, rows).filter(isCounted).count();
    }
}
