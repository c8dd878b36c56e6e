// SPDX-License-Identifier: Apache-2.0
package io.nifigan.augment;

import io.nifigan.common.RandomStream;
import io.nifigan.common.StreamSeed;
import io.nifigan.encode.Support;
import io.nifigan.encode.TableEncoder;
import io.nifigan.rule.DefiningRule;
import io.nifigan.rule.OrderRule;
import io.nifigan.sample.fair.FairTarget;
import io.nifigan.table.Grid;
import io.nifigan.table.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;

/**
 * A hot-deck imputer that replaces chosen fields of rows, given their other fields. Values come from synthetic rows
 * that are near in the other fields. Determined columns are looked up, orders between numbers are kept as far as the
 * remaining fields allow, and identifiers are generated. Not thread-safe.
 */
public final class Imputer {
    private static final int TYPICAL_DONORS = 60;
    private static final int RANDOM_DONORS = 20;

    private final DonorPool pool;
    private final TableEncoder encoder;
    private final Filling filling;
    private final DeterminedColumns determined;
    private final OrderConstraints constraints;
    private final Donors donors;
    private final IdentifierCells identifiers;
    private final RandomStream random;
    /** Null where no target is fair. */
    private final FairTarget.Draws fair;

    private Imputer(
            final DonorPool pool,
            final Filling filling,
            final boolean mayBeMissing,
            final FairTarget fair,
            final long seed) {
        this.pool = pool;
        this.encoder = pool.model().encoder();
        this.filling = filling;
        this.determined = new DeterminedColumns(encoder);
        this.constraints = new OrderConstraints(
                encoder.columns(),
                encoder.rules().stream()
                        .filter(OrderRule.class::isInstance)
                        .map(OrderRule.class::cast)
                        .toList());
        this.donors = new Donors(
                pool,
                determined,
                constraints,
                mayBeMissing,
                filling == Filling.TYPICAL ? TYPICAL_DONORS : RANDOM_DONORS);
        this.random = new RandomStream(StreamSeed.DONORS.of(seed));
        this.fair = fair == null ? null : fair.draws(StreamSeed.COMPLETED_FAIR_TARGET.of(seed));
        this.identifiers =
                new IdentifierCells(encoder.encodings(), mayBeMissing, StreamSeed.COMPLETED_IDENTIFIERS.of(seed));
    }

    /** An imputer that fills every field for which the model knows a value. */
    public static Imputer imputing(final DonorPool pool, final Filling filling, final long seed) {
        return imputing(pool, filling, null, seed);
    }

    /**
     * An imputer that fills every field for which the model knows a value.
     *
     * @param fair the target that is drawn anew where it is filled in, whatever the filling; null for none
     */
    public static Imputer imputing(
            final DonorPool pool, final Filling filling, final FairTarget fair, final long seed) {
        return new Imputer(pool, filling, false, fair, seed);
    }

    /** An imputer that draws fields from the model's distribution, so that they may be missing. */
    public static Imputer varying(final DonorPool pool, final long seed) {
        return varying(pool, null, seed);
    }

    /**
     * An imputer that draws fields from the model's distribution, so that they may be missing.
     *
     * @param fair the target that is drawn anew where it is drawn; null for none
     */
    public static Imputer varying(final DonorPool pool, final FairTarget fair, final long seed) {
        return new Imputer(pool, Filling.RANDOM, true, fair, seed);
    }

    /**
     * Completes rows. The same rows, seed and model give the same result, however the rows are split into calls.
     *
     * @param table rows with the model's columns, built by {@link io.nifigan.table.TableBuilder#forColumns}
     * @param wanted {@code [columns][rows]}: the fields to fill in, null for columns without any; their current values
     *     are ignored
     * @return the same rows, with all other fields unchanged
     */
    public Table complete(final Table table, final boolean[][] wanted) {
        final TableCells cells = new TableCells(table);
        final Map<Integer, IntConsumer> computers = computers(cells);
        for (int r = 0; r < table.rows(); r++) {
            final boolean[] targets = targets(wanted, r);
            boolean any = false;
            for (int c = 0; c < targets.length; c++) {
                // A field that stays determines it, so no donor is needed.
                targets[c] = targets[c] && !(isDetermined(targets, c) && determined.lookUp(cells, c, r));
                any |= targets[c];
            }
            if (any) {
                fill(table, cells, r, targets);
            }
            final int row = r;
            computers.forEach((column, computer) -> {
                if (wanted[column] != null && wanted[column][row]) {
                    computer.accept(row);
                }
            });
            identifiers.fill(cells, r, wanted);
        }
        return fair == null ? cells.table() : fair.redraw(cells.table(), wanted);
    }

