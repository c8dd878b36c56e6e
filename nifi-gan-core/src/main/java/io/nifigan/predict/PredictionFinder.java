// SPDX-License-Identifier: Apache-2.0
package io.nifigan.predict;

import io.nifigan.common.RandomStream;
import io.nifigan.common.WorkerPool;
import io.nifigan.formula.Builtin;
import io.nifigan.formula.Call;
import io.nifigan.formula.Expression;
import io.nifigan.table.ColumnKind;
import io.nifigan.table.Table;
import io.nifigan.trees.Boosting;
import io.nifigan.trees.ColumnBins;
import io.nifigan.trees.RowBins;
import io.nifigan.trees.RowBinsFitter;
import io.nifigan.trees.TreeShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Finds the numbers of a table that other columns of a row nearly determine, such as a price by weight and quality, and
 * fits a {@link Prediction} to each. No prediction depends on itself: numbers that are determined best see most other
 * columns.
 */
public final class PredictionFinder {
    /**
     * Least share of the variance of a rank that is explained, in rows that were held out. Below it a generator learns
     * the dependence as well by itself.
     */
    private static final double MIN_EXPLAINED = .3;

    private static final int MIN_ROWS = 500;
    /**
     * The most numbers to predict; each one costs time in training and for every row drawn. Those that depend most on a
     * single column come first.
     */
    private static final int MAX_TARGETS = 24;
    /** The most ranks read while single inputs are measured, which takes some seconds. */
    private static final long MAX_SCREENED = 1_000_000_000;

    private static final int MAX_INPUTS = 16;
    /** Least share of a rank's variance that the bins of a single column explain, for it to be an input. */
    private static final double MIN_INPUT = .003;

    private static final int ROUGH_ROWS = 3_000;
    private static final TreeShape ROUGH = new TreeShape(24, 20, 0, 1, 10, 10, 1e-3, .25, 20, 0);
    private static final int FINE_ROWS = 20_000;
    /** The shape of the final trees. Their leaves hold many rows, so that a prediction reveals no single row. */
    private static final TreeShape FINE = new TreeShape(31, 50, 0, 1, 10, 20, 1e-3, .2, 60, 0);

    private static final int HELD_OUT = 5;
    /** The number of candidates for which a rough prediction is fitted in each round. */
    private static final int MAX_TRIED = 6;
    /**
     * A prediction by the known columns is good enough if its residual variance is at most this many times that of a
     * prediction by all columns.
     */
    private static final double NEARLY = 2;

    private static final double EQUAL = 1e-3;

    private final Table rows;
    private final WorkerPool workers;
    private final RowBins bins;
    private final byte[][] codes;
    /** For each target {@code [inputs]}: the share of its variance that an input explains by itself. */
    private final Map<Target, double[]> shares = new LinkedHashMap<>();

    private PredictionFinder(final Table rows, final BitSet inputs, final WorkerPool workers) {
        this.rows = rows;
        this.workers = workers;
        this.bins = RowBinsFitter.fitWithFeatures(rows, inputs::get, times(rows, inputs));
        this.codes = bins.codes(rows);
    }

    /**
     * A number that may be predicted.
     *
     * @param column the index of its column
     * @param ranks {@code [rows]}: standard normal numbers; NaN for rows to leave out
     * @param follows whether it equals or nearly equals another number in some rows, which should then come first
     */
    public record Target(int column, double[] ranks, boolean follows) {}

    /** Decides whether a prediction is better than what is known of a column without it. */
    @FunctionalInterface
    public interface Decision {
        /**
         * Whether to keep a prediction.
         *
         * @param column the predicted column
         * @param error the median distance of a rank from the predicted one
         */
        boolean test(int column, double error);
    }

