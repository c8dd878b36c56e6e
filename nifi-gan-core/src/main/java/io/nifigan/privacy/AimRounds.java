// SPDX-License-Identifier: Apache-2.0
package io.nifigan.privacy;

import io.nifigan.common.Cancellation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * The measurement rounds of AIM (McKenna, Mullins, Sheldon and Miklau 2022). Each round measures the contingency table
 * in which the model's rows are farthest from the records, compared with the noise of the measurement.
 */
final class AimRounds {
    private static final double MAX_CELLS = 1 << 16;
    private static final int SAMPLED_ROWS = 50_000;
    private static final int STEPS_PER_ROUND = 50;
    private static final int LAST_STEPS = 500;
    private static final int MAX_CANDIDATES = 3_000;

    private final PrivateDataAccess rows;
    private final Grouping grouping;
    /** The grouping of rows that are held as groups of level 1. */
    private final Grouping ofGroups;

    private final BudgetPlan plan;
    private final double total;
    private final int columns;
    private final RandomGenerator random;

    /** @param total the approximate number of records */
    AimRounds(
            final PrivateDataAccess rows,
            final Grouping grouping,
            final BudgetPlan plan,
            final double total,
            final RandomGenerator random) {
        this.rows = rows;
        this.grouping = grouping;
        this.plan = plan;
        this.total = total;
        this.columns = grouping.maps()[0].length;
        this.random = random;
        final int[][][] maps = grouping.maps().clone();
        maps[1] = new int[columns][];
        maps[2] = new int[columns][];
        for (int i = 0; i < columns; i++) {
            maps[1][i] = new int[grouping.size(1, i)];
            Arrays.setAll(maps[1][i], group -> group);
            maps[2][i] = grouping.coarsening(i);
        }
        this.ofGroups = new Grouping(maps);
    }

    /**
     * Runs all rounds.
     *
     * @param singles the noisy table of each column, at level 0
     * @param favoured columns for which tables of three columns are candidates as well
     * @param names gives the name of a table in the ledger
     * @param cancellation checked between rounds
     * @return null if cancelled
     */
    GraphicalModel run(
            final NoisyTable[] singles,
            final int[] favoured,
            final Function<int[], String> names,
            final Cancellation cancellation) {
        final GraphicalModel model = independent(singles);
        final List<MarginalQuery> candidates = candidates(favoured);
        for (int round = 0; round < plan.rounds(); round++) {
            if (cancellation.isCancelled()) {
                return null;
            }
            final int chosen = choose(model, candidates);
            if (chosen < 0) {
                break;
            }
            final MarginalQuery query = candidates.remove(chosen);
            final NoisyTable table = rows.table(query, grouping, names.apply(query.columns()), plan.table());
            final double[] variances = new double[table.counts().length];
            Arrays.fill(variances, table.variance());
            model.add(query, grouping, table.counts(), variances);
            model.fit(STEPS_PER_ROUND);
        }
        model.fit(LAST_STEPS);
        return model;
    }

    private GraphicalModel independent(final NoisyTable[] singles) {
        final int[] sizes = new int[columns];
        Arrays.setAll(sizes, i -> grouping.size(1, i));
        final GraphicalModel model = new GraphicalModel(sizes, total);
        for (int i = 0; i < columns; i++) {
            final double[] counts = new double[sizes[i]];
            final double[] variances = new double[sizes[i]];
            for (int cell = 0; cell < grouping.maps()[1][i].length; cell++) {
                counts[grouping.maps()[1][i][cell]] += singles[i].counts()[cell];
                variances[grouping.maps()[1][i][cell]] += singles[i].variance();
            }
            model.add(MarginalQuery.of(i), grouping, counts, variances);
        }
        model.fit(STEPS_PER_ROUND);
        return model;
    }

    /** All pairs of columns, and all triples with a favoured column, fine and coarse. */
    private List<MarginalQuery> candidates(final int[] favoured) {
        final List<MarginalQuery> candidates = new ArrayList<>();
        for (int a = 0; a < columns; a++) {
            for (int b = a + 1; b < columns; b++) {
                candidates.add(MarginalQuery.of(a, b));
            }
        }
        for (final int target : favoured) {
            for (int a = 0; a < columns; a++) {
                for (int b = a + 1; b < columns; b++) {
                    if (a != target && b != target && candidates.size() < MAX_CANDIDATES) {
                        final int[] triple = {a, b, target};
                        Arrays.sort(triple);
                        candidates.add(MarginalQuery.of(triple));
                        final int[] levels = {2, 2, 2};
                        levels[Arrays.binarySearch(triple, target)] = 1;
                        candidates.add(new MarginalQuery(triple, levels));
                    }
                }
            }
        }
        return candidates;
    }

    private int choose(final GraphicalModel model, final List<MarginalQuery> candidates) {
        if (candidates.isEmpty()) {
            return -1;
        }
        final int[][] drawn = RowDraws.draw(model, SAMPLED_ROWS, random);
        final double scale = total / SAMPLED_ROWS;
        final double[][] expected = new double[candidates.size()][];
        final double[] noisePenalties = new double[candidates.size()];
        final double[] weights = new double[candidates.size()];
        Arrays.fill(weights, 1);
        for (int q = 0; q < expected.length; q++) {
            expected[q] = Arrays.stream(TableCounts.of(drawn, SAMPLED_ROWS, candidates.get(q), ofGroups))
                    .mapToDouble(count -> scale * count)
                    .toArray();
            noisePenalties[q] = Math.sqrt(2 / Math.PI) * plan.deviation(plan.table()) * expected[q].length;
        }
        return rows.farthest(
                candidates,
                grouping,
                expected,
                noisePenalties,
                weights,
                plan.choice(),
                q -> model.cellsWith(candidates.get(q).columns()) <= MAX_CELLS);
    }
}