    /** For each column that is computed from others what sets it in a row; the donor's value does not matter. */
    private Map<Integer, IntConsumer> computers(final TableCells cells) {
        final Table view = cells.table();
        final Map<Integer, IntConsumer> computers = new LinkedHashMap<>();
        for (final DefiningRule rule : encoder.plan().computed()) {
            final int target = rule.target();
            if (cells.isNumeric(target)) {
                final IntToDoubleFunction number = rule.numbers(view);
                computers.put(target, r -> cells.set(target, r, number.applyAsDouble(r)));
            } else {
                final IntFunction<String> text = rule.texts(view);
                computers.put(target, r -> cells.set(target, r, text.apply(r)));
            }
        }
        return computers;
    }

    private boolean[] targets(final boolean[][] wanted, final int row) {
        final boolean[] targets = new boolean[wanted.length];
        for (int c = 0; c < targets.length; c++) {
            targets[c] = wanted[c] != null && wanted[c][row] && pool.features()[c] != null;
        }
        return targets;
    }

    private boolean isDetermined(final boolean[] targets, final int column) {
        return determined.determinant(column) >= 0 && !targets[determined.determinant(column)];
    }

    private void fill(final Table table, final TableCells cells, final int row, final boolean[] targets) {
        final Donors.Found found = donors.find(table, cells, row, targets);
        if (filling == Filling.TYPICAL) {
            for (int c = 0; c < targets.length; c++) {
                if (targets[c]) {
                    setTypical(cells, c, row, found);
                }
            }
        } else {
            copy(cells, row, targets, found.rows()[choose(found.weights())]);
        }
        applyDependencies(cells, row, targets);
        if (!constraints.hold(cells, row, targets)) {
            copy(cells, row, targets, found.best());
            applyDependencies(cells, row, targets);
            constraints.repair(cells, row, targets);
        }
    }

    private void copy(final TableCells cells, final int row, final boolean[] targets, final int donor) {
        for (int c = 0; c < targets.length; c++) {
            if (targets[c]) {
                cells.copy(c, row, pool.rows(), donor);
            }
        }
    }

    private int choose(final double[] weights) {
        double left = random.nextDouble() * java.util.Arrays.stream(weights).sum();
        for (int i = 0; i < weights.length; i++) {
            left -= weights[i];
            if (left < 0) {
                return i;
            }
        }
        return weights.length - 1;
    }

    private void setTypical(final TableCells cells, final int column, final int row, final Donors.Found found) {
        final Support support = encoder.support(column).orElse(null);
        if (support != null && support.continuum() != null && support.hasNoGaps()) {
            double sum = 0;
            double weights = 0;
            for (int i = 0; i < found.rows().length; i++) {
                final double value = pool.rows().numbers(column)[found.rows()[i]];
                if (!Double.isNaN(value)) {
                    sum += found.weights()[i] * value;
                    weights += found.weights()[i];
                }
            }
            final double step = encoder.columns().get(column).step();
            final double mean = weights > 0 ? Math.clamp(sum / weights, support.min(), support.max()) : Double.NaN;
            cells.set(column, row, step > 0 ? Grid.snap(mean, step) : mean);
        } else {
            cells.copy(column, row, pool.rows(), mostFrequent(column, found));
        }
    }

    /** A donor of the value with the largest total weight. */
    private int mostFrequent(final int column, final Donors.Found found) {
        final float[] values = pool.features()[column].values();
        final Map<Float, Double> sums = new HashMap<>();
        int best = found.rows()[0];
        double max = 0;
        for (int i = 0; i < found.rows().length; i++) {
            final double sum = sums.merge(values[found.rows()[i]], found.weights()[i], Double::sum);
            if (sum > max) {
                max = sum;
                best = found.rows()[i];
            }
        }
        return best;
    }

    /** Makes determined columns and their determinants consistent. */
    private void applyDependencies(final TableCells cells, final int row, final boolean[] targets) {
        final Map<Integer, List<Integer>> dependents = new HashMap<>();
        for (int c = 0; c < targets.length; c++) {
            final int determinant = determined.determinant(c);
            if (determinant >= 0 && targets[determinant] && !targets[c] && !cells.isMissing(c, row)) {
                dependents
                        .computeIfAbsent(determinant, key -> new ArrayList<>())
                        .add(c);
            }
        }
        dependents.forEach((determinant, columns) -> {
            if (!determined.agrees(cells, determinant, row, columns)) {
                determined.deduce(cells, determinant, row, columns, filling, random);
            }
        });
        for (int c = 0; c < targets.length; c++) {
            if (targets[c] && determined.determinant(c) >= 0 && targets[determined.determinant(c)]) {
                determined.lookUp(cells, c, row);
            }
        }
    }
}