    /**
     * Finds predictions.
     *
     * @param table the training rows
     * @param targets the numbers that may be predicted
     * @param inputs the columns that may predict them
     * @param dependsOn for a column those that its values follow from, itself included
     * @param decision decides on each prediction
     * @return the predictions by column
     */
    public static Map<Integer, Prediction> find(
            final Table table,
            final List<Target> targets,
            final BitSet inputs,
            final IntFunction<BitSet> dependsOn,
            final Decision decision) {
        if (targets.isEmpty() || table.rows() < MIN_ROWS) {
            return Map.of();
        }
        final int[] drawn = drawn(table.rows());
        final Table rows = table.select(drawn);
        final List<Target> ofRows = targets.stream()
                .map(target -> new Target(
                        target.column(),
                        Arrays.stream(drawn).mapToDouble(r -> target.ranks()[r]).toArray(),
                        target.follows()))
                .toList();
        try (WorkerPool workers =
                WorkerPool.ofTraining(Math.min(8, Runtime.getRuntime().availableProcessors()))) {
            return new PredictionFinder(rows, inputs, workers).find(ofRows, dependsOn, decision);
        }
    }

    /** A random sample of rows, in random order: the first ones are held out, or are a sample themselves. */
    private static int[] drawn(final int rows) {
        final int[] order = IntStream.range(0, rows).toArray();
        final RandomStream random = new RandomStream(rows);
        final int count = Math.min(rows, FINE_ROWS);
        for (int i = 0; i < count; i++) {
            final int other = i + random.nextInt(rows - i);
            final int kept = order[i];
            order[i] = order[other];
            order[other] = kept;
        }
        return Arrays.copyOf(order, count);
    }

    /** The hour, the weekday and the day of the year, where a column has them. */
    private static List<Expression> times(final Table rows, final BitSet inputs) {
        final List<Expression> times = new ArrayList<>();
        inputs.stream().forEach(column -> {
            final ColumnKind kind = rows.column(column).kind();
            if (kind == ColumnKind.TIMESTAMP) {
                times.add(Call.of(Builtin.HOUR, column));
            }
            if (kind == ColumnKind.TIMESTAMP || kind == ColumnKind.DATE) {
                times.add(Call.of(Builtin.WEEKDAY, column));
                times.add(Call.of(Builtin.DAYOFYEAR, column));
            }
        });
        return times;
    }

    private Map<Integer, Prediction> find(
            final List<Target> targets, final IntFunction<BitSet> dependsOn, final Decision decision) {
        screen(targets);
        final Map<Integer, BitSet> follows = new LinkedHashMap<>();
        final IntFunction<BitSet> all = column -> closure(column, dependsOn, follows);
        final Map<Target, Double> explained = new LinkedHashMap<>();
        targets.stream()
                .sorted(Comparator.comparingDouble(target -> -best(target, all)))
                .limit(MAX_TARGETS)
                .forEach(target -> {
                    final double byAll = rough(target, inputs(target, all, column -> true));
                    if (byAll >= MIN_EXPLAINED) {
                        explained.put(target, byAll);
                    }
                });
        final Map<Integer, Prediction> found = new LinkedHashMap<>();
        final List<Target> open = new ArrayList<>(explained.keySet());
        while (!open.isEmpty()) {
            // What is known of a row before: all columns but those that are still open.
            final BitSet later = new BitSet();
            open.forEach(target -> later.set(target.column()));
            final IntPredicate known = column -> !all.apply(column).intersects(later);
            final Target next = next(open, explained, all, known);
            open.remove(next);
            final int[] inputs = inputs(next, all, known);
            final Fit fit = inputs.length == 0 ? null : fit(next, inputs, FINE, FINE_ROWS);
            if (fit != null && fit.explained() >= MIN_EXPLAINED && decision.test(next.column(), fit.error())) {
                found.put(next.column(), fit.prediction());
                final BitSet sources = new BitSet();
                Arrays.stream(fit.prediction().columns()).forEach(sources::set);
                follows.put(next.column(), sources);
            }
        }
        return found;
    }

