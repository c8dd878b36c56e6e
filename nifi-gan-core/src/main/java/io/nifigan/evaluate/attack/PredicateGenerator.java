// SPDX-License-Identifier: Apache-2.0
package io.nifigan.evaluate.attack;

import io.nifigan.common.RandomStream;
import io.nifigan.common.WorkerPool;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A generator of singling-out guesses from synthetic rows (Giomi et al. 2022, section 4.1). */
final class PredicateGenerator {
    /** Number of columns in a multivariate guess. */
    static final int COLUMNS = 3;
    /** Maximum number of candidates per requested guess; if columns are coarse, few candidates single out a row. */
    private static final int BATCHES = 50;

    private static final Clause.Relation[] OF_NUMBERS = {
        Clause.Relation.EQUAL, Clause.Relation.UNEQUAL, Clause.Relation.AT_MOST, Clause.Relation.AT_LEAST
    };
    private static final Clause.Relation[] OF_CATEGORIES = {Clause.Relation.EQUAL, Clause.Relation.UNEQUAL};

    private final Table synthetic;
    private final int[] columns;
    private final double[][] values;
    private final RandomStream random;
    private final WorkerPool workers;

    PredicateGenerator(final Table synthetic, final int[] columns, final long seed, final WorkerPool workers) {
        this.synthetic = synthetic;
        this.columns = columns;
        this.values = Predicate.values(synthetic, columns);
        this.random = new RandomStream(seed);
        this.workers = workers;
    }

    /**
     * Guesses on one column: values that occur in exactly one synthetic row, and numbers beyond the minimum or maximum.
     */
    List<Predicate> univariate(final int wanted) {
        final List<Predicate> all = new ArrayList<>();
        for (final int column : columns) {
            final Map<Double, Integer> counts = new HashMap<>();
            for (int r = 0; r < synthetic.rows(); r++) {
                counts.merge(values[column][r], 1, Integer::sum);
            }
            final double[] distinct = counts.keySet().stream()
                    .mapToDouble(Double::doubleValue)
                    .filter(value -> !Double.isNaN(value))
                    .sorted()
                    .toArray();
            if (counts.getOrDefault(Double.NaN, 0) == 1) {
                all.add(new Predicate(List.of(new Clause(column, Clause.Relation.MISSING, 0))));
            }
            if (distinct.length > 0 && synthetic.numbers(column) != null) {
                all.add(new Predicate(List.of(new Clause(column, Clause.Relation.AT_MOST, distinct[0]))));
                all.add(new Predicate(
                        List.of(new Clause(column, Clause.Relation.AT_LEAST, distinct[distinct.length - 1]))));
            }
            for (final double value : distinct) {
                if (counts.get(value) == 1) {
                    all.add(new Predicate(List.of(new Clause(column, Clause.Relation.EQUAL, value))));
                }
            }
        }
        for (int i = all.size() - 1; i > 0; i--) {
            final int j = random.nextInt(i + 1);
            all.set(i, all.set(j, all.get(i)));
        }
        return all.stream()
                .filter(predicate -> predicate.singlesOut(values))
                .limit(wanted)
                .toList();
    }

    /**
     * Guesses on several columns, each built from a synthetic row: a category equals that of the row, a number is at
     * least or at most that of the row, on its side of the median. Only guesses that match exactly one synthetic row
     * are kept.
     */
    List<Predicate> multivariate(final int wanted) {
        final double[] median = new double[synthetic.columns().size()];
        for (final int column : columns) {
            if (synthetic.numbers(column) != null) {
                final double[] sorted = synthetic.sortedNumbers(column);
                median[column] =
                        sorted.length == 0 ? 0 : sorted[sorted.length / 2] / 2 + sorted[(sorted.length - 1) / 2] / 2;
            }
        }
        final Set<Predicate> found = new LinkedHashSet<>();
        for (int batch = 0; batch < BATCHES && found.size() < wanted; batch++) {
            final List<Predicate> tried = new ArrayList<>();
            for (int i = 0; i < wanted; i++) {
                tried.add(ofRow(random.nextInt(synthetic.rows()), median));
            }
            final boolean[] good = new boolean[wanted];
            workers.run(member -> {
                for (int i = member; i < wanted; i += workers.size()) {
                    good[i] = tried.get(i).singlesOut(values);
                }
            });
            for (int i = 0; i < wanted && found.size() < wanted; i++) {
                if (good[i]) {
                    found.add(tried.get(i));
                }
            }
        }
        return List.copyOf(found);
    }

    private Predicate ofRow(final int row, final double[] median) {
        final List<Clause> clauses = new ArrayList<>();
        for (final int column : randomColumns(Math.min(COLUMNS, columns.length))) {
            final double value = values[column][row];
            clauses.add(new Clause(
                    column,
                    Double.isNaN(value)
                            ? Clause.Relation.MISSING
                            : synthetic.numbers(column) == null
                                    ? Clause.Relation.EQUAL
                                    : value > median[column] ? Clause.Relation.AT_LEAST : Clause.Relation.AT_MOST,
                    Double.isNaN(value) ? 0 : value));
        }
        return new Predicate(clauses);
    }

    /** Random guesses as a baseline: random columns, random values that occur, random relations. */
    List<Predicate> random(final int count, final int width) {
        final List<Predicate> predicates = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            final List<Clause> clauses = new ArrayList<>();
            for (final int column : randomColumns(Math.min(width, columns.length))) {
                final double value = values[column][random.nextInt(synthetic.rows())];
                final Clause.Relation[] relations = synthetic.numbers(column) == null ? OF_CATEGORIES : OF_NUMBERS;
                clauses.add(
                        Double.isNaN(value)
                                ? new Clause(column, Clause.Relation.MISSING, 0)
                                : new Clause(column, relations[random.nextInt(relations.length)], value));
            }
            predicates.add(new Predicate(clauses));
        }
        return predicates;
    }

    /** Random columns in ascending order, so that equal guesses compare as equal. */
    private int[] randomColumns(final int count) {
        final int[] order = columns.clone();
        for (int i = 0; i < count; i++) {
            final int j = i + random.nextInt(order.length - i);
            final int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
        final int[] chosen = Arrays.copyOf(order, count);
        Arrays.sort(chosen);
        return chosen;
    }
}