    /** Measures what each input explains of each target by itself; on fewer rows where there are very many. */
    private void screen(final List<Target> targets) {
        final int count = (int) Math.clamp(
                MAX_SCREENED / Math.max(1L, (long) targets.size() * codes.length), MIN_ROWS, ROUGH_ROWS);
        final double[][] measured = new double[targets.size()][codes.length];
        workers.run(member -> {
            for (int t = member; t < measured.length; t += workers.size()) {
                for (int i = 0; i < codes.length; i++) {
                    measured[t][i] = share(targets.get(t), i, count);
                }
            }
        });
        for (int t = 0; t < measured.length; t++) {
            shares.put(targets.get(t), measured[t]);
        }
    }

    /**
     * Chooses the next target: one that the known columns predict nearly as well as all columns would. If there is
     * none, the one that explains most of the other targets, so that they can be predicted after it.
     */
    private Target next(
            final List<Target> open,
            final Map<Target, Double> explained,
            final IntFunction<BitSet> dependsOn,
            final IntPredicate known) {
        final Map<Target, Double> left = new LinkedHashMap<>();
        open.stream()
                .sorted(Comparator.comparingDouble(target -> -best(target, dependsOn, known)))
                .limit(MAX_TRIED)
                .forEach(target -> left.put(
                        target,
                        (1 - rough(target, inputs(target, dependsOn, known))) / (1 - explained.get(target) + EQUAL)));
        final Target predicted = left.entrySet().stream()
                .min(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElseThrow();
        return left.get(predicted) <= NEARLY
                ? predicted
                : open.stream()
                        .max(Comparator.<Target, Boolean>comparing(target -> !target.follows())
                                .thenComparingDouble(target -> explains(target, open)))
                        .orElseThrow();
    }

    /** The sum of the variance shares of the other targets that one number explains by itself. */
    private double explains(final Target target, final List<Target> others) {
        double sum = 0;
        for (int i = 0; i < codes.length; i++) {
            if (!bins.columns().get(i).isComputed() && bins.columns().get(i).column() == target.column()) {
                final int input = i;
                sum = others.stream()
                        .filter(other -> other != target)
                        .mapToDouble(other -> shares.get(other)[input])
                        .sum();
            }
        }
        return sum;
    }

    private double best(final Target target, final IntFunction<BitSet> dependsOn) {
        return best(target, dependsOn, column -> true);
    }

    private double best(final Target target, final IntFunction<BitSet> dependsOn, final IntPredicate known) {
        final int[] best = inputs(target, dependsOn, known);
        return best.length == 0 ? 0 : shares.get(target)[best[0]];
    }

    private double rough(final Target target, final int[] inputs) {
        return inputs.length == 0 ? 0 : fit(target, inputs, ROUGH, ROUGH_ROWS).explained();
    }

    /** All columns that a column depends on, by rules and by the predictions found so far. */
    private static BitSet closure(
            final int column, final IntFunction<BitSet> dependsOn, final Map<Integer, BitSet> follows) {
        final BitSet all = new BitSet();
        final BitSet open = new BitSet();
        open.set(column);
        while (!open.isEmpty()) {
            final int next = open.nextSetBit(0);
            open.clear(next);
            if (!all.get(next)) {
                all.set(next);
                open.or(dependsOn.apply(next));
                open.or(follows.getOrDefault(next, new BitSet()));
            }
        }
        return all;
    }

    /** The inputs that explain most by themselves, are known and do not follow from the target, best first. */
    private int[] inputs(final Target target, final IntFunction<BitSet> dependsOn, final IntPredicate known) {
        final double[] open = shares.get(target).clone();
        for (int i = 0; i < open.length; i++) {
            final ColumnBins of = bins.columns().get(i);
            final boolean isOpen = (of.isComputed() ? IntStream.of(of.feature().columns()) : IntStream.of(of.column()))
                    .anyMatch(column ->
                            !known.test(column) || dependsOn.apply(column).get(target.column()));
            open[i] = isOpen ? 0 : open[i];
        }
        return IntStream.range(0, open.length)
                .filter(i -> open[i] >= MIN_INPUT)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -open[i]))
                .limit(MAX_INPUTS)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** The share of a rank's variance between the groups of an input's bins, less what chance explains. */
    private double share(final Target target, final int input, final int count) {
        final int[] groups = bins.columns().get(input).groups();
        final double[] sums = new double[groups.length];
        final int[] counts = new int[groups.length];
        double sum = 0;
        double squares = 0;
        int used = 0;
        for (int r = 0; r < Math.min(count, rows.rows()); r++) {
            final double rank = target.ranks()[r];
            if (!Double.isNaN(rank)) {
                final int group = groups[codes[input][r] & 0xFF];
                sums[group] += rank;
                counts[group]++;
                sum += rank;
                squares += rank * rank;
                used++;
            }
        }
        double between = -sum * sum / Math.max(1, used);
        int parts = 0;
        for (int g = 0; g < sums.length; g++) {
            between += counts[g] == 0 ? 0 : sums[g] * sums[g] / counts[g];
            parts += counts[g] == 0 ? 0 : 1;
        }
        final double total = squares - sum * sum / Math.max(1, used);
        return total <= 0 || used <= parts ? 0 : 1 - (total - between) / total * (used - 1) / (used - parts);
    }

    /**
     * A prediction, with the share of the variance that it explains and its median error in rows that were held out.
     */
    private record Fit(Prediction prediction, double explained, double error) {}

    private Fit fit(final Target target, final int[] inputs, final TreeShape shape, final int count) {
        final int[] known = IntStream.range(0, Math.min(count, rows.rows()))
                .filter(r -> !Double.isNaN(target.ranks()[r]))
                .toArray();
        final int heldOut = known.length / HELD_OUT;
        final double[] truth =
                Arrays.stream(known).mapToDouble(r -> target.ranks()[r]).toArray();
        final double mean =
                Arrays.stream(truth, heldOut, truth.length).average().orElse(0);
        final float[] gradient = new float[truth.length];
        final float[] curvature = new float[truth.length];
        Arrays.fill(curvature, 1);
        final float[] sums = new float[truth.length];
        final Boosting boosting = boosting(inputs, known, gradient, curvature, shape);
        final int[] training = IntStream.range(heldOut, truth.length).toArray();
        for (int t = 0; t < shape.trees(); t++) {
            for (int k = 0; k < truth.length; k++) {
                gradient[k] = (float) (truth[k] - mean - sums[k]);
            }
            if (!boosting.grow(training.clone(), training.length, sums)) {
                break;
            }
        }
        return new Fit(
                new Prediction(
                        new RowBins(Arrays.stream(inputs)
                                .mapToObj(bins.columns()::get)
                                .toList()),
                        boosting.trees(),
                        mean),
                explained(truth, sums, mean, heldOut),
                IntStream.range(0, heldOut)
                        .mapToDouble(k -> Math.abs(truth[k] - mean - sums[k]))
                        .sorted()
                        .skip(heldOut / 2)
                        .findFirst()
                        .orElse(0));
    }

    /** Boosting of trees on the inputs' bins of some rows. */
    private Boosting boosting(
            final int[] inputs,
            final int[] drawn,
            final float[] gradient,
            final float[] curvature,
            final TreeShape shape) {
        final byte[][] seen = new byte[inputs.length][drawn.length];
        final boolean[] unordered = new boolean[inputs.length];
        final int[] sizes = new int[inputs.length];
        for (int i = 0; i < inputs.length; i++) {
            final ColumnBins of = bins.columns().get(inputs[i]);
            unordered[i] = of.categorical();
            sizes[i] = of.bins();
            for (int k = 0; k < drawn.length; k++) {
                seen[i][k] = codes[inputs[i]][drawn[k]];
            }
        }
        return new Boosting(seen, drawn.length, sizes, unordered, gradient, curvature, shape, workers);
    }

    /** The share of the variance that predictions explain in rows that were held out. */
    private static double explained(final double[] truth, final float[] sums, final double mean, final int heldOut) {
        double left = 0;
        double all = 0;
        for (int k = 0; k < heldOut; k++) {
            final double error = truth[k] - mean - sums[k];
            left += error * error;
            all += (truth[k] - mean) * (truth[k] - mean);
        }
        return all == 0 ? 0 : 1 - left / all;
    }
}
